/** What is measured, and when nothing should be: omission, overload, identities, samplers, pairs. */
import { mean, variance } from "../../../src/analysis/moments.js";
import type { Measurements } from "../../../src/model/measurements.js";
import { type Check, context, exact, exactMean, type OracleCase, roughly, run, TAIL, verdict } from "../case.js";
import { station } from "../models.js";
import * as of from "../quantities.js";
import { across, overall, percentile, smooth, type Statistic } from "../statistic.js";

// Answers take 1 ms, behind a gate that is held for 100 s from 100 s on.
const frozen = (traffic: string, freeze: string): string => `
version: 1
traffic:
  clients: { ${traffic}, to: server.ask }
  freeze: { users: 1, think: ${freeze}, to: gate.shut }
parts:
  server: { type: service, endpoints: { ask: [{ call: gate.pass }, { delay: 1ms }] } }
  gate: { type: service, threads: 1, endpoints: { pass: [], shut: [{ delay: 99.999s }] } }
`;
const ONCE = { warmUp: 0, short: 200, long: 200, replications: 2, coolDown: 5 };

const omission: OracleCase = {
  id: "F24-coordinated-omission",
  title: "A freeze of 100 s, as a client that waits sees it, and as everybody does",
  runs: {
    // The freeze begins as the 10,001st request is sent.
    naive: run(frozen("users: 1, think: 9ms", "100009ms"), { ...ONCE, short: 150, long: 150, coolDown: 100 }),
    correct: run(frozen("rate: 100/s, arrivals: constant", "100s"), ONCE),
  },
  checks: [
    exact("mean, naive (n)", 0.01099890011, of.meanSojourn("naive")),
    exact("p99.99 naive (nearest-rank over 10,001)", 0.001, overall(["naive"], (m) => shareAtOneMs(m), naivePercentile)),
    roughly("mean, correct (c)", 25.0005, { relative: 0.001 }, of.meanSojourn("correct")),
    roughly("p75, correct", 50, { relative: 0.001 }, of.sojournPercentile("correct", 0.75)),
    roughly("p99.99, correct", 99.98, { relative: 0.001 }, of.sojournPercentile("correct", 0.9999)),
    context(
      "talk: naive average 10.9 ms and p99.99 1 ms; correct average ~25 s, p75 50 s, p99.99 ~100 s",
      10.9,
      smooth("naive", (m) => [of.endpoint(m).latencyMs.sum, of.endpoint(m).latencyMs.count], of.ratio),
    ),
  ],
};

/** Rank 10,000 of 10,001 is still one of those that took the minimum, which is exact. */
function naivePercentile(samples: readonly (readonly { share: number; min: number }[])[]): number {
  const [[{ share, min }]] = samples;
  return share >= 0.9999 ? Number(min.toPrecision(9)) / 1000 : Number.NaN;
}
const shareAtOneMs = (m: Measurements) => {
  const { counts, values, count, min } = of.endpoint(m).latencyMs;
  return { share: counts.reduce((sum, n, i) => (values[i] < 1.01 ? sum + n : sum), 0) / count, min };
};

const GROWING = { warmUp: 0, replications: 20, bins: 100, coolDown: 0 };

const unstable: OracleCase = {
  id: "F26-unstable",
  title: "No steady-state mean at ρ ≥ 1, nor from a thirteenth of a relaxation time",
  runs: {
    a: run(station({ rate: "105/s", time: "exponential(10ms)" }), { ...GROWING, short: 400, long: 2000 }),
    b: run(station({ rate: "400/s", servers: 4, time: "exponential(10ms)" }), { ...GROWING, short: 200, long: 1000 }),
    c: run(station({ rate: "99/s", time: "exponential(10ms)" }), { ...GROWING, short: 30, long: 30 }),
  },
  checks: [
    roughly(
      "(a) queue growth rate",
      5,
      { relative: 0.1 },
      smooth("a", ({ inSystem, binMs }) => [((inSystem[99] - inSystem[0]) / (99 * binMs)) * 1000], of.identity),
    ),
    verdict("(a) steady-state mean wait reported", false, of.isStable("a")),
    verdict("(b) steady-state mean wait reported", false, of.isStable("b")),
    verdict("(c) stable but undersampled: half-width / refusal required", true, negated(of.isStable("c"))),
  ],
};

function negated(statistic: Statistic): Statistic {
  return { ...statistic, estimate: (samples) => ({ value: 1 - statistic.estimate(samples).value, standardError: Number.NaN }) };
}

// Starts and ends empty. Refused, impatient, late, failed, retried, abandoned, or answered: all must add up.
const everything = `
version: 1
traffic:
  users:
    rate: { profile: [{ at: 0s, rate: 300/s }, { at: 60s, rate: 0/s }] }
    mix: { web.page: 60%, web.fixed: 40% }
    timeout: 300ms
    retry: { attempts: 2, backoff: 20ms }
parts:
  web:
    type: service
    instances: 2
    threads: 12
    queue: 20
    patience: 100ms
    endpoints:
      page: [{ query: db.read, deadline: 80ms }, { fail: 1% }]
      fixed: [{ call: exactly.ten }]
  exactly: { type: service, threads: 2, endpoints: { ten: [{ delay: 10ms }] } }
  db: { type: database, cores: 4, contention: 3%, pool: { connections: 16, acquire: 50ms }, queries: { read: { time: exponential(20ms) } } }
`;

