/** Work without end at one instant is found, whatever goes round; work that is merely much is not. */
import { describe, expect, it } from "vitest";
import { StillClock, TimeStandsStill } from "../../src/engine/still-clock.js";

const MILLION = 1_000_000;

/** Spends a million steps at a time, after each of which the clock goes on by so much. @returns millions until it ends */
function millionsUntilStill(requests: number, stepMs: number, most = 2000): number | null {
  const simulation = { nowMs: 0 };
  const clock = new StillClock(simulation);
  clock.requests = { inUse: requests };
  for (let millions = 0; millions < most; millions++) {
    try {
      clock.spend(MILLION);
    } catch (problem) {
      if (!(problem instanceof TimeStandsStill)) throw problem;
      expect(problem.atMs).toBe(simulation.nowMs);
      return millions;
    }
    simulation.nowMs += stepMs;
  }
  return null;
}

describe("the clock stands still", () => {
  it("after tens of millions of steps at one instant", () => {
    expect(millionsUntilStill(1, 0)).toBeGreaterThan(30);
    expect(millionsUntilStill(1, 0)).toBeLessThan(60);
  });

  it("or where it moves by rounding errors only", () => expect(millionsUntilStill(1, 1e-300)).not.toBeNull());

  it("not while time passes, however slowly", () => expect(millionsUntilStill(1, 0.001)).toBeNull());

  it("later, the more requests there are: a million may have much to do at once", () =>
    expect(millionsUntilStill(MILLION, 0)).toBeGreaterThan(200));
});

it("what fails is noted only under suspicion, and forgotten when time passes after all", () => {
  const simulation = { nowMs: 0 };
  const clock = new StillClock(simulation);
  let suspicions = 0;
  clock.onSuspicion = () => void suspicions++;
  while (!clock.isSuspect) clock.spend(MILLION);
  clock.failed(2);
  expect(clock.failures[2]).toBe(1);
  simulation.nowMs = 1;
  clock.spend(2 * MILLION);
  expect([clock.isSuspect, clock.failures.length, suspicions]).toEqual([false, 0, 1]);
});
