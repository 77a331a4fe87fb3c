/** Findings of any kind: empty, of one bin, all null, with numbers no simulation gives and names no one should use. */
import fc from "fast-check";
import type { Estimate, Findings, VariantFindings } from "../../src/analysis/findings/findings.js";

const nasty = [
  "",
  " ",
  "<b>&\"'</b>",
  "]]>",
  "<!--",
  "a|b`c`*d*_e_[f](g)",
  "\u0000\u001b[31m\ud800\ufffe",
  "\u202eabc",
  "__proto__",
  "stage 1: ",
  "1",
  "x".repeat(300),
  "宽宽宽宽宽 👩‍💻",
  "NAN and more",
];
export const text = fc
  .oneof(fc.constantFrom(...nasty), fc.string({ maxLength: 40 }), fc.string({ unit: "binary", maxLength: 12 }))
  .filter((one) => !/NaN|undefined|Infinity|null/.test(one)); // Names that fast-check tries, and a bug's own words.

const tame = fc.oneof(
  { weight: 6, arbitrary: fc.double({ min: 0, max: 20_000, noNaN: true }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(0, -0, 1, -1, 1e-300, 1e-9, 1e15, 1e300, Number.MAX_VALUE, Number.MIN_VALUE),
  },
);

/** With `wild`, also what only a bug can produce: NaN and the infinities. */
export function findings(wild: boolean): fc.Arbitrary<Findings> {
  const number = wild
    ? fc.oneof(
        { weight: 9, arbitrary: tame },
        { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Infinity, -Infinity) },
      )
    : tame;
  const maybe = fc.option(number, { freq: 3 });
  const estimate: fc.Arbitrary<Estimate> = fc.record(
    { value: maybe, low: maybe, high: maybe, reason: text },
    { requiredKeys: ["value", "low", "high"] },
  );
  const negative = ({ value, low, high, ...rest }: Estimate): Estimate => ({
    value: value && -value,
    low: high && -high,
    high: low && -low,
    ...rest,
  });
  const signed = fc.oneof(estimate, estimate.map(negative));
  const latency = fc.record({ mean: estimate, p50: estimate, p95: estimate, p99: estimate, p999: estimate });
  const verdict = fc.constantFrom("met", "missed", "unknown");
  const name = fc.oneof(fc.constantFrom("web", "db", "queue"), text);
  const errors = fc.array(fc.record({ cause: text, part: name, share: estimate, perSecond: estimate }), {
    maxLength: 3,
  });
  const endpoint = fc.record({
    requests: fc.nat(),
    unfinished: fc.nat(),
    offeredLoad: estimate,
    throughput: estimate,
    goodput: estimate,
    latencyMs: latency,
    errorRate: estimate,
    errors,
  });
  const part = fc.record({
    type: text,
    busiest: fc.option(text),
    utilisation: fc.option(estimate),
    queueLength: estimate,
    waitingTimeMs: latency,
    resources: fc.constant({}),
    measures: fc.dictionary(fc.constantFrom("hitRate", "lagMs"), estimate),
  });
  const objective = fc.record({
    metric: fc.constantFrom("latency", "latency{web.browse}", "errors", "goodput"),
    expression: fc.constantFrom("p(99) < 300ms", "rate < 1%", "rate > 5/s", "p(50) < 9ms"),
    measured: estimate,
    limit: number,
    unit: fc.constantFrom("ms", "1", "1/s"),
    verdict,
  });
  const load = fc.array(
    fc.record({
      offeredLoad: number,
      growing: fc.boolean(),
      goodput: estimate,
      errorRate: estimate,
      p50Ms: estimate,
      p99Ms: estimate,
    }),
    { maxLength: 5 },
  );

  const measures = ["due", "inTime", "late", "lost", "undone", "unfinished", "twice", "uncalledFor", "pendingMs"];
  const durations = ["pendingMsP50", "pendingMsP99"];
  const effect = fc.record({
    for: fc.constantFrom("web.browse", "other", "a|b"),
    endpoint: fc.constantFrom("web.browse", "a|b", "<x>"),
    withinMs: fc.option(number),
    due: fc.nat(),
    measures: fc.record(Object.fromEntries([...measures, ...durations].map((each) => [each, estimate]))),
  });
  const effectName = fc.constantFrom("confirmed", "<b>", "a|b");
  const overTime = fc.constantFrom(0, 1, 2, 9).chain((bins) => {
    const all = fc.array(number, { minLength: bins, maxLength: bins });
    const gappy = fc.array(maybe, { minLength: bins, maxLength: bins });
    const latencyOverTime = {
      errorRate: gappy,
      p50Ms: gappy,
      p99Ms: gappy,
      p99LowMs: gappy,
      p99HighMs: gappy,
      p99BinMs: all,
    };
    return fc.record({
      startMs: fc.constantFrom(0, 1_000, 1e9),
      binMs: fc.constantFrom(1, 1_000, 60_000, 86_400_000),
      offeredLoad: all,
      goodput: all,
      ...latencyOverTime,
      endpoints: fc.dictionary(fc.constantFrom("web.browse", "a|b"), fc.record(latencyOverTime)),
      resources: fc.array(
        fc.record({
          part: name,
          resource: fc.constantFrom("cores", "threads", "<i>"),
          utilisation: fc.option(all),
          queueLength: all,
        }),
        { maxLength: 4 },
      ),
      retried: fc.array(fc.record({ part: name, asked: all, attempts: all }), { maxLength: 2 }),
      queues: fc.array(fc.record({ part: name, depth: all, oldestMs: all }), { maxLength: 3 }),
      effects: fc.array(
        fc.record({ effect: effectName, told: all, happened: all, open: all, late: gappy, lost: gappy }),
        { maxLength: 2 },
      ),
    });
  });

  const reached = fc.array(
    fc.record({
      metric: fc.constantFrom("p99", "errors"),
      relativeHalfWidth: fc.oneof(fc.constant(null), maybe),
    }),
    { maxLength: 3 },
  );

  const notBack = {
    notBack: fc.record(
      {
        replications: fc.nat(30),
        watchedMs: number,
        goodputBefore: maybe,
        goodputAfter: number,
        full: fc.array(fc.record({ part: name, resource: name }), { maxLength: 2 }),
        why: fc.record({ retries: fc.record({ part: name, asked: number, attempts: number }) }),
      },
      { requiredKeys: ["replications", "watchedMs", "goodputBefore", "goodputAfter", "full"] },
    ),
  };

  const recovered = { timeMs: estimate, recovered: fc.nat(30) };

  const variant: fc.Arbitrary<VariantFindings> = fc.record({
    name: text,
    model: text,
    summary: fc.option(text),
    modelHash: text,
    verdict,
    objectives: fc.array(objective, { maxLength: 3 }),
    all: endpoint,
    endpoints: fc.dictionary(fc.constantFrom("web.browse", "a|b", "<x>"), endpoint),
    parts: fc.dictionary(fc.constantFrom("web", "d|b", "constructor"), part),
    effects: fc.dictionary(effectName, effect),
    saturation: fc.array(
      fc.record({ part: name, resource: fc.constantFrom("cores", "<i>"), atMs: fc.nat(), peakUtilisation: number }),
      { maxLength: 2 },
    ),
    overTime,
    recovery: fc.option(
      fc.record({
        ...recovered,
        levelMs: maybe,
        lost: estimate,
        drained: fc.dictionary(name, fc.record(recovered), { maxKeys: 2 }),
        ...notBack,
        objectives: fc.array(fc.record({ metric: text, expression: text, ...recovered }), { maxLength: 2 }),
      }),
    ),
    drift: fc.option(
      fc.record({ verdict: fc.constantFrom("stable", "growing", "undecided"), growthPerSecond: estimate }),
    ),
    steady: fc.option(
      fc.record({
        precision: fc.constantFrom(0.01, 0.05),
        met: fc.boolean(),
        why: fc.constantFrom("", "the budget is spent"),
        reached,
        warmUpMs: fc.nat(),
        lengthMs: fc.nat(),
        requests: fc.nat(),
        firstLook: fc.record({ binMs: fc.nat(), inSystem: fc.array(number, { maxLength: 8 }) }),
        looks: fc.array(fc.record({ lengthMs: number, reached }), { maxLength: 3 }),
      }),
    ),
    inSystem: estimate,
    controls: fc.option(fc.record({ mean: estimate, gain: number, used: fc.array(text, { maxLength: 2 }) })),
    standstill: fc.option(
      fc.record({
        replications: fc.integer({ min: 1, max: 8 }),
        of: fc.constant(8),
        firstMs: number,
        links: fc.array(
          fc.record({
            holds: fc.record({ part: name, resource: fc.constantFrom("threads", "pool", "<i>") }),
            waitsFor: fc.record({ part: name, resource: fc.constantFrom("threads", "pool of web") }),
            requests: fc.integer({ min: 1, max: 9 }),
          }),
          { minLength: 1, maxLength: 2 },
        ),
        behind: fc.nat(9),
        endpoints: fc.array(text, { minLength: 1, maxLength: 2 }),
        always: fc.array(text, { maxLength: 2 }),
      }),
    ),
    overload: fc.option(
      fc.record({
        what: fc.constantFrom("of requests in the system", "waiting at <i>"),
        growthPerSecond: estimate,
        binding: fc.option(
          fc.record({ part: name, resource: fc.constantFrom("cores", "<i>"), offered: fc.option(number) }),
        ),
        breaks: fc.array(fc.record({ metric: text, expression: text, afterMs: estimate }), { maxLength: 2 }),
      }),
    ),
    load,
    theory: fc.array(
      fc.record({
        part: name,
        resource: fc.option(fc.constantFrom("cores", "threads", "<i>")),
        form: fc.constantFrom("M/M/4", "none", "<b>"),
        exact: fc.boolean(),
        atMost: fc.boolean(),
        quantity: fc.constantFrom("mean wait", "utilisation"),
        unit: fc.constantFrom("ms", "1", "1/s"),
        expected: fc.option(number),
        simulated: estimate,
        deviation: fc.option(number),
        agrees: fc.option(fc.boolean()),
        reason: fc.option(text),
      }),
      { maxLength: 4 },
    ),
    audit: fc.record({
      ok: fc.boolean(),
      littlesLaw: number,
      flowBalance: number,
      busyTime: number,
      failures: fc.array(text, { maxLength: 2 }),
    }),
  });

  const difference = fc.record({
    metric: fc.oneof(fc.constantFrom("mean", "p95", "p99", "goodput"), text),
    unit: fc.constantFrom("ms", "1", "1/s"),
    difference: signed,
    unpaired: signed,
    relative: signed,
    correlation: maybe,
    varianceRatio: maybe,
    verdict: fc.constantFrom("better", "worse", "more", "less", "tie", "unproven", "incomparable", "unknown"),
  });
  const comparison = fc.record({
    baseline: text,
    variant: text,
    replications: fc.nat(30),
    tie: maybe,
    differences: fc.array(difference, { maxLength: 4 }),
  });

  return fc.record({
    formatVersion: fc.constant(1),
    version: text,
    seed: text,
    confidence: fc.constantFrom(0.9, 0.95),
    name: text,
    title: text,
    question: fc.option(text),
    window: fc.record({
      fromMs: fc.nat(),
      toMs: fc.nat(),
      replications: fc.nat(30),
      clock: fc.constantFrom(null, "1998-07-07T19:30:00", "soon"),
    }),
    objectives: fc.array(text, { maxLength: 2 }),
    spike: fc.option(fc.record({ fromMs: fc.nat(), toMs: fc.nat(), label: text })),
    moments: fc.oneof(
      { weight: 3, arbitrary: fc.constant(undefined) },
      fc.array(fc.record({ fromMs: fc.nat(), toMs: fc.nat(), name: text }), { minLength: 1, maxLength: 5 }),
    ),
    variants: fc.array(variant, { maxLength: 9 }),
    comparisons: fc.array(comparison, { maxLength: 9 }),
    selection: fc.option(
      fc.record({
        by: text,
        probability: fc.constant(0.95),
        zone: number,
        left: fc.array(text, { maxLength: 3 }),
        fewer: fc.array(text, { maxLength: 3 }),
        replications: fc.array(fc.nat(), { maxLength: 3 }),
      }),
    ),
    claims: fc.array(fc.record({ claim: text, verdict, why: text }), { maxLength: 2 }),
    simulated: fc.record({ requests: fc.nat(), events: fc.nat(), runs: fc.nat() }),
    notes: fc.array(text, { maxLength: 2 }),
  });
}
