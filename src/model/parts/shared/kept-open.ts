/** Pools that open connections when needed: which they keep open, and for how long. */
import type { z } from "zod";
import type { Accepted } from "../../../components/database/accepted.js";
import type { OpenOptions } from "../../../components/database/open-connections.js";
import { DrawnByStage } from "../../../components/timeline/stage.js";
import type { DistributionSpec } from "../../../engine/distribution-spec.js";
import { meanOf } from "../../../engine/random/moments.js";
import { makeSampler, type Sampler } from "../../../engine/random/sampler.js";
import { sayIdle } from "../../check/no-effect.js";
import type { Sense } from "../../check/sense.js";
import type { PartFigure } from "../../language/kinds.js";
import { count, distribution, duration } from "../../language/values/index.js";
import type { Path } from "../../source/diagnostics.js";
import type { Course } from "../../timeline/course.js";
import type { Assembly } from "../../wiring/assembly.js";

/** @param idle what `idle` says, and what holds without it */
export const keptOpen = (idle: string) => ({
  idle: count({ max: 1_000_000 }).optional().describe(idle),
  "idle-for": duration({ above: 0, fixed: "an idle connection is closed after the same time each" })
    .optional()
    .describe("A connection beyond `idle` is closed when it has been idle for this long; never if not given"),
  "max-lifetime": distribution()
    .optional()
    .describe("A connection this old is closed as soon as no request uses it; never if not given"),
});

export const KEPT_EFFECTS = { idle: "by chance", "idle-for": "by chance", "max-lifetime": "by chance" } as const;

export const OPEN_CONNECTIONS: readonly PartFigure[] = [
  {
    name: "open connections",
    measure: "openConnections",
    unit: "number",
    isLevel: true,
    goal: "less",
    summary: "Connections to it that are open, idle or in use, of pools that open them when needed",
  },
  {
    name: "opened",
    measure: "opened",
    unit: "1/s",
    goal: "less",
    summary: "Connections that such pools open",
  },
];

type Kept = z.output<z.ZodObject<ReturnType<typeof keptOpen>>>;

/** @param least without `idle` @param purpose of the random streams @param connect null: no time */
export function opening(
  assembly: Assembly,
  kept: Kept,
  least: number,
  purpose: string,
  connect: Course<DistributionSpec> | null,
  accepted: Accepted,
): OpenOptions {
  const lifetime = kept["max-lifetime"];
  return {
    least: kept.idle ?? least,
    idleForMs: kept["idle-for"] ?? Number.POSITIVE_INFINITY,
    lifetimeMs: lifetime === undefined ? null : makeSampler(lifetime, assembly.streams.named(`lifetime:${purpose}`)),
    connectMs: connect === null ? null : drawnOver(assembly, `connect:${purpose}`, connect),
    accepted,
  };
}

function drawnOver({ streams, timeline }: Assembly, purpose: string, course: Course<DistributionSpec>): Sampler {
  const stream = streams.named(purpose);
  const each = course.map(({ value }) => makeSampler(value, stream));
  return each.length === 1 ? (each[0] as Sampler) : new DrawnByStage(timeline.stageOf(course), each);
}

/** @param most connections that the pool may have @param least kept open without `idle`; null: all, and no others */
export function checkKept(sense: Sense, path: Path, kept: Kept, most: number, least: number | null): void {
  const { idle = least, "idle-for": idleFor, "max-lifetime": lifetime } = kept;
  const all = "without `idle`, all connections are open for good";
  const hasTime = idleFor !== undefined;
  sayIdle(sense, path, [
    ["idle-for", idle === null && hasTime, all],
    ["max-lifetime", idle === null && lifetime !== undefined, all],
    ["idle-for", idle !== null && idle >= most && hasTime, "all connections are kept open", "idle"],
  ]);
  if (idle !== null && idle > most)
    sense.error([...path, "idle"], `it keeps ${idle} open, and may have ${most}`, `write at most ${most}`);
  if (idle !== null && lifetime !== undefined && !(meanOf(lifetime) > 0))
    sense.error(
      [...path, "max-lifetime"],
      "a connection that lives for no time serves nothing",
      "write a time above 0ms",
    );
  if (hasTime && idle !== null && idle < most) sense.lasts(idleFor, "an idle connection stays open for");
  if (idle !== null && lifetime !== undefined) sense.lasts(meanOf(lifetime), "a connection lives for");
}
