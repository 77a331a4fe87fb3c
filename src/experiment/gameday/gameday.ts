/** A game day: each trial on the same requests as a good day, and what users see of it. */

import type { VariantFindings } from "../../analysis/findings/findings.js";
import type { GamedayFindings, SufferingFindings, TrialFindings } from "../../analysis/findings/gameday-findings.js";
import { meanInterval } from "../../analysis/statistics/confidence.js";
import { pool, quantile, sampleSize } from "../../analysis/statistics/quantile.js";
import { senseOf } from "../../model/check/check-sense.js";
import { partKindOf } from "../../model/language/catalogue.js";
import type { Model } from "../../model/language/model.js";
import type { EndpointMeasurement, Measurements } from "../../model/wiring/measurements.js";
import type { Progress } from "../execute/run-study.js";
import type { Runner } from "../execute/threads.js";
import { CONFIDENCE } from "../findings/replication-estimates.js";
import { Tries } from "../next/tries.js";
import { documentHead } from "../plan/provenance.js";
import type { Study, StudyVariant } from "../plan/study.js";
import { type Bins, harmedAside } from "./aside.js";
import { FAULT, type Trial, trialsOf } from "./trials.js";

const AFTER = { least: 2, most: 10 }; // Watched for so many times as long as the fault lasts.
const LOST_MORE = 0.01; // Of an endpoint's requests: it suffers.
const SLOW_MORE = 0.1; // Of its answers.

/** @param study of one model, whose warm-up counts @param lastsMs how long each fault lasts */
export async function gameday(
  study: Study,
  lastsMs: number,
  runner: Runner,
  progress: (now: Progress) => void,
): Promise<GamedayFindings> {
  const [variant] = study.variants;
  const atMs = study.warmUpMs + lastsMs;
  const fault = { fromMs: atMs, toMs: atMs + lastsMs };
  const days: Study = {
    ...study,
    durationMs: (2 + watchedTimes(variant!.model)) * lastsMs,
    steady: null,
    spike: { ...fault, label: FAULT },
    figures: [],
  };
  const goodDay: StudyVariant = { ...variant!, model: { ...variant!.model, timeline: {}, random: {} } };
  const trials = trialsOf(goodDay.model, atMs, lastsMs).map((trial) => ({
    trial,
    day: { ...goodDay, name: nameOf(trial), model: trial.model },
  }));
  const tries = new Tries(days, runner, progress);
  await tries.upTo(study.replications, [goodDay, ...trials.map(({ day }) => day)]);
  const good = tries.runs(goodDay);
  const found = trials.map(({ trial, day }) =>
    trialFindings(trial, tries.side(day).findings, good, tries.runs(day), fault),
  );
  const verdicts = found.map(({ verdict }) => verdict);
  const { requests, events, done } = tries.tally;
  return {
    ...documentHead(study),
    model: goodDay.file,
    window: { fromMs: days.warmUpMs, toMs: days.warmUpMs + days.durationMs },
    fault,
    leftOut: [...Object.keys(variant!.model.timeline), ...Object.keys(variant!.model.random)],
    replications: study.replications,
    objectives: Object.entries(goodDay.model.objectives).flatMap(([metric, all]) =>
      all.map((one) => `${metric}: ${one}`),
    ),
    trials: found.toSorted(byUrgency),
    verdict: (["missed", "unknown", "met"] as const).find((one) => verdicts.includes(one)) ?? "none",
    simulated: { requests, events, runs: done },
    ...topologyIn(tries.side(goodDay).findings),
  };
}

const topologyIn = ({ topology }: VariantFindings): Pick<GamedayFindings, "topology"> =>
  topology === undefined ? {} : { topology };

/** Long enough for queues to drain: of an outage of all workers they need ρ ÷ (1 − ρ) times as long. */
function watchedTimes(model: Model): number {
  const drains = senseOf(model).loads.flatMap(({ part, busy, capacity }) => {
    const options = model.parts[part];
    const isAside = options !== undefined && partKindOf(options)?.isAside === true;
    const load = busy / capacity;
    return isAside ? [load < 1 ? load / (1 - load) : Number.POSITIVE_INFINITY] : [];
  });
  return Math.min(AFTER.most, Math.max(AFTER.least, Math.ceil(1 + Math.max(0, ...drains))));
}

const nameOf = ({ part, fault, withoutFallback }: Trial): string =>
  `${part} ${fault}${withoutFallback ? " without fallback" : ""}`;

/** Hops without a fallback first, then by what is lost. */
function byUrgency(a: TrialFindings, b: TrialFindings): number {
  const rank = ({ fallback }: TrialFindings): number => ["none", "written", "entry", "not needed"].indexOf(fallback);
  return rank(a) - rank(b) || (b.lost.value ?? 0) - (a.lost.value ?? 0);
}

