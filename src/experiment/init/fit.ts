/**
 * Service times with which the model, at the load at which it was measured, answers as fast as was measured. Begins with
 * lognormals whose sum has the measured median and p99 (Fenton and Wilkinson: mean and variance are added), then
 * simulates the very file that is written, and corrects for the waiting.
 */
import { pool, quantile, sampleSize } from "../../analysis/statistics/quantile.js";
import type { OfferedLoad } from "../../model/check/sense.js";
import { hasErrors, memoryFiles } from "../../model/source/index.js";
import type { EndpointMeasurement } from "../../model/wiring/measurements.js";
import runJob from "../execute/run-job.js";
import { openStudy } from "../plan/open-study.js";
import { atRate, type Study, type StudyVariant, windowJobs } from "../plan/study.js";
import { meanOf, sigmaOf } from "./lognormal.js";
import { jobTimes, type ModelParts, modelText } from "./model-text.js";
import type { Settled } from "./settled.js";
import { asksOfDatabase, type Shares, sharesOf, type Times, writeShare } from "./work.js";

export interface Fitted {
  readonly settled: Settled; // With threads, workers and busy cores as they follow from it.
  readonly shares: Shares;
  readonly times: ReadonlyMap<string, Times>; // By group of endpoints.
  readonly met: readonly Met[]; // By the same.
  readonly metAt: number; // Requests a second, of those figures.
  readonly loads: readonly OfferedLoad[]; // Of its resources, at the peak.
}

/** What the model has, beside what was asked. */
export interface Met {
  readonly group: string;
  readonly asked: Percentiles;
  readonly has: Percentiles;
  readonly isCounted: boolean; // Enough answers to tell.
}

export interface Percentiles {
  readonly p50: number; // [ms]
  readonly p99: number; // [ms]
}

const ROUNDS = 8;
const REQUESTS = 30_000;
const CLOSE = { p50: 0.02, p99: 0.04 };
const COUNTED = 1000;
const WIDEST = 2.6; // σ of a time: the p99 is 400 times the median.

/**
 * @param rounds of simulation; with none, the times are the first guess
 * @param fitAt requests a second while the times were measured; null: the peak
 */
export function fitTimes(
  asked: Settled,
  rest: Pick<ModelParts, "name" | "command">,
  { rounds = ROUNDS, fitAt = null }: { readonly rounds?: number; readonly fitAt?: number | null } = {},
): Fitted {
  let times = firstGuess(asked);
  let best: Fitted | null = null;
  for (let round = 0; round < rounds; round++) {
    const now = simulated(draft(asked, times, rest), fitAt ?? asked.peak);
    if (best === null || missOf(now) < missOf(best)) best = now;
    if (missOf(now) <= 1) break;
    times = corrected(times, now.met);
  }
  return best ?? draft(asked, times, rest);
}

function firstGuess(settled: Settled): Map<string, Times> {
  const plain = new Map(
    settled.endpoints.map(({ group, p50, p99 }) => [group, { meanMs: meanOf(p50, p99), sigma: sigmaOf(p50, p99) }]),
  );
  const { cpu, query, delay } = sharesOf(settled, jobTimes({ settled, times: plain }).meanMs);
  const spread = cpu ** 2 + query ** 2 + delay ** 2; // Variance of the sum, where each part has the variance 1.
  const wider = ({ meanMs, sigma }: Times): Times => ({
    meanMs,
    sigma: Math.min(WIDEST, Math.sqrt(Math.log1p(Math.expm1(sigma ** 2) / spread))),
  });
  return new Map([...plain].map(([name, each]) => [name, wider(each)]));
}

interface Draft extends Fitted {
  readonly study: Study;
}

/** The model with these times, and the load that they make. */
function draft(asked: Settled, times: ReadonlyMap<string, Times>, rest: Pick<ModelParts, "name" | "command">): Draft {
  const { meanMs } = jobTimes({ settled: asked, times });
  const shares = sharesOf(asked, meanMs);
  const settled = derived(asked, shares, meanMs);
  const text = modelText({ settled, shares, times, rate: [`rate: ${settled.peak}/s`], isSteady: true, ...rest }, []);
  const { study, diagnostics, loads } = openStudy("model.yaml", memoryFiles({ "model.yaml": text }), {});
  if (study === null || hasErrors(diagnostics))
    throw new Error(`init wrote no model: ${diagnostics.map(({ message }) => message).join("; ")}\n${text}`);
  return { settled, shares, times, met: [], metAt: settled.peak, loads: loads[0]?.resources ?? [], study };
}

