/** Proposes one query in place of one for each of many (N + 1), of steps that do nothing else so many times. */
import { type Change, type ChangeContext, ofPart } from "../../changes/change.js";
import { at, editSteps } from "../../changes/edit-steps.js";
import type { DatabaseOptions } from "./options.js";
import { scaledText } from "./query-changes.js";

const LONGER = 3; // Than a query for one.
const ROUNDS = 3; // Fewer are no list.

export function askedTogether(context: ChangeContext, name: string, { queries }: DatabaseOptions): Change[] {
  const rounds = context.steps.flatMap(({ path, step, kind, perMs }) =>
    kind.inside(step as never, context.model).flatMap(({ steps, times = 1 }) => {
      const [part, query] = String(steps.length === 1 ? steps[0].query : "").split(".");
      const isOfMany = part === name && times >= ROUNDS && queries[query]?.write === false;
      return isOfMany ? [{ path, query, work: (perMs || 1) * times }] : [];
    }),
  );
  const [most] = rounds.sort((a, b) => b.work - a.work);
  if (most === undefined) return [];
  const { query } = most;
  const all = `${query}-of-all`;
  const written = at(context.data, ["parts", name, "queries", query]) as Record<string, unknown>;
  const time = scaledText(written.time, LONGER);
  if (time === null || Object.hasOwn(queries, all)) return [];
  const own = rounds.filter((each) => each.query === query);
  const lists = editSteps(
    context,
    own.map(({ path }) => ({ path, edit: () => ({ query: `${name}.${all}` }) })),
  ) as { parts: Record<string, unknown> };
  const other = ofPart(name, { queries: { [all]: { ...written, time } } }) as { parts: Record<string, unknown> };
  return [
    {
      name: `${name}: one query for all of ${query}`,
      treats: "bad query",
      overlay: { parts: { ...lists.parts, ...other.parts } },
      complexity: 1,
      why: "one query for a list, in place of one for each",
      cost: {},
      relieves: [],
      assumes: `one query for all takes ${LONGER} times as long as for one`,
    },
  ];
}
