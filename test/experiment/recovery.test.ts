/** The time to recover against the fluid limit: what piled up ÷ the capacity that is left over. */
import { describe, expect, it } from "vitest";
import type { Findings } from "../../src/analysis/findings/findings.js";
import { type Objective, parseObjective } from "../../src/analysis/verdicts/objectives.js";
import { runStudy } from "../../src/experiment/execute/run-study.js";
import { threads } from "../../src/experiment/execute/threads.js";
import { recoveryFindings } from "../../src/experiment/findings/recovery-findings.js";
import { openStudy } from "../../src/experiment/plan/open-study.js";
import { memoryFiles } from "../../src/model/source/index.js";
import type { EndpointMeasurement } from "../../src/model/wiring/measurements.js";
import { fluidSpike } from "../theory/fluid-spike.js";

const page = (ms: number) => `{ page: [{ delay: ${ms}ms }] }`;
const server = (ms: number) => `parts: { web: { type: service, threads: 1, endpoints: ${page(ms)} } }`;
const profile = "[{ at: 0, rate: 300/s }, { at: 40s, rate: 540/s }, { at: 60s, rate: 300/s }]";
const files = memoryFiles({
  "four-hundred.yaml": `version: 1\ntraffic: { users: { rate: 1/s, to: web.page } }\n${server(2.5)}`,
  "barely.yaml": `version: 1\ntraffic: { users: { rate: 1/s, to: web.page } }\n${server(3.2)}`,
  "spike.yaml": `version: 1
title: A spike
variants: { four hundred: four-hundred.yaml, barely: barely.yaml }
traffic: { users: { rate: { profile: ${profile} } } }
spike: { from: 40s, to: 60s, label: the spike }
run: { duration: 118s, warm-up: 2s, replications: 10 }
objectives: { latency: [p(95) < 2s, p(99.9) < 2s], errors: [rate < 1%, rate < 0.05%], goodput: [rate > 1/s] }`,
});

describe("after a spike", () => {
  const run = (variant: number, replications: string): Promise<Findings> => {
    const { study } = openStudy("spike.yaml", files, { replications });
    return runStudy({ ...study!, variants: [study!.variants[variant]!], baselines: [null] }, threads(1));
  };

  it("the time to recover is the fluid's, 28 s, give or take what Poisson arrivals add", async () => {
    const { variants } = await run(0, "10");
    const { drainTime } = fluidSpike({ rate: 540, duration: 20, rateAfter: 300, capacity: 400 });
    const { timeMs, recovered, objectives } = variants[0]!.recovery!;
    expect(drainTime).toBe(28);
    expect(recovered).toBe(10);
    expect(timeMs.low).toBeLessThan(28_000);
    expect(timeMs.high).toBeGreaterThan(28_000);
    expect(timeMs.high! - timeMs.low!).toBeLessThan(8_000);
    // 2,800 wait at the end of the spike, 7 s. It is 2 s when 800 do, after 20 s.
    const [latency, tail, errors, few] = objectives;
    const asked = ["p(95) < 2s", "p(99.9) < 2s", "rate < 1%", "rate < 0.05%"];
    expect(objectives.map(({ expression }) => expression)).toEqual(asked);
    expect(latency!.timeMs.low).toBeLessThan(20_000);
    expect(latency!.timeMs.high).toBeGreaterThan(20_000);
    expect(latency!.timeMs.high! - latency!.timeMs.low!).toBeLessThan(8_000);
    expect(latency!.timeMs.high).toBeLessThan(timeMs.low!);
    expect(tail!.timeMs).toMatchObject({ value: null, reason: "too few requests in a bin for that percentile" });
    expect(errors!.timeMs).toEqual({ value: 0, low: 0, high: 0 }); // Never beyond it.
    // Five bins of 600 requests would have 1.5 errors at the limit.
    expect(few!.timeMs).toMatchObject({ value: null, reason: expect.stringContaining("so small a share of errors") });
  });

  it("what cannot catch up in time says so", async () =>
    expect((await run(1, "3")).variants[0]!.recovery).toMatchObject({
      timeMs: { value: null, reason: "not within the horizon in 3 of 3 replications" },
    }));
});

