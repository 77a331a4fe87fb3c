/** Breakdowns of instances or machines, and the health checks that notice them. */
import { z } from "zod";
import { Breakdowns } from "../../../components/faults/breakdowns.js";
import { Fate } from "../../../components/faults/fate.js";
import { deepCheck, HealthChecks, upOrDown } from "../../../components/faults/health-checks.js";
import { StillCores } from "../../../components/faults/still-cores.js";
import type { Rotation } from "../../../components/service/rotation.js";
import type { Acts } from "../../../components/timeline/happening.js";
import type { DistributionSpec } from "../../../engine/distribution-spec.js";
import type { Processor } from "../../../engine/processor.js";
import { meanOf } from "../../../engine/random/moments.js";
import { makeSampler } from "../../../engine/random/sampler.js";
import type { Path, Sense } from "../../check/sense.js";
import type { PartFigure } from "../../language/kinds.js";
import { modulesEver } from "../../language/processes.js";
import { count, distribution, duration } from "../../language/values/index.js";
import { type Breakable, checkDown, type Down, takesDown } from "../../timeline/down.js";
import type { Assembly } from "../../wiring/assembly.js";
import { alternationMs } from "./alternation.js";
import { leakIn } from "./leak.js";

export const outages = () => ({
  up: distribution().describe("From a repair to the next breakdown"),
  down: distribution().describe("From there to the repair"),
  work: z
    .enum(["lost", "repeats", "resumes"])
    .default("lost")
    .describe(
      "What was being done is lost and everything is refused while it is down; or only the cores stand still, all requests wait, and work on the cores begins again or goes on where it was",
    ),
});

export const breakdownsOptions = () => ({
  breakdowns: z
    .strictObject({
      ...outages(),
      instances: count({ min: 1 }).optional().describe("How many of the instances ever break down; all if not given"),
    })
    .optional()
    .describe("Each instance goes down by itself: what it does is lost, or waits until it is up"),
  "health-check": z
    .strictObject({
      every: duration({ min: 1, fixed: "health checks come at a fixed pace" }).describe(
        "Time between two looks at an instance",
      ),
      failures: count({ min: 1 }).prefault(3).describe("In a row, after which it gets no more requests"),
      deep: z
        .boolean()
        .optional()
        .describe(
          "Whether a look asks what requests ask, and so fails where they fail; otherwise it finds what is down",
        ),
    })
    .optional()
    .describe("How the balancer learns which instances are down; without it, never"),
});

export const OUTAGE: PartFigure = {
  name: "outage",
  measure: "outageMs",
  unit: "ms",
  goal: "less",
  summary: "How long an instance, a machine or a part is down, each time",
};

export const AVAILABILITY: PartFigure = {
  name: "availability",
  measure: "availability",
  unit: "1",
  goal: "more",
  summary: "Share of the time that it is up; of instances, the mean",
};

export const EJECTION: PartFigure = {
  name: "ejection",
  measure: "ejectionMs",
  unit: "ms",
  goal: "neither",
  summary: "How long the balancer sends nothing to an instance, each time",
};

export interface Outages {
  readonly up: DistributionSpec;
  readonly down: DistributionSpec;
  readonly work: "lost" | "repeats" | "resumes";
  readonly instances?: number | undefined;
}

export interface BreakdownsData {
  readonly instances: number;
  readonly cores?: number | undefined;
  readonly breakdowns?: Outages | undefined;
  readonly "health-check"?:
    | { readonly every: number; readonly failures: number; readonly deep?: boolean | undefined }
    | undefined;
}

export const BREAKDOWNS_EFFECTS = { breakdowns: "by chance", "health-check": "known" } as const;

