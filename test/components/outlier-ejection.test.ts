/** Outlier ejection by the clock, as Envoy has it. */
import { describe, expect, it } from "vitest";
import { OutlierEjection, type OutlierRules } from "../../src/components/faults/outlier-ejection.js";
import { RoundRobin } from "../../src/components/service/balancing/round-robin.js";
import { Rotation } from "../../src/components/service/rotation.js";
import { Simulation } from "../../src/engine/simulation.js";
import { at } from "../engine/at.js";
import { endpoint, measure, requests, simulate } from "../simulate.js";

const USUAL: OutlierRules = {
  failures: 3,
  forMs: 30,
  longestMs: 300,
  everyMs: 10,
  most: 1,
  successRate: null,
};

/** What is asked: at a time, of an instance, and whether it answers well. @returns who is out at each of the times */
function play(
  rules: Partial<OutlierRules>,
  answers: readonly (readonly [ms: number, instance: number, good: boolean, times?: number])[],
  timesMs: readonly number[],
  instances = 4,
) {
  const simulation = new Simulation();
  simulation.handleRequests({ wake() {}, settle() {} });
  const out = new Set<number>();
  const rotation = new Rotation(new RoundRobin(), instances);
  rotation.setEjected = (i, isOut) => void (isOut ? out.add(i) : out.delete(i));
  const ejection = new OutlierEjection(simulation, instances, rotation, { ...USUAL, ...rules }, 5);
  for (const [ms, instance, isGood, times = 1] of answers)
    at(simulation, ms, () => {
      for (let i = 0; i < times; i++) ejection.answered(instance, isGood);
    });
  const found: number[][] = [];
  for (const ms of timesMs) at(simulation, ms, () => void found.push([...out].sort()));
  at(simulation, 1000, () => simulation.stop());
  simulation.run();
  return found;
}

describe("failures in a row", () => {
  it("put an instance out at once, until the first look when its time is over", () =>
    // Looks at 5, 15 … ms; out at 12, over at 42, back at 45.
    expect(play({}, [[12, 1, false, 3]], [11, 13, 44, 46])).toEqual([[], [1], [1], []]));
  it("are not in a row when one in between is good", () =>
    expect(
      play(
        {},
        [
          [1, 1, false, 2],
          [2, 1, true],
          [3, 1, false, 2],
        ],
        [4],
      ),
    ).toEqual([[]]));
  it("twice as long the second time, and no longer than the longest", () => {
    const again = [
      [12, 1, false, 3],
      [46, 1, false, 3],
    ] as const;
    // 46 + 60 is 106, found at 115.
    expect(play({}, again, [114, 116])).toEqual([[1], []]);
    expect(play({ longestMs: 40 }, again, [84, 96])).toEqual([[1], []]);
  });
  it("count less again for each look that finds it in", () =>
    // Back at 45; found in at 55, so that the next time is the first again: out at 56, over at 86, back at 95.
    expect(
      play(
        {},
        [
          [12, 1, false, 3],
          [56, 1, false, 3],
        ],
        [94, 96],
      ),
    ).toEqual([[1], []]));
  it("put no more out than the most, and always one", () => {
    const all = [0, 1, 2, 3].map((i) => [12 + i / 10, i, false, 3] as const);
    expect(play({ most: 0.5 }, all, [13])).toEqual([[0, 1]]);
    expect(play({ most: 0.1 }, all, [13])).toEqual([[0]]);
  });
});

describe("the share of good answers", () => {
  const successRate = { deviations: 1.9, requests: 10, instances: 5 };
  // Of n instances of which one is bad, it is √(n − 1) standard deviations below the mean: of 5 two.
  const answers = (instances: number, bad: number) =>
    Array.from({ length: instances }, (_, i) => [2, i, true, i === 3 ? 20 - bad : 20] as const).concat([
      [3, 3, false, bad] as never,
    ]);
  const rules = { failures: Number.POSITIVE_INFINITY, successRate };
  it("puts out the one that is far below the others, when it looks", () =>
    expect(play(rules, answers(5, 2), [4, 6], 5)).toEqual([[], [3]]));
  it("compares enough instances only, with enough requests each", () => {
    expect(play(rules, answers(4, 2), [6], 4)).toEqual([[]]);
    expect(play({ ...rules, successRate: { ...successRate, requests: 21 } }, answers(5, 2), [6], 5)).toEqual([[]]);
  });
  it("is not far below where it varies so much", () =>
    expect(play({ ...rules, successRate: { ...successRate, deviations: 2.1 } }, answers(5, 2), [6], 5)).toEqual([[]]));
});

describe("in a model", () => {
  const shop = (web: string, timeline: string, steps = "{ call: web.page }"): string => `
version: 1
traffic: { users: { ${requests(400, 10)}, to: shop.page } }
parts:
  shop: { type: service, endpoints: { page: [${steps}] } }
  web: { type: service, instances: 4, balance: round-robin, ${web}, endpoints: { page: [{ delay: 2ms }] } }
timeline: { bad: { at: 1ms, fails: web, instance: 2, share: 100%${timeline} } }`;

  it("it is asked until it has failed so often, and once more each time that it is back", () => {
    // Out after its 2nd failure, at 60 ms, for 1 s; then for 2 s, and again at the end.
    const all = { durationMs: 4100 };
    const measured = simulate(shop("eject: { failures: 2, for: 1s, every: 200ms }", ""), all);
    expect(endpoint(measured, "shop.page").failed).toBe(6);
    expect(measure(measured, "web", "ejected")).toBeGreaterThan(0.7 / 4);
    expect(endpoint(simulate(shop("threads: 9", ""), all), "shop.page").failed).toBe(100);
  });
  it("what is given up by a hedge, or stopped by a deadline, is told apart", () => {
    // The loser of a race is no failure.
    const race = "{ parallel: [{ steps: [{ call: web.page }] }, { steps: [{ delay: 1ms }] }], needs: 1 }";
    const eject = "eject: { failures: 1, for: 1h }";
    const raced = simulate(shop(eject, ", after: 1h", race));
    expect(measure(raced, "web", "ejected")).toBe(0);
    const late = simulate(shop(eject, ", after: 1h", "{ call: web.page, deadline: 5ms }"));
    expect(endpoint(late, "shop.page").failed).toBe(1);
    expect(measure(late, "web", "ejected")).toBeGreaterThan(0.2);
  });
});
