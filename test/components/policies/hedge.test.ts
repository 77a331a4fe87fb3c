/** A call that is made again before it is answered. */
import { describe, expect, it } from "vitest";
import type { Measurements } from "../../../src/model/wiring/measurements.js";
import { exact, exactMean, type OracleCase, roughly, run, TAIL, USUAL } from "../../oracles/case.js";
import { disagreements } from "../../oracles/disagreements.js";
import * as of from "../../oracles/quantities.js";
import { type Statistic, smooth } from "../../oracles/statistic.js";
import { failures, latencies, measure, requests, resource, simulate } from "../../simulate.js";

/** One request every 100 ms asks a service without limits. */
const asking = (hedge: string, work: string, n = 1, more = ""): string => `
version: 1
traffic: { users: { ${requests(n, 100)}, to: web.page } }
parts:
  web: { type: service, threads: 9, endpoints: { page: [{ call: dep.do, hedge: { ${hedge} } ${more} }] } }
  dep: { type: service, endpoints: { do: [${work}] } }`;
const busy = (m: Measurements, part = "dep"): number => resource(m, part, "threads").busy * 1000;

it("in time: nothing is sent again", () => {
  const measured = simulate(asking("after: 21ms", "{ delay: 20ms }", 3));
  expect([latencies(measured, "web.page"), busy(measured)]).toEqual([[20, 20, 20], 60]);
  expect(measure(measured, "dep", "hedged")).toBe(0);
});

it("late: the same is asked again, the first answer counts, and the other is stopped", () => {
  const measured = simulate(asking("after: 15ms", "{ delay: 20ms }", 3));
  expect(latencies(measured, "web.page")).toEqual([20, 20, 20]);
  expect(busy(measured)).toBeCloseTo(3 * (20 + 5), 6);
  expect(measure(measured, "dep", "hedged")).toBe(1);
});

it("or goes on without a caller", () =>
  expect(busy(simulate(asking("after: 15ms, rest: goes-on", "{ delay: 20ms }", 3)))).toBeCloseTo(3 * 40, 6));

it("so many requests at most, one delay apart", () =>
  expect(busy(simulate(asking("after: 15ms, attempts: 3", "{ delay: 50ms }")))).toBeCloseTo(50 + 35 + 20, 6));

it("fails when all that were sent have failed, with the last one's cause", () => {
  const measured = simulate(asking("after: 15ms", "{ delay: 20ms }, { fail: 100% }"));
  expect(failures(measured, "web.page")).toEqual({ "failed dep": 1 });
  expect(busy(measured, "web")).toBeCloseTo(35, 6);
  // A failure before the delay is over is the call's: a retry is for that.
  expect(busy(simulate(asking("after: 15ms", "{ delay: 5ms }, { fail: 100% }")), "web")).toBeCloseTo(5, 6);
});

describe("what stops the caller stops all that it sent", () => {
  it("a deadline", () => {
    const measured = simulate(asking("after: 15ms", "{ delay: 1h }", 1, ", deadline: 40ms"));
    expect(failures(measured, "web.page")).toEqual({ "deadline dep": 1 });
    expect(busy(measured)).toBeCloseTo(40 + 25, 6);
  });
  it("not a timeout", () => {
    const measured = simulate(asking("after: 15ms", "{ delay: 60ms }", 1, ", timeout: 40ms"));
    expect(failures(measured, "web.page")).toEqual({ "timeout dep": 1 });
    expect(busy(measured)).toBeCloseTo(60 + 45, 6);
  });
});

const SHOTS = { warmUp: 4, short: 60, long: 2000 };
const page = (hedge: string, work = "exponential(20ms)") =>
  run(
    `
version: 1
traffic: { users: { rate: 200/s, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [{ call: dep.do ${hedge === "" ? "" : `, hedge: { ${hedge} }`} }] } }
  dep: { type: service, endpoints: { do: [{ delay: ${work} }] } }`,
    SHOTS,
  );
const again = (name: string): Statistic =>
  smooth(
    name,
    (m) => {
      const found = of.measure(m, "dep", "hedged");
      return found.kind === "times" ? [found.part, found.whole] : [];
    },
    of.ratio,
  );
const work = (name: string): Statistic =>
  smooth(name, (m) => [(of.resource(m, "dep").busy * m.windowMs) / of.endpoint(m).offered], of.identity);

/** Of an exponential time of mean m, hedged after d: late with e^(−d/m), and then what is left has half of the mean. */
const [M, D] = [20, 60];
const LATE = Math.exp(-D / M);
const meanMs = (late: number): number => M * (1 - late) + (late * M) / 2;
const P95 = M * Math.log(20);

const cases: readonly OracleCase[] = [
  {
    id: "hedge",
    title: "The smaller of two exponential times after a delay, with e^(−d/m) more requests",
    runs: {
      after: page(`after: ${D}ms`),
      "goes on": page(`after: ${D}ms, rest: goes-on`),
      "at once": page("after: 0ms"),
      none: page(""),
    },
    checks: [
      exact("further requests", LATE, again("after"), TAIL),
      exactMean("mean [s]", meanMs(LATE) / 1000, of.meanSojourn("after")),
      // P(T > t) = e^(−d/m) · e^(−2 (t − d)/m) for t > d.
      exact("p99 [s]", (D + (M / 2) * (Math.log(100) - D / M)) / 1000, of.sojournPercentile("after", 0.99), USUAL),
      exact("p99 without [s]", (M * Math.log(100)) / 1000, of.sojournPercentile("none", 0.99), USUAL),
      // What two do in half of the time is the work of one: stopping the other makes hedging free here.
      exactMean("work, where the rest stops [ms]", M, work("after")),
      exactMean("work, where it goes on [ms]", M * (1 + LATE), work("goes on")),
      exactMean("at once: mean [s]", M / 2 / 1000, of.meanSojourn("at once")),
      exactMean("at once: further requests", 1, again("at once")),
    ],
  },
  {
    id: "hedge-percentile",
    title: "After a percentile of the answers: as many more requests as are later, whatever their law",
    runs: {
      exponential: page("after: p95"),
      lognormal: page("after: p90", "'lognormal(mean 20ms, p99 100ms)'"),
      budget: page("after: p50, budget: 2%"),
    },
    checks: [
      exact("further requests after p95", 0.05, again("exponential"), TAIL),
      exact("further requests after p90", 0.1, again("lognormal"), TAIL),
      // The delay moves around p95 by a tenth, which makes the tail a little longer.
      roughly(
        "p99 [s]",
        (P95 + (M / 2) * Math.log(5)) / 1000,
        { relative: 0.03 },
        of.sojournPercentile("exponential", 0.99),
      ),
      exact("further requests within a budget of 2%", 0.02, again("budget"), USUAL),
    ],
  },
];

for (const oracle of cases)
  it(`${oracle.id}: ${oracle.title}`, ({ task }) => expect(disagreements(oracle, "short", task)).toEqual([]));
