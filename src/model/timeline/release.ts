import { z } from "zod";
import { type ReleaseOptions, releasePlan } from "../../components/service/release.js";
import { duration, number, percent } from "../language/values/index.js";
import { type MomentData, momentKind, when } from "./moment.js";

export interface Release extends MomentData {
  readonly release: string;
  readonly "one-by-one"?: number | undefined;
  readonly "all-at-once"?: true | undefined;
  readonly canary?: number | undefined;
  readonly watched: number;
  readonly drain: number;
  readonly boot: number;
  readonly errors: number;
  readonly by: number;
  readonly cold?: { readonly for: number; readonly by: number } | undefined;
  readonly empties?: string | undefined;
  readonly "back-after"?: number | undefined;
}

const WAYS = ["one-by-one", "all-at-once", "canary"] as const;

/** The instances of a service get a new version. */
export const release = momentKind<Release>({
  verb: "release",
  summary: "a service gets a new version: one instance after the other, all at once, or some of them first",
  isOfProcess: true,
  examples: `
release: { at: 25min, release: web, one-by-one: 20s, drain: 10s, boot: 30s, errors: 2%, by: 1.2, cold: { for: 30s, by: 3 }, empties: catalogue, back-after: 3min }
canary: { at: 25min, release: web, canary: 25%, watched: 5min }
at once: { at: 25min, release: web, all-at-once: true }
`,
  schema: () =>
    z.strictObject({
      at: when().at,
      release: z.string().describe("A service"),
      "one-by-one": duration().optional().describe("One instance after the other, with a pause between them"),
      "all-at-once": z.literal(true).optional().describe("All instances together"),
      canary: percent({ above: 0, max: 1 })
        .optional()
        .describe(
          "A share of the instances first, at least one; then, when it has been `watched`, one after the other",
        ),
      watched: duration().prefault("5min").describe("With `canary`: how long it is watched before the others follow"),
      drain: duration()
        .prefault("0s")
        .describe("How long an instance gets no new requests before it stops; what it still does then is lost"),
      boot: duration().prefault("0s").describe("How long an instance takes to start"),
      errors: percent().prefault("0%").describe("Share of the requests that the new version fails"),
      by: number({ above: 0 }).prefault(1).describe("How many times as long the new version's own steps take"),
      cold: z
        .strictObject({
          for: duration({ above: 0 }).describe("How long"),
          by: number({ min: 1 }).describe("How many times as long its own steps take"),
        })
        .optional()
        .describe("An instance that has just started is slower for a while: caches in memory, code not yet compiled"),
      empties: z
        .string()
        .optional()
        .describe("A cache with `keys` in the memory of the instances: each that starts loses its share of it"),
      "back-after": duration({ above: 0 })
        .optional()
        .describe("How long after the first instance has the new version all get the old one again, in the same way"),
    }),
  lengthMs(data, instancesOf) {
    const { at } = data;
    const plan = releasePlan(releaseOptions(data, instancesOf(data.release)));
    return Math.max(...plan.map(({ backMs }) => backMs)) - at;
  },
  check(sense, path, data) {
    const { canary, watched, drain, boot, errors, by, cold, empties } = data;
    const said = WAYS.filter((way) => data[way] !== undefined);
    const isMixed = said.length === 2 && canary !== undefined && data["one-by-one"] !== undefined;
    if (said.length !== 1 && !isMixed) {
      const ways = "`one-by-one: 20s`, `all-at-once: true` or `canary: 10%`";
      sense.error(
        path,
        said.length === 0 ? "it does not say how" : `it says ${said.join(" and ")}`,
        `say one of ${ways}`,
      );
    }
    if (canary === undefined && watched !== WATCHED_MS)
      sense.error([...path, "watched"], "only a canary is watched", "say `canary: 10%`");
    const isNothing =
      drain === 0 && boot === 0 && errors === 0 && by === 1 && cold === undefined && empties === undefined;
    if (isNothing)
      sense.error(path, "this changes nothing", "say `drain`, `boot`, `errors`, `by`, `cold` or `empties`");
  },
});

const WATCHED_MS = 300_000;

export function releaseOptions(data: Release, instances: number): ReleaseOptions {
  const { at, canary, watched, drain, boot } = data;
  const together = data["all-at-once"] ? instances : Math.max(1, Math.ceil((canary ?? 0) * instances - 1e-9));
  return {
    atMs: at,
    instances,
    first: together,
    watchedMs: canary === undefined ? 0 : watched,
    pauseMs: data["one-by-one"] ?? 0,
    drainMs: drain,
    bootMs: boot,
    backAfterMs: data["back-after"] ?? Number.POSITIVE_INFINITY,
  };
}
