/** How a file describes the views of a database, and what is wrong with them. */
import { z } from "zod";
import { meanOf } from "../../../engine/random/moments.js";
import type { Path, Sense } from "../../check/sense.js";
import { distribution, duration, writeDuration } from "../../language/values/index.js";
import type { DatabaseOptions } from "./options.js";

export const view = () =>
  z.strictObject({
    refresh: duration({ above: 0, fixed: "it is refreshed on a schedule" }).describe(
      "Time from the start of one refresh to the start of the next; one that is due while another runs is left out",
    ),
    takes: distribution().describe("Work of a refresh on the cores; no request waits for it"),
    on: z.enum(["primary", "replica"]).default("primary").describe("Where the refresh runs"),
  });

export type ViewOptions = z.output<ReturnType<typeof view>>;

export function checkViews(sense: Sense, path: Path, { views, queries, replicas, shards }: DatabaseOptions): void {
  const read = Object.values(queries).flatMap(({ view }) => view ?? []);
  for (const [query, { view, write }] of Object.entries(queries)) {
    const at = [...path, "queries", query, "view"];
    if (view === undefined || !sense.oneOf(view, Object.keys(views), at, `there is no view "${view}"`)) continue;
    if (write) sense.error(at, "a view is only read", "write to what it is made from");
  }
  for (const [name, { refresh, takes, on }] of Object.entries(views)) {
    const at = [...path, "views", name];
    const takesMs = meanOf(takes);
    if (!read.includes(name)) sense.warn(at, `no query reads the view "${name}"`, `say \`view: ${name}\` of one`);
    if (shards !== undefined) sense.error(at, "a view of a database with shards is not modelled");
    if (on === "replica" && (replicas?.count ?? 0) === 0)
      sense.error([...at, "on"], "there is no replica", "give the database `replicas`, or refresh on the primary");
    if (takesMs >= refresh)
      sense.warn(
        [...at, "refresh"],
        `a refresh takes ${writeDuration(takesMs)}, so the next one, due after ${writeDuration(refresh)}, is left out`,
        `refresh less often than every ${writeDuration(takesMs)}`,
      );
  }
}