/** @param ranks the cores of each instance @returns null without breakdowns */
export function breakdownsOf(
  assembly: Assembly,
  name: string,
  instances: number,
  data: Outages | undefined,
  ranks: readonly (readonly Processor[])[],
  isStopped = false,
): Breakdowns | null {
  if (data === undefined) return plannedBreakdowns(assembly, name, instances, ranks, undefined, isStopped);
  const { flow, streams, simulation } = assembly;
  const drawn = (what: "up" | "down") => makeSampler(data[what], streams.named(`${what}:${name}`));
  const { work, instances: some = instances } = data;
  const options = {
    works: [work, ...(isStopped ? (["lost"] as const) : [])],
    cores: new StillCores(ranks),
    mayBreak: (instance: number) => isStopped || instance < some,
  };
  const breakdowns = new Breakdowns(flow, instances, options, flow.addCause("instance-down", name));
  const fate = { upMs: drawn("up"), downMs: drawn("down"), work };
  for (let i = 0; i < Math.min(instances, some); i++) new Fate(simulation, breakdowns, i, fate);
  return breakdowns;
}

export interface Planned {
  /** Of the entries about a part, those about what breaks down here. */
  concerns(said: Down): boolean;
  /** What entries call an instance, from 0, if not its number among all. */
  nth?(instance: number): number;
  /** What may end an outage before its time. */
  shortened(outage: Acts): Acts;
}

const ALL_PLANNED: Planned = { concerns: () => true, shortened: (outage) => outage };

/** Those of the timeline that concern it; null without any. @param isStopped whether releases or leaks stop its instances too */
export function plannedBreakdowns(
  { flow, timeline, model, kinds }: Assembly,
  name: string,
  instances: number,
  ranks: readonly (readonly Processor[])[],
  { concerns, shortened, nth = (instance) => instance }: Planned = ALL_PLANNED,
  isStopped = false,
): Breakdowns | null {
  const names = [name, ...modulesEver(model, kinds, name)]; // A module takes its process with it.
  const planned = names.flatMap((each) => timeline.entries<Down>("down", each)).filter(concerns);
  if (planned.length === 0 && !isStopped) return null;
  const options = {
    works: [...planned.map(({ work }) => work), ...(isStopped ? (["lost"] as const) : [])],
    cores: new StillCores(ranks),
    mayBreak: (instance: number) => isStopped || planned.some((said) => takesDown(said, nth(instance))),
  };
  const breakdowns = new Breakdowns(flow, instances, options, flow.addCause("instance-down", name));
  const acts = (said: Down): Acts => {
    const those = concerns(said) ? [...breakdowns.downSinceMs.keys()].filter((i) => takesDown(said, nth(i))) : [];
    return shortened({
      begin({ fromMs, toMs }) {
        for (const i of those) breakdowns.goDown(i, said.work, toMs - fromMs);
      },
      end() {
        for (const i of those) breakdowns.comeUp(i);
      },
    });
  };
  for (const each of names) timeline.during("down", each, acts);
  return breakdowns;
}

/** The balancer knows of breakdowns only from health checks, which take instances out of the rotation. */
export function buildBreakdowns(
  assembly: Assembly,
  name: string,
  options: BreakdownsData,
  rotation: Rotation | null,
  ranks: readonly (readonly Processor[])[],
  isStopped: boolean,
  failsAt: (instance: number) => number = () => 0,
) {
  const { instances, "health-check": check } = options;
  const breakdowns = breakdownsOf(assembly, name, instances, options.breakdowns, ranks, isStopped);
  const measures = breakdowns?.measures ?? [];
  if (check === undefined || rotation === null) return { breakdowns, measures };
  const looks = { everyMs: check.every, failures: check.failures };
  const phases = assembly.streams.named(`health-check:${name}`);
  const deep =
    check.deep === true ? deepCheck(breakdowns, failsAt, assembly.streams.named(`deep check:${name}`)) : null;
  const checked = deep ?? (breakdowns === null ? null : upOrDown(breakdowns));
  if (checked === null) return { breakdowns, measures };
  const checks = new HealthChecks(assembly.simulation, instances, rotation, checked, looks, phases);
  return { breakdowns, measures: [...measures, ...checks.measures] };
}

