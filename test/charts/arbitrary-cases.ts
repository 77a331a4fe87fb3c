/**
 * Studies of variants that fare as badly as systems do: that grow, that were cut short, that answer nothing or too
 * little, that break for a while, whose endpoints have opposite verdicts, that miss errors alone, that are stuck. Unlike
 * `arbitrary.ts`, verdicts follow from intervals here, but not from the bins: a picture may show more than a verdict.
 */
import fc from "fast-check";
import type {
  Estimate,
  Findings,
  LatencyOverTime,
  LoadFindings,
  ObjectiveFindings,
  VariantFindings,
  Verdict,
} from "../../src/analysis/findings/findings.js";
import { worst } from "../../src/analysis/verdicts/verdict.js";
import { semiFinal } from "./stages.js";

export const LIMIT = 300;
export const NAMES = ["ten", "90", "1 s", "shop, slow"];
const study = semiFinal();
const [template] = study.variants;
const BINS = 6;
const BIN_MS = 60_000;

const none = (reason = "none"): Estimate => ({ value: null, low: null, high: null, reason });
const around = (value: number, half: number): Estimate => ({
  value,
  low: Math.max(0, value - half),
  high: value + half,
});
const verdictOf = ({ low, high }: Estimate, limit: number): Verdict =>
  low === null || high === null ? "unknown" : high < limit ? "met" : low >= limit ? "missed" : "unknown";

type Kind =
  | "fine"
  | "slow"
  | "slow before"
  | "at times"
  | "silent at times"
  | "few"
  | "nothing"
  | "stuck"
  | "grows"
  | "fails";
const kind = fc.constantFrom<Kind>(
  "fine",
  "slow",
  "slow before", // Any spike.
  "at times",
  "silent at times",
  "few",
  "nothing",
  "stuck",
  "grows",
  "fails",
);

const figure = fc.integer({ min: 1, max: 200 }); // Of what is fast.

function series(of: Kind, fast: number, half: number): LatencyOverTime {
  const bins = Array.from({ length: BINS }, (_, bin) => bin);
  const slow = (bin: number): boolean =>
    of === "slow" || of === "grows" || (of === "at times" && bin >= 3) || (of === "slow before" && bin < 2);
  const silent = (bin: number): boolean =>
    of === "nothing" || of === "stuck" || (of === "silent at times" && bin === 2);
  const p99Of = (bin: number): number | null =>
    silent(bin) || of === "few" ? null : slow(bin) ? 2 * LIMIT + 100 * bin + fast : fast + bin;
  const p99 = bins.map(p99Of);
  return {
    errorRate: bins.map((bin) => (of === "stuck" ? null : silent(bin) ? 1 : of === "fails" ? 0.3 : 0)),
    p50Ms: bins.map((bin) => (silent(bin) ? null : fast / 2)),
    p99Ms: p99,
    p99LowMs: p99.map((value) => value && Math.max(0, value - half)),
    p99HighMs: p99.map((value) => value && value + half),
  };
}

const hasP99 = (of: Kind): boolean => !["few", "nothing", "stuck", "grows"].includes(of);

/** Over the whole time: what breaks for a while may be met or missed. */
function p99Of(of: Kind, fast: number, half: number, isMissedAtTimes: boolean): Estimate {
  if (!hasP99(of)) return none(of === "grows" ? "no steady state" : "not enough data for p99");
  return around(
    of === "slow" || of === "slow before" || (of === "at times" && isMissedAtTimes) ? 3 * LIMIT + fast : fast,
    half,
  );
}

function objective(metric: string, limit: number, unit: "ms" | "1", measured: Estimate): ObjectiveFindings {
  const expression = unit === "ms" ? `p(99) < ${limit}ms` : `rate < ${limit * 100}%`;
  return { metric, expression, limit, unit, measured, verdict: verdictOf(measured, limit) };
}

function loads(of: readonly Kind[], fast: number, half: number): LoadFindings[] {
  return of.map((each, i) => ({
    offeredLoad: 50 * (i + 1),
    growing: each === "grows",
    goodput: each === "nothing" || each === "stuck" ? around(0, 0) : around(50 * (i + 1), 1),
    errorRate:
      each === "nothing" ? around(1, 0) : each === "stuck" ? none() : around(each === "fails" ? 0.3 : 0, 0.001),
    p50Ms: hasP99(each) ? around(fast / 2, 1) : none(),
    p99Ms: p99Of(each, fast, half, true),
  }));
}

const variant = fc
  .record({
    all: kind,
    browse: kind,
    checkout: kind,
    load: fc.array(kind, { maxLength: 4 }),
    fast: figure,
    half: fc.constantFrom(1, 10, 250),
    isMissedAtTimes: fc.boolean(),
  })
  .map(({ all, browse, checkout, load, fast, half, isMissedAtTimes }) => {
    const p99 = (of: Kind) => p99Of(of, fast, half, isMissedAtTimes);
    const errors = all === "stuck" ? none() : around(all === "nothing" ? 1 : all === "fails" ? 0.3 : 0, 0.001);
    const asked = {
      latency: objective("latency", LIMIT, "ms", p99(all)),
      browse: objective("latency{web.browse}", LIMIT, "ms", p99(browse)),
      checkout: objective("latency{web.checkout}", LIMIT / 2, "ms", p99(checkout)),
      errors: objective("errors", 0.01, "1", errors),
    };
    const overTime = {
      ...template.overTime,
      ...series(all, fast, half),
      startMs: 0,
      binMs: BIN_MS,
      offeredLoad: Array(BINS).fill(100),
      goodput: Array(BINS).fill(all === "nothing" || all === "stuck" ? 0 : 100),
      resources: [],
      endpoints: { "web.browse": series(browse, fast, half), "web.checkout": series(checkout, fast, half) },
    };
    const latencyMs = { ...template.all.latencyMs, p99: p99(all) };
    const drift = { verdict: all === "grows" ? "growing" : "stable", growthPerSecond: around(1, 1) } as const;
    return {
      asked,
      overTime,
      drift,
      load: loads(load, fast, half),
      all: { ...template.all, latencyMs, errorRate: errors },
    };
  });

/** With names from `NAMES`, or with none when they are told by number. */
export const cases: fc.Arbitrary<Findings> = fc
  .record({
    variants: fc.array(variant, { minLength: 1, maxLength: 5 }),
    asked: fc.uniqueArray(fc.constantFrom("latency", "browse", "checkout", "errors"), { maxLength: 4 }),
    spike: fc.constantFrom(null, { fromMs: 2 * BIN_MS, toMs: 5 * BIN_MS, label: "sale" }),
  })
  .map(({ variants, asked, spike }) => {
    const made = variants.map((each, i): VariantFindings => {
      const objectives = asked.map((name) => each.asked[name as keyof typeof each.asked]);
      return {
        ...template,
        name: NAMES[i] ?? `variant ${i}`,
        objectives,
        verdict: worst(objectives.map(({ verdict }) => verdict)),
        all: each.all,
        overTime: each.overTime,
        drift: each.drift,
        load: each.load,
      };
    });
    const window = { fromMs: 0, toMs: BINS * BIN_MS, replications: 5, clock: null };
    const written = made[0].objectives.map(({ metric, expression }) => `${metric}: ${expression}`);
    return {
      ...study,
      name: "cases",
      title: "Cases",
      question: null,
      window,
      spike,
      objectives: written,
      variants: made,
      comparisons: [],
    };
  });
