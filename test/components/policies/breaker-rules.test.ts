/** When breakers open, and how much of the time they are, against closed forms. */
import { describe, expect, it } from "vitest";
import { InARow, OfLast, OfWindow } from "../../../src/components/policies/breaker-rules.js";
import type { Measurements } from "../../../src/model/wiring/measurements.js";
import { exact, type OracleCase, run, TAIL, USUAL } from "../../oracles/case.js";
import { disagreements } from "../../oracles/disagreements.js";
import * as of from "../../oracles/quantities.js";
import { type Statistic, smooth } from "../../oracles/statistic.js";
import { failures, measure, requests, simulate } from "../../simulate.js";

const NONE = { failures: null, share: null, least: 0 };

/** The call, from 1, at which it opens; 0: never. @param calls such as "..x" for two good ones and a failed one */
const opensAt = (rule: InARow | OfLast | OfWindow, calls: string, gapMs = 100): number =>
  [...calls].findIndex((call, i) => rule.counts(call === "x", i * gapMs)) + 1;

describe("a rule", () => {
  it("in a row", () => expect(opensAt(new InARow(3), "xx.xx.xxx")).toBe(9));
  it("a number of the last calls", () => {
    expect(opensAt(new OfLast(4, { ...NONE, failures: 2 }), "x...x...x.x")).toBe(11);
    expect(opensAt(new OfLast(4, { ...NONE, failures: 2 }), "x.x")).toBe(3);
  });
  it("a share of the last calls, of so many at least", () => {
    expect(opensAt(new OfLast(4, { ...NONE, share: 0.5, least: 4 }), "xx.x")).toBe(4);
    expect(opensAt(new OfLast(4, { ...NONE, share: 0.5, least: 1 }), "x")).toBe(1);
    expect(opensAt(new OfLast(10, { ...NONE, share: 0.3, least: 10 }), ".......xxx")).toBe(10); // 0.3 · 10 < 3 in floats.
  });
  it("of the last seconds, of which the oldest tenth goes as a whole", () => {
    const threshold = { ...NONE, failures: 2 };
    expect(opensAt(new OfWindow(1000, threshold), "x........x")).toBe(10); // 900 ms apart,
    expect(opensAt(new OfWindow(1000, threshold), "x.........x")).toBe(0); // and 1 s.
    expect(opensAt(new OfWindow(1000, { ...NONE, share: 0.5, least: 3 }), "xx.x", 5000)).toBe(0);
  });
  it("begins anew when it was forgotten", () => {
    for (const rule of [
      new InARow(2),
      new OfLast(4, { ...NONE, failures: 2 }),
      new OfWindow(1000, { ...NONE, failures: 2 }),
    ]) {
      rule.counts(true, 0);
      rule.forget();
      expect(opensAt(rule, ".x"), rule.constructor.name).toBe(0);
    }
  });
});

/** Calls 10 ms apart. */
const calling = (n: number, breaker: string, work = "{ fail: 100% }", web = ""): string => `
version: 1
traffic: { users: { ${requests(n, 10)}, to: web.page } }
parts:
  web: { type: service, ${web} endpoints: { page: [{ call: dep.do, breaker: { ${breaker} } }] } }
  dep: { type: service, endpoints: { do: [${work}] } }`;
const causes = (...from: Parameters<typeof calling>): Record<string, number> =>
  failures(simulate(calling(...from)), "web.page");

describe("several probes", () => {
  it("may be under way at once, and no more", () => {
    // 1 fails at 25 ms; open until 39 ms; 4, 5 and 6 try, 4 fails at 55 ms; open until 69 ms.
    const text = calling(6, "failures: 1, open: 14ms, probes: 2", "{ delay: 25ms }, { fail: 100% }");
    // 2 and 3 were begun before it opened; 6 comes while 4 and 5 are the probes.
    expect(failures(simulate(text), "web.page")).toEqual({ "failed dep": 5, "breaker-open dep": 1 });
  });
  it("open it again only if a share of them fails", () => {
    // Of three probes, two failures are more than half; in a row, the first is enough.
    expect(causes(5, "share: 50%, of-last: 1, open: 15ms, probes: 3")).toEqual({
      "failed dep": 3, // 1 opens it; 3 and 4 are probes.
      "breaker-open dep": 2,
    });
    expect(causes(5, "failures: 1, open: 15ms, probes: 3")).toEqual({ "failed dep": 3, "breaker-open dep": 2 });
  });
});

