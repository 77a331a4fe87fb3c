/** Policies of balancing by hand: whom they choose of which instances, and whom when some are out. */
import { describe, expect, it } from "vitest";
import type { Balancing } from "../../src/components/service/balancing/balancing.js";
import { IdleFirst } from "../../src/components/service/balancing/idle-first.js";
import { LeastConnections } from "../../src/components/service/balancing/least-connections.js";
import { PowerOf } from "../../src/components/service/balancing/power-of.js";
import { RandomInstance } from "../../src/components/service/balancing/random.js";
import { Rendezvous } from "../../src/components/service/balancing/rendezvous.js";
import { RoundRobin } from "../../src/components/service/balancing/round-robin.js";
import { Sticky } from "../../src/components/service/balancing/sticky.js";
import {
  WeightedLeastConnections,
  WeightedRandom,
  WeightedRoundRobin,
} from "../../src/components/service/balancing/weighted.js";
import { Streams } from "../../src/engine/random/streams.js";

const DRAWS = 30_000;
const stream = new Streams("test", 0).named("balance");
const itself = { of: (request: number) => request }; // A request is about the key of its number.

const ask = (policy: Balancing, outstanding: readonly number[], request = 0): number =>
  policy.choose(Int32Array.from(outstanding), stream, request, 0, request);

const askOften = (policy: Balancing, outstanding: readonly number[], times: number): number[] =>
  Array.from({ length: times }, (_, request) => ask(policy, outstanding, request));

/** How often each instance is chosen while these are outstanding. */
function shares(policy: Balancing, outstanding: readonly number[]): number[] {
  const counts = outstanding.map(() => 0);
  for (const chosen of askOften(policy, outstanding, DRAWS)) counts[chosen]!++;
  return counts.map((count) => count / DRAWS);
}

/** Within 4.5 standard deviations. */
const expectShares = (found: readonly number[], expected: readonly number[]): void =>
  expected.forEach(
    (p, i) => void expect(Math.abs(found[i]! - p)).toBeLessThanOrEqual(4.5 * Math.sqrt((p * (1 - p)) / DRAWS)),
  );

describe("the best of d", () => {
  it("of three of four never takes the busiest, and the idlest unless it is not drawn", () =>
    expectShares(shares(new PowerOf(3, false, 4), [3, 2, 1, 0]), [0, 0, 1 / 4, 3 / 4]));
  it("with replacement: of rank r with (r/n)³ − ((r − 1)/n)³", () =>
    expectShares(shares(new PowerOf(3, true, 3), [0, 1, 2]), [19 / 27, 7 / 27, 1 / 27]));
  it("is fair among equals, drawn once or more often", () => {
    for (const replaces of [false, true])
      expectShares(shares(new PowerOf(3, replaces, 5), [1, 1, 1, 1, 1]), Array(5).fill(1 / 5));
  });
  it("of one is any, of more than there are the least loaded", () => {
    expectShares(shares(new PowerOf(1, false, 3), [0, 5, 9]), [1 / 3, 1 / 3, 1 / 3]);
    expectShares(shares(new PowerOf(9, false, 3), [2, 1, 1]), [0, 1 / 2, 1 / 2]);
  });
});

describe("weights", () => {
  it("in turn are as even as nginx has them: a a b a c a a", () =>
    expect(askOften(new WeightedRoundRobin([5, 1, 1]), [0, 0, 0], 14)).toEqual([
      0, 0, 1, 0, 2, 0, 0, 0, 0, 1, 0, 2, 0, 0,
    ]));
  it("give every instance exactly its share of each round", () => {
    const weights = [7, 0, 3, 2];
    const counts = weights.map(() => 0);
    for (const chosen of askOften(new WeightedRoundRobin(weights), weights, 120)) counts[chosen]!++;
    expect(counts).toEqual([70, 0, 30, 20]);
  });
  it("by chance are shares", () =>
    expectShares(shares(new WeightedRandom([2, 0, 1, 1]), [9, 0, 0, 0]), [1 / 2, 0, 1 / 4, 1 / 4]));
  it("of least connections divide what is outstanding, with the new one", () => {
    // (3 + 1) ÷ 4 = 1 is less than (1 + 1) ÷ 1, and as much as (0 + 1) ÷ 1.
    expectShares(shares(new WeightedLeastConnections([4, 1, 1]), [3, 1, 0]), [1 / 2, 0, 1 / 2]);
    expectShares(shares(new WeightedLeastConnections([4, 1, 1]), [2, 1, 0]), [1, 0, 0]);
  });
  it("of those that are left count; where all of those have none, all are alike", () => {
    const policy = new WeightedRandom([2, 0, 1, 0]);
    policy.among([1, 2]);
    expectShares(shares(policy, [0, 0, 0, 0]), [0, 0, 1, 0]);
    const turns = new WeightedRoundRobin([2, 0, 1, 0]);
    turns.among([1, 3]);
    expect(new Set(askOften(turns, [0, 0, 0, 0], 4))).toEqual(new Set([1]));
  });
});