const worst = (of: "littlesLaw" | "flowBalance") =>
  overall(["all"], ({ audit }) => Math.max(...audit.map((entry) => entry[of])), (samples) => Math.max(...samples.flat()));

const zero = (quantity: string, statistic: Statistic): Check => ({
  quantity,
  expected: 0,
  judgement: { class: "invariant", bound: "zero" },
  statistic,
});

const identities: OracleCase = {
  id: "F28-little",
  title: "Little's law, the utilisation law and flow balance on every path, with all that can go wrong going wrong",
  runs: { all: run(everything, { warmUp: 0, short: 120, long: 120, replications: 20, bins: 1, coolDown: 0 }) },
  checks: [
    zero("time-integral of N minus sum of sojourns", worst("littlesLaw")),
    zero(
      "busy-server integral minus sum of service executed",
      overall(
        ["all"],
        (m) => of.resource(m, "exactly").busy * of.seconds(m) - 0.01 * of.taken(m, "exactly"),
        (samples) => Math.max(...samples.flat().map(Math.abs)),
      ),
    ),
    zero(
      "arrivals - (completed+rejected+abandoned+in system)",
      overall(
        ["all"],
        ({ endpoints, audit }) =>
          Math.max(
            ...endpoints.map(({ offered, answered, failed, failures }) =>
              Math.abs(offered - answered - failed) + Math.abs(failed - failures.reduce((sum, { count }) => sum + count, 0)),
            ),
            ...audit.map(({ flowBalance }) => flowBalance),
          ),
        (samples) => Math.max(...samples.flat()),
      ),
    ),
  ],
};

// Without a limit on threads the response time is the draw itself.
const draws = (time: string, long = 30) =>
  run(station({ rate: "1000/s", servers: Number.POSITIVE_INFINITY, time }).replace("Infinity", "unlimited"), {
    warmUp: 0,
    short: long / 6,
    long,
    coolDown: 3600,
  });
const at = (run: string, p: number): Statistic => percentile(run, p, (m) => of.endpoint(m).latencyMs);

const samplers: OracleCase = {
  id: "F31-samplers",
  title: "Distributions, as a service without limits returns them",
  runs: {
    lognormal: draws("lognormal(mean 10ms, cv 2)"),
    fitted: draws("lognormal(p50 20ms, p99 200ms)"),
    weibull: draws("weibull(shape 0.5, mean 10ms)"),
    erlang: draws("erlang(shape 4, mean 10ms)"),
    gamma: draws("gamma(mean 10ms, cv 1.41421356237)"),
    pareto: draws("pareto(shape 2.5, min 1ms)", 170),
  },
  checks: [
    exact("lognormal(mean 10ms,SCV4) median", 0.004472135955, at("lognormal", 0.5)),
    exact("lognormal(mean 10ms,SCV4) p99", 0.0855546505421, at("lognormal", 0.99)),
    exactMean("lognormal p50=20ms p99=200ms: mean", 0.0326410211104, of.meanSojourn("fitted")),
    exact("Weibull(0.5, mean 10ms) p99", 0.10603796221, at("weibull", 0.99)),
    exact("Erlang-4 p95", 0.0193841413198, at("erlang", 0.95)),
    exact("gamma SCV2 p99", 0.0663489660102, at("gamma", 0.99)),
    exactMean("Pareto(2.5,1ms) mean", 0.00166666666667, of.meanSojourn("pareto")),
    exact("Pareto p99.9", 0.0158489319246, at("pareto", 0.999), TAIL),
  ],
};

const latency = (m: Measurements): number[] => [of.endpoint(m).latencyMs.sum / 1000, of.endpoint(m).latencyMs.count];
const paired = (judge: (slow: readonly number[], fast: readonly number[]) => number): Statistic =>
  overall(["slow", "fast"], (m) => of.endpoint(m).latencyMs.sum / of.endpoint(m).latencyMs.count, (samples) =>
    judge(samples.map(([slow]) => slow), samples.map(([, fast]) => fast)),
  );

const PAIRED = { warmUp: 20, short: 150, long: 4500 };

const pairs: OracleCase = {
  id: "H04-crn",
  title: "Common random numbers: two M/M/1 with the same requests, 10 ms against 9.5 ms",
  runs: {
    slow: run(station({ rate: "80/s", time: "exponential(10ms)" }), PAIRED),
    fast: run(station({ rate: "80/s", time: "exponential(9.5ms)" }), PAIRED),
  },
  checks: [
    exact(
      "true difference of mean sojourn",
      0.0104166666667,
      across({ slow: latency, fast: latency }, (slow, n, fast, k) => slow / n - fast / k),
      TAIL,
    ),
    {
      quantity: "sign of correlation between paired estimates",
      expected: 1,
      judgement: { class: "behaviour" },
      statistic: paired((slow, fast) => Math.sign(mean(slow.map((s, i) => (s - mean(slow)) * (fast[i] - mean(fast)))))),
    },
    {
      quantity: "variance reduction factor vs independent runs",
      expected: 2,
      judgement: { class: "behaviour", moreThan: true },
      statistic: paired((slow, fast) => (variance(slow) + variance(fast)) / variance(slow.map((s, i) => s - fast[i]))),
    },
  ],
};

export const measurement = [omission, unstable, identities, samplers, pairs];