it("a probe that is stopped from outside leaves its place to another; one that has ended does not", () => {
  const hasty = `{ users: { ${requests(1, 10)}, to: web.page }, hasty: { ${requests(3, 40)}, to: web.page, deadline: 4ms } }`;
  const stopped = calling(1, "failures: 1, open: 5ms", "{ delay: 15ms }, { fail: 100% }").replace(
    /traffic: .*/,
    `traffic: ${hasty}`,
  );
  expect(failures(simulate(stopped), "web.page")).toEqual({ "failed dep": 1, "deadline user": 3 });
  // 1 fails at 10 ms; open until 15 ms. 2 and 3 are the probes, until 45 and 55 ms; 4 and 5 come meanwhile.
  const ended = `${calling(6, "failures: 1, open: 5ms, probes: 2", "{ delay: 25ms }")}
timeline: { bad: { at: 1ms, for: 14ms, fails: dep, share: 100% } }`;
  expect(failures(simulate(ended), "web.page")).toEqual({ "failed dep": 1, "breaker-open dep": 2 });
});

it("an answer that takes too long is a failure to the breaker alone", () => {
  expect(causes(5, "failures: 1, open: 1h, slow: 5ms", "{ delay: 5ms }")).toEqual({ "breaker-open dep": 4 });
  expect(causes(5, "failures: 1, open: 1h, slow: 6ms", "{ delay: 5ms }")).toEqual({});
});

describe("each instance of the caller has its own", () => {
  const web = "instances: 2, balance: round-robin,";
  it("if it says so", () => {
    const measured = simulate(calling(6, "failures: 2, open: 1h, per: instance", "{ fail: 100% }", web));
    expect(failures(measured, "web.page")).toEqual({ "failed dep": 4, "breaker-open dep": 2 });
    // The first trips at 30 ms, the second at 40 ms, of 1 s each.
    expect(measure(measured, "dep", "breakerTripped")).toBeCloseTo((0.97 + 0.96) / 2, 9);
    expect(measure(measured, "dep", "breakerTrips")).toBe(2);
  });
  it("otherwise all share one", () =>
    expect(causes(6, "failures: 2, open: 1h", "{ fail: 100% }", web)).toEqual({
      "failed dep": 2,
      "breaker-open dep": 4,
    }));
});

it("requests of all sources meet the same breaker, and the same budget, at a step", () => {
  const sources = `{ users: { ${requests(2, 10)}, to: web.page }, others: { ${requests(2, 15)}, to: web.page } }`;
  const text = calling(2, "failures: 2, open: 1h").replace(/traffic: .*/, `traffic: ${sources}`);
  expect(failures(simulate(text), "web.page")).toEqual({ "failed dep": 2, "breaker-open dep": 2 });
  const retried = text.replace(/breaker: {[^}]*}/, "retry: { attempts: 2, budget: { share: 0%, burst: 1 } }");
  const measured = simulate(retried, { watch: ["calls of dep"] });
  expect(measure(measured, "dep", "calls")).toBe((4 + 1) / 4);
});

const [LAMBDA, OPEN] = [20, 0.4]; // Per second, and seconds.
const opening = (breaker: string, fails: string) =>
  run(
    `
version: 1
traffic: { users: { rate: ${LAMBDA}/s, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [{ call: dep.do, breaker: { ${breaker}, open: ${OPEN}s } }] } }
  dep: { type: service, endpoints: { do: [{ fail: ${fails} }] } }`,
    { warmUp: 20, short: 600, long: 20_000 },
  );
const tripped = (name: string): Statistic =>
  smooth(
    name,
    (m: Measurements) => {
      const found = of.measure(m, "dep", "breakerTripped");
      return found.kind === "times" ? [found.part, found.whole] : [];
    },
    of.ratio,
  );
const trips = (name: string): Statistic =>
  smooth(
    name,
    (m: Measurements) => {
      const found = of.measure(m, "dep", "breakerTrips");
      return [found.kind === "events" ? found.count : 0, of.seconds(m)];
    },
    of.ratio,
  );