describe("within an objective again, by hand: bins of 1 s, the spike in the first ten,", () => {
  interface Bin {
    readonly came: number;
    readonly answered?: number;
    readonly ms?: number;
  }
  const DURING: readonly Bin[] = Array<Bin>(10).fill({ came: 10_000, ms: 900 });
  const timeAfter = (metric: string, expression: string, bins: readonly Bin[]) => {
    const { objective } = parseObjective(metric, expression) as { objective: Objective };
    const all = [...DURING, ...bins].map(({ came, answered = came, ms = 50 }) => ({ came, answered, ms }));
    const run = {
      arrivalsByBin: all.map(({ came }) => came),
      answersByBin: all.map(({ answered }) => answered),
      endsThenByBin: all.map(({ came }) => came),
      latencyByBin: all.map(({ answered, ms }) => (answered === 0 ? NONE : { values: [ms], counts: [answered] })),
    } as unknown as EndpointMeasurement;
    const spike = { fromMs: 0, toMs: 10_000 };
    const found = recoveryFindings(
      () => [run, run],
      [objective],
      { startMs: 0, binMs: 1000, offeredLoad: [], goodput: [], resources: [] },
      spike,
      { all: [], messages: {} },
    );
    return found.objectives[0]!.timeMs;
  };
  const NONE = { values: [], counts: [] };
  const quiet = (came: number): Bin[] => Array<Bin>(8).fill({ came });

  it("is judged where a percentile has ten requests beyond it in a bin, of those that come afterwards", () => {
    expect(timeAfter("latency", "p(95) < 100ms", quiet(200)).value).toBe(0);
    expect(timeAfter("latency", "p(95) < 100ms", quiet(199)).reason).toContain("too few requests in a bin");
  });
  it("or five bins three errors at the limit", () => {
    expect(timeAfter("errors", "rate < 1%", quiet(60)).value).toBe(0);
    expect(timeAfter("errors", "rate < 1%", quiet(59)).reason).toContain("so small a share of errors");
  });
  it("is no bin in which none that came are answered, and any in which none came", () => {
    const since = (bin: Bin) => timeAfter("latency", "p(95) < 100ms", [{ came: 300 }, bin, ...quiet(300)]).value;
    expect([since({ came: 300 }), since({ came: 300, answered: 0 }), since({ came: 0 })]).toEqual([0, 2000, 0]);
  });
});

describe("traffic that is planned to rise after a moment", () => {
  const model = (later: string) => `
version: 1
traffic: { users: { rate: { profile: [{ at: 0, rate: 40/s }, { at: 46s, rate: ${later} }] }, to: web.page } }
parts: { web: { type: service, threads: 1, queue: 50, endpoints: { page: [{ delay: exponential(10ms) }] } } }
timeline: { stall: { at: 40s, for: 5s, slow: web, by: 10 } }
objectives: { errors: [rate < 5%] }
run: { duration: 100s, warm-up: 5s, replications: 3 }`;
  const recovery = async (later: string) => {
    const { study } = openStudy("m.yaml", memoryFiles({ "m.yaml": model(later) }), {});
    return (await runStudy(study!, threads(1))).variants[0]!;
  };

  it("is not blamed on it: whether it comes back by itself is unknown then", async () => {
    const overload = await recovery("150/s");
    expect(overload.recovery!.timeMs).toEqual({
      value: null,
      low: null,
      high: null,
      reason: "3.8 times as much traffic is planned by then as before it",
    });
    expect(overload.recovery!.notBack).toBeUndefined();
  });

  it("nor is less traffic, or as much, an excuse", async () => {
    const { recovery: found } = await recovery("40/s");
    expect(found!.recovered).toBe(3);
  });
});

describe("times to recover, compared on the same requests", () => {
  const shop = (policies: string) => `
version: 1
traffic: { buyers: { rate: 40/s, to: shop.order } }
parts:
  shop: { type: service, endpoints: { order: [{ call: pay.charge, timeout: 1s${policies} }] } }
  pay: { type: service, threads: 10, endpoints: { charge: [{ delay: exponential(100ms) }] } }`;
  const experiment = `
version: 1
title: T
variants: { one: one.yaml, two: two.yaml, four: four.yaml, same: one.yaml }
timeline: { stall: { at: 40s, for: 5s, slow: pay, by: 100 } }
run: { duration: 180s, warm-up: 10s, replications: 6 }
show: [recovery, drain, lost]
claims:
  - recovery{two} is worse
  - recovery{four} is worse
  - lost{two} is worse
  - recovery{same} is worse`;
  const files = memoryFiles({
    "one.yaml": shop(""),
    "two.yaml": shop(", retry: { attempts: 2, backoff: 10ms }"),
    "four.yaml": shop(", retry: { attempts: 4, backoff: 10ms }"),
    "e.yaml": experiment,
  });

  it("has the difference in pairs, widened by the length of a bin, and by proven ends where one never recovers", async () => {
    const { study } = openStudy("e.yaml", files, {});
    const { comparisons, variants, claims } = await runStudy(study!, threads(1));
    const of = (variant: string, metric: string) =>
      comparisons.find((each) => each.variant === variant)!.differences.find((each) => each.metric === metric)!;
    const { difference, verdict } = of("two", "recovery");
    const [one, two, four] = variants.map(({ recovery }) => recovery!);
    expect(difference.value).toBeCloseTo(two!.timeMs.value! - one!.timeMs.value!, 3);
    expect(difference.low!).toBeGreaterThan(0);
    expect((difference.high! - difference.low!) / 2).toBeGreaterThanOrEqual(3_000); // A bin.
    expect(verdict).toBe("worse");
    expect(of("two", "lost").difference.value).toBeCloseTo(two!.lost.value! - one!.lost.value!, 6);
    expect(one!.each!.recovery).toHaveLength(6);
    expect(four!.each!.recovery).toEqual(Array(6).fill(null));
    const never = of("four", "recovery");
    expect(never).toMatchObject({ verdict: "worse", difference: { value: null, high: null } });
    expect(never.difference.low).toBeCloseTo(four!.timeMs.low! - one!.timeMs.high!, 3);
    // The same model: no difference is seen, and none is proven below the length of a bin.
    expect(of("same", "recovery").difference).toMatchObject({ value: 0 });
    expect(of("same", "lost").verdict).toBe("tie");
    expect(claims.map((each) => each.verdict)).toEqual(["met", "met", "met", "unknown"]);
  });
});