function trialFindings(
  { model: _, ...trial }: Trial,
  found: VariantFindings,
  good: readonly Measurements[],
  bad: readonly Measurements[],
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): TrialFindings {
  const { fromMs: startMs, binMs } = bad[0]!;
  const bins: Bins = [Math.floor((fromMs - startMs) / binMs), Math.ceil((toMs - startMs) / binMs)];
  const endpoints = bad[0]!.endpoints.map(({ name }, i) =>
    suffering(
      name,
      good.map((run) => run.endpoints[i]!),
      bad.map((run) => run.endpoints[i]!),
      bins,
    ),
  );
  const recovery = found.recovery!;
  const suffer = endpoints.filter(({ isHit }) => isHit).map(({ isHit: _hit, ...each }) => each);
  const lost = meanInterval(
    bad.map((run) => lostIn(run.endpoints, bins)),
    CONFIDENCE,
  );
  const isNeeded = (lost.value ?? 0) >= LOST_MORE; // Also of what nothing waits for, if it may be refused.
  return {
    ...trial,
    fallback: trial.fallback === "not needed" && isNeeded ? "none" : trial.fallback,
    lost,
    why: grownCause(good, bad),
    endpoints: suffer.toSorted((a, b) => hurt(b) - hurt(a)),
    endpointsOf: endpoints.length,
    aside: harmedAside(good, bad, bins, toMs - fromMs),
    backMs: recovery.timeMs,
    comesBack: recovery.notBack === undefined,
    ...(recovery.notBack?.why === undefined ? {} : { mechanism: recovery.notBack.why }),
    verdict: found.verdict,
  };
}

/** The cause of failures of which there are most more than on a good day; null if there is none. */
function grownCause(good: readonly Measurements[], bad: readonly Measurements[]): string | null {
  const more = new Map<string, number>();
  for (const [runs, sign] of [
    [bad, 1],
    [good, -1],
  ] as const)
    for (const { cause, part, count } of runs.flatMap(({ endpoints }) => endpoints.flatMap(({ failures }) => failures)))
      more.set(`${cause} at ${part}`, (more.get(`${cause} at ${part}`) ?? 0) + sign * count);
  const [most] = [...more].toSorted((a, b) => b[1] - a[1]);
  return most === undefined || most[1] <= 0 ? null : most[0];
}

const hurt = ({ lost, slow }: SufferingFindings): number => (lost.value ?? 0) * 10 + (slow.value ?? 0);

function suffering(
  endpoint: string,
  good: readonly EndpointMeasurement[],
  bad: readonly EndpointMeasurement[],
  bins: Bins,
): SufferingFindings & { readonly isHit: boolean } {
  const usual = pool(good.flatMap(({ latencyByBin }) => latencyByBin.slice(...bins)));
  const limitMs = sampleSize(usual) === 0 ? Number.POSITIVE_INFINITY : quantile(usual, 0.99);
  const lost = (runs: readonly EndpointMeasurement[]) =>
    meanInterval(
      runs.map((run) => lostIn([run], bins)),
      CONFIDENCE,
    );
  const slow = (runs: readonly EndpointMeasurement[]) =>
    meanInterval(
      runs.map((run) => slowIn(run, bins, limitMs)),
      CONFIDENCE,
    );
  const more = (of: typeof lost): number => (of(bad).value ?? 0) - (of(good).value ?? 0);
  return { endpoint, lost: lost(bad), slow: slow(bad), isHit: more(lost) >= LOST_MORE || more(slow) >= SLOW_MORE };
}

/** Share of the requests that came in these bins and were not answered well; 0 where none came. */
function lostIn(endpoints: readonly EndpointMeasurement[], bins: Bins): number {
  const sum = (of: "arrivalsByBin" | "answersByBin"): number =>
    endpoints.reduce((all, each) => all + each[of].slice(...bins).reduce((a, b) => a + b, 0), 0);
  const arrived = sum("arrivalsByBin");
  return arrived === 0 ? 0 : 1 - sum("answersByBin") / arrived;
}

/** Share of the answers to them that took longer. */
function slowIn({ latencyByBin }: EndpointMeasurement, bins: Bins, limitMs: number): number {
  const { values, counts } = pool(latencyByBin.slice(...bins));
  const all = counts.reduce((a, b) => a + b, 0);
  const longer = counts.reduce((sum, count, i) => sum + (values[i]! > limitMs ? count : 0), 0);
  return all === 0 ? 0 : longer / all;
}