export type MayBreak = Partial<BreakdownsData> & { readonly host?: string | undefined };

/** @returns the walk, of work that is lost when one of these breaks down */
export function whileNotLost(
  sense: Sense,
  part: string,
  instances: number,
  breakdowns: Outages | undefined,
  walk: () => number,
): () => number {
  if (breakdowns === undefined || breakdowns.work !== "lost") return walk;
  const areAll = (breakdowns.instances ?? instances) >= instances;
  return () => sense.mayBreak(`${part} breakdowns`, areAll, walk);
}

export function checkOutages(sense: Sense, path: Path, breakdowns: Outages | undefined): void {
  if (breakdowns === undefined) return;
  const { up, down } = breakdowns;
  if (meanOf(up) + meanOf(down) === 0)
    sense.error([...path, "breakdowns"], "an instance that is neither up nor down for any time");
  else
    sense.paces.settles(String(path[1]), {
      ms: alternationMs(up, down),
      what: `how many of ${path[1]} are up changes within`,
    });
}

/** Reports an outage of what is placed on a machine. */
export function sayDownWithHost(sense: Sense, path: Path, name: string, host: string): void {
  sense.error([...path, "down"], `"${name}" goes down with its machine`, `say \`down: ${host}\``);
}

/** Those of its modules take it down too. */
function outagesOf({ acts, model, kinds }: Sense, name: string) {
  const names = [name, ...modulesEver(model, kinds, name)];
  return acts.flatMap(({ kind, about, path, data }) =>
    kind.verb === "down" && names.includes(about) ? [{ path, said: data as Down }] : [],
  );
}

/** Of the timeline, and by chance. @returns what they say of the part, and where */
export function checkPlannedOutages(
  sense: Sense,
  name: string,
  has: Breakable & { readonly breakdowns?: Outages | undefined },
): readonly { readonly path: Path; readonly said: Down }[] {
  const planned = outagesOf(sense, name);
  for (const { path, said } of planned) {
    checkDown(sense, path, said, has);
    if (has.breakdowns !== undefined)
      sense.error(
        [...path, "down"],
        `"${name}" has \`breakdowns\` of its own, by chance`,
        "take them out, or say its outages here",
      );
  }
  return planned;
}

export function checkBreakdowns(sense: Sense, path: Path, options: BreakdownsData): void {
  const { instances, cores, breakdowns, "health-check": check } = options;
  checkPlannedOutages(sense, String(path[1]), options);
  checkOutages(sense, path, breakdowns);
  if (breakdowns !== undefined && breakdowns.work !== "lost" && cores === undefined)
    sense.error(
      [...path, "breakdowns", "work"],
      "there are no cores of its own to stand still",
      "give `cores`; or, on a host, say it of the host",
    );
  if (breakdowns?.instances !== undefined && breakdowns.instances > instances)
    sense.error([...path, "breakdowns", "instances"], `there are only ${instances}`);
  if (check === undefined) return;
  const isPlanned = outagesOf(sense, String(path[1])).length > 0;
  const mayLeak = leakIn(sense.model, sense.kinds, String(path[1])) !== undefined;
  const fails = sense.acts.some(({ kind, about }) => kind.verb === "fails" && isOf(about, path));
  if (breakdowns === undefined && !isPlanned && !mayLeak && !(fails && check.deep !== undefined))
    sense.warn(
      [...path, "health-check"],
      "nothing ever breaks down",
      fails ? "a look that is not `deep` sees no errors: say `deep: true`, or that it is not" : "give `breakdowns`",
    );
  else if (instances === 1)
    sense.warn([...path, "health-check"], "there is no other instance to send requests to", "give more `instances`");
}

/** Whether an entry is about the part at the path, or one of its endpoints. */
const isOf = (about: string, path: Path): boolean => about.split(".")[0] === String(path[1]);
