/** What happens in the runs of a variant, and whether each of them came back from it. */
import { drains, notBack } from "../../analysis/figures/come-back.js";
import { lastEndMs, recovery, type Spike } from "../../analysis/figures/recovery.js";
import type { Model } from "../../model/language/model.js";
import type { EndpointMeasurement, Measurements } from "../../model/wiring/measurements.js";
import { asOne, endsOf, type Moment, momentsOf } from "../plan/moments.js";
import type { Study, StudyVariant } from "../plan/study.js";
import { DEPTH, levelsOf } from "./measured.js";
import { plannedRise } from "./planned-rise.js";
import { asTheyWent } from "./reactions.js";
import { courseOf, type Waiting } from "./recovery-findings.js";
import { allEndpoints, CONFIDENCE } from "./replication-estimates.js";

interface Happening {
  readonly went: readonly Moment[];
  readonly spike: Spike | null; // All of them as one; null: nothing happens.
}

export function happening(study: Study, variant: StudyVariant, runs: readonly Measurements[]): Happening {
  const endMs = study.warmUpMs + study.durationMs;
  const went = asTheyWent(momentsOf([variant], endMs), runs, endMs);
  const spike = study.spike ?? asOne(went);
  return { went, spike: spike === null ? null : { ...spike, endsMs: endsOf(went) } };
}

export function waitingIn(runs: readonly Measurements[]): Waiting {
  const queues = (runs[0]?.parts ?? []).flatMap(({ name }) => {
    const depths = levelsOf(runs, name, DEPTH);
    return depths === null ? [] : [[name, depths] as const];
  });
  return { all: runs.map(waitingByBin), messages: Object.fromEntries(queues) };
}

/** In all queues of a run. */
function waitingByBin({ parts }: Measurements): number[] {
  const queues = parts.flatMap(({ resources }) => resources.map(({ queueByBin }) => queueByBin));
  return Array.from({ length: queues[0]?.length ?? 0 }, (_, bin) =>
    queues.reduce((sum, lengths) => sum + (lengths[bin] ?? 0), 0),
  );
}

/** How many runs are as before at their end, and how many stand clearly worse, with queues that do not get shorter. */
export interface BackCount {
  readonly back: number;
  readonly down: number;
  readonly of: number;
}

/** Of each run by itself; what still drains, ends too soon to tell, or has more traffic by then, is neither. */
export function backCount(model: Model, runs: readonly Measurements[], spike: Spike): BackCount {
  const all = runs.map(({ endpoints }) => allEndpoints(endpoints));
  const { fromMs: startMs, binMs } = runs[0]!;
  const { eachMs } = recovery(all.map(courseOf), { startMs, binMs }, spike, CONFIDENCE);
  const isDown = (timeMs: number | null, run: number): boolean => {
    if (timeMs !== null) return false;
    const grid = gridOf(runs[run]!, all[run]!);
    const own = { ...spike, toMs: spike.endsMs?.[run] ?? lastEndMs(spike) };
    if (plannedRise(model)(grid, own) !== null) return false;
    return !drains([waitingByBin(runs[run]!)], grid, own) && notBack(grid, own, 1) !== null;
  };
  return {
    back: eachMs.filter((timeMs) => timeMs !== null).length,
    down: eachMs.filter(isDown).length,
    of: runs.length,
  };
}

/** Offered, answered well and in use, of one run. */
function gridOf({ fromMs, binMs, windowMs, parts }: Measurements, run: EndpointMeasurement) {
  const perSecond = (counts: readonly number[]): number[] =>
    counts.map((count, bin) => (count * 1000) / Math.min(binMs, windowMs - bin * binMs));
  return {
    startMs: fromMs,
    binMs,
    offeredLoad: perSecond(run.arrivalsByBin),
    goodput: perSecond(run.answersThenByBin),
    resources: parts.flatMap(({ name, resources }) =>
      resources.map(({ name: resource, capacity, busyByBin, queueByBin }) => ({
        part: name,
        resource,
        utilisation: capacity === null ? null : busyByBin.map((busy) => busy / capacity),
        queueLength: queueByBin,
      })),
    ),
  };
}