/** Of all answers of a model that is fitted. @param perSecond the load at which it is measured */
export function answersAt(
  { settled, times }: Fitted,
  perSecond: number,
  rest: Pick<ModelParts, "name" | "command">,
): Percentiles {
  return percentilesOf(measured(draft(settled, times, rest), perSecond));
}

function simulated(now: Draft, perSecond: number): Fitted {
  const { study: _, ...fitted } = now;
  const { settled } = fitted;
  const endpoints = measured(now, perSecond);
  const groups = [...new Set(settled.endpoints.map(({ group }) => group))];
  const met = groups.map((group): Met => {
    const inside = settled.endpoints.filter((each) => each.group === group);
    const answers = inside.flatMap(({ name }) => endpoints.filter((each) => each.name === `web.${name}`));
    const counted = answers.reduce((sum, { latencyMs }) => sum + latencyMs.count, 0);
    return { group, asked: inside[0]!, has: percentilesOf(answers), isCounted: counted >= COUNTED };
  });
  return { ...fitted, met, metAt: perSecond };
}

function measured({ study, settled }: Draft, perSecond: number): readonly EndpointMeasurement[] {
  const [variant] = study.variants as [StudyVariant];
  const durationMs = Math.max((REQUESTS / perSecond) * 1000, 20 * settled.p99);
  const window = { ...study, durationMs, warmUpMs: durationMs / 10 };
  const model = atRate(variant.model, "users", perSecond);
  return runJob(windowJobs(window, { ...variant, model }, 0, 1)[0]!).endpoints;
}

function percentilesOf(answers: readonly EndpointMeasurement[]): Percentiles {
  const all = pool(answers.map(({ latencyMs }) => latencyMs));
  const at = (p: number): number => (sampleSize(all) === 0 ? Number.POSITIVE_INFINITY : quantile(all, p));
  return { p50: at(0.5), p99: at(0.99) };
}

/** What follows from the times, where it was not said. */
function derived(asked: Settled, { cpu, query }: Shares, meanMs: number): Settled {
  const { assumed, peak, nodes, cores, endpoints } = asked;
  const inService = (peak * meanMs) / 1000;
  const threads = assumed.has("threads") ? roundUp((4 * inService) / nodes, 50) : asked.threads;
  const onCores = asked.has["one-machine"] ? cpu + query * asksOfDatabase(asked) : cpu;
  const busy = assumed.has("busy") ? Number(((onCores * inService) / (nodes * cores)).toPrecision(2)) : asked.busy;
  const jobs = writeShare(endpoints) || (endpoints[0]?.share ?? 1);
  return { ...asked, threads, busy, workers: roundUp(2 * inService * query * jobs, 1) };
}

/** To two digits. */
function roundUp(value: number, least: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, value))) - 1);
  return Math.max(least, Math.ceil(value / unit) * unit);
}

/** The worst miss of all; 1 is close enough. */
function missOf({ met }: Fitted): number {
  const misses = met.flatMap(({ asked, has, isCounted }) =>
    isCounted
      ? [Math.abs(Math.log(has.p50 / asked.p50)) / CLOSE.p50, Math.abs(Math.log(has.p99 / asked.p99)) / CLOSE.p99]
      : [],
  );
  return Math.max(0, ...misses);
}

/** Groups with too few answers are corrected as the others are in the mean. */
function corrected(times: ReadonlyMap<string, Times>, met: readonly Met[]): Map<string, Times> {
  const factors = met.map(({ asked, has, isCounted }) => ({
    isCounted,
    median: bounded(asked.p50 / has.p50),
    sigma: bounded(spreadOf(asked) / spreadOf(has)),
  }));
  const counted = factors.filter(({ isCounted }) => isCounted);
  const mean = (of: (each: (typeof factors)[number]) => number): number =>
    counted.length === 0 ? 1 : counted.reduce((sum, each) => sum + of(each), 0) / counted.length;
  const usual = { median: mean((each) => each.median), sigma: mean((each) => each.sigma) };
  return new Map(
    [...times].map(([name, { meanMs, sigma }], i) => {
      const { median, sigma: wider } = factors[i]!.isCounted ? factors[i]! : usual;
      const next = Math.min(WIDEST, sigma * wider);
      return [name, { meanMs: meanMs * median * Math.exp((next ** 2 - sigma ** 2) / 2), sigma: next }];
    }),
  );
}

const spreadOf = ({ p50, p99 }: Percentiles): number => Math.max(0.01, Math.log(p99 / p50));
const bounded = (factor: number): number => (Number.isFinite(factor) ? Math.min(3, Math.max(1 / 3, factor)) : 1 / 3);