describe("idle ones first", () => {
  /** Sends and answers by hand. */
  function play(newest: boolean, otherwise: Balancing) {
    const outstanding = [0, 0, 0];
    const policy = new IdleFirst(3, newest, otherwise);
    const send = (): number => {
      const chosen = ask(policy, outstanding);
      outstanding[chosen]!++;
      policy.sent(0, chosen);
      return chosen;
    };
    const answer = (instance: number): void => policy.over(0, instance, --outstanding[instance]!);
    return { policy, send, answer };
  }

  it("the one idle for longest, or for the shortest time", () => {
    for (const [newest, expected] of [
      [false, [2, 1, 0]],
      [true, [0, 1, 2]],
    ] as const) {
      const { send, answer } = play(newest, new LeastConnections());
      for (let i = 0; i < 3; i++) send();
      for (const instance of [2, 1, 0]) answer(instance);
      expect([send(), send(), send()]).toEqual(expected);
    }
  });
  it("one is idle again only when it has answered all", () => {
    const { send, answer } = play(false, { choose: () => 1 });
    expect([send(), send(), send(), send(), send()]).toEqual([0, 1, 2, 1, 1]);
    answer(1);
    answer(1);
    answer(2);
    answer(1);
    expect([send(), send(), send()]).toEqual([2, 1, 1]);
  });
  it("one that is out is not asked, and has its turn when it is back", () => {
    const { policy, send } = play(false, new RandomInstance());
    policy.among([1, 2]);
    expect([send(), send()]).toEqual([1, 2]);
    policy.among([0, 1, 2]);
    expect(send()).toBe(0);
  });
});

describe("sticky", () => {
  it("sends a key where it was sent first, and another anew", () => {
    const policy = new Sticky({ of: (request) => request % 4 }, 4, 3, new RoundRobin());
    expect(askOften(policy, [9, 0, 0], 8)).toEqual([0, 1, 2, 0, 0, 1, 2, 0]);
  });
  it("moves the keys of an instance that is out when they come, for good, and no others", () => {
    const policy = new Sticky(itself, 6, 3, new RoundRobin());
    expect(askOften(policy, [0, 0, 0], 6)).toEqual([0, 1, 2, 0, 1, 2]);
    policy.among([0, 2]);
    expect(ask(policy, [0, 0, 0], 1)).toBe(0);
    policy.among([0, 1, 2]);
    expect(askOften(policy, [0, 0, 0], 6)).toEqual([0, 0, 2, 0, 1, 2]); // The other key had not come meanwhile.
  });
});

describe("by hash", () => {
  const KEYS = 20_000;
  const placed = (policy: Balancing, outstanding: readonly number[]): number[] => askOften(policy, outstanding, KEYS);

  it("gives each instance 1 ÷ n of the keys", () => {
    const counts = Array<number>(8).fill(0);
    for (const chosen of placed(new Rendezvous(itself, 8, Infinity), Array(8).fill(0))) counts[chosen]!++;
    const deviation = Math.sqrt(KEYS * (1 / 8) * (7 / 8));
    for (const count of counts) expect(Math.abs(count - KEYS / 8)).toBeLessThan(4 * deviation);
  });
  it("moves the keys of an instance that goes, to all others alike, and no others", () => {
    const policy = new Rendezvous(itself, 8, Infinity);
    const before = placed(policy, Array(8).fill(0));
    policy.among([0, 1, 2, 4, 5, 6, 7]);
    const after = placed(policy, Array(8).fill(0));
    const moved = after.filter((instance, key) => instance !== before[key]);
    expect(moved.length).toBe(before.filter((instance) => instance === 3).length);
    expect(Math.abs(moved.length / KEYS - 1 / 8)).toBeLessThan(4 * Math.sqrt(((1 / 8) * (7 / 8)) / KEYS));
    for (const i of [0, 1, 2, 4, 5, 6, 7])
      expect(Math.abs(moved.filter((to) => to === i).length / moved.length - 1 / 7)).toBeLessThan(0.03);
  });
  it("never gives one more than ⌈c × the mean⌉, and fills all to it before", () => {
    for (const [instances, bound] of [
      [3, 1],
      [5, 1.25],
      [4, 2],
    ] as const) {
      const outstanding = Array<number>(instances).fill(0);
      const policy = new Rendezvous({ of: () => 7 }, instances, bound);
      for (let all = 1; all <= 60; all++) {
        outstanding[ask(policy, outstanding)]!++;
        expect(Math.max(...outstanding)).toBeLessThanOrEqual(Math.ceil((bound * all) / instances));
      }
      // One hot key fills its first choice, then its next.
      expect(Math.max(...outstanding)).toBe(Math.ceil((bound * 60) / instances));
    }
  });
});