const madeOf = (name: string): Statistic => smooth(name, (m) => [of.taken(m, "dep"), of.endpoint(m).offered], of.ratio);

/** Opens at the first failure, with p; n probes must all succeed, or it opens again. */
function dutyCycle(p: number, probes: number): { share: number; perSecond: number } {
  const well = (1 - p) ** probes;
  const tried = (1 - well) / p; // Probes of one half-open phase, until the first failure or the last.
  const openS = (OPEN + tried / LAMBDA) / well;
  const closedS = 1 / (p * LAMBDA);
  return { share: openS / (openS + closedS), perSecond: 1 / (openS + closedS) };
}

/** Mean calls until at least `failures` of the last n have failed: one equation a state of the window, by iteration. */
function callsUntil(p: number, n: number, failures: number): number {
  const states = 2 ** n;
  const bits = (state: number): number => state.toString(2).replaceAll("0", "").length;
  let left = new Float64Array(states);
  for (let round = 0; round < 20_000; round++) {
    const before = left;
    left = Float64Array.from({ length: states }, (_, state) => {
      const after = (x: number): number => {
        const next = ((state << 1) | x) & (states - 1);
        return bits(next) >= failures ? 0 : before[next];
      };
      return 1 + p * after(1) + (1 - p) * after(0);
    });
    if (Math.abs(left[0] - before[0]) < 1e-9) break;
  }
  return left[0]; // All good calls before: what is not known yet counts as good, since it may open before n calls.
}

const one = dutyCycle(0.2, 1);
const three = dutyCycle(0.2, 3);
const UNTIL = callsUntil(0.3, 6, 4);

const cases: readonly OracleCase[] = [
  {
    id: "breaker-dead",
    title: "In front of what never answers: one call an open time and a gap",
    runs: { dead: opening("failures: 3", "100%"), probes: opening("failures: 3, probes: 5", "100%") },
    checks: [
      exact("share of the calls made", 1 / (1 + LAMBDA * OPEN), madeOf("dead"), USUAL),
      exact("with five probes, of which the first fails", 1 / (1 + LAMBDA * OPEN), madeOf("probes"), USUAL),
      exact("tripped", 1, tripped("dead")),
    ],
  },
  {
    id: "breaker-duty",
    title: "One failure opens it, and all probes must succeed",
    runs: { one: opening("failures: 1", "20%"), three: opening("failures: 1, probes: 3", "20%") },
    checks: [
      exact("tripped, one probe", one.share, tripped("one"), USUAL),
      exact("trips a second, one probe", one.perSecond, trips("one"), USUAL),
      exact("tripped, three probes", three.share, tripped("three"), USUAL),
      exact("trips a second, three probes", three.perSecond, trips("three"), USUAL),
    ],
  },
  {
    id: "breaker-window",
    title: "Four of the last six, of calls that fail by chance; half of twenty, where a tenth fails",
    runs: {
      six: opening("failures: 4, of-last: 6", "30%"),
      twenty: opening("share: 50%, of-last: 20", "10%"),
      seconds: opening("share: 50%, window: 1s", "10%"),
    },
    checks: [
      exact(
        "calls until it opens",
        UNTIL,
        smooth(
          "six",
          (m) => {
            const [open, trip] = [of.measure(m, "dep", "breakerOpenMs"), of.measure(m, "dep", "breakerTrips")];
            const probes = open.kind === "duration" ? open.histogram.count : Number.NaN; // Each opening ends in one.
            return [of.taken(m, "dep") - probes, trip.kind === "events" ? trip.count : Number.NaN];
          },
          of.ratio,
        ),
        TAIL,
      ),
      // P(at least 10 of 20) = 7·10⁻⁶ at each call, of 12,000 a run, and one window in hundreds holds 20.
      exact("half of twenty: trips", 0, trips("twenty")),
      exact("half of a second: trips", 0, trips("seconds")),
    ],
  },
];

for (const oracle of cases)
  it(`${oracle.id}: ${oracle.title}`, ({ task }) => expect(disagreements(oracle, "short", task)).toEqual([]));
