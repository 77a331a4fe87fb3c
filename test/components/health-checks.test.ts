/** Health checks by the clock: who is in rotation after each look. */
import { expect, it } from "vitest";
import type { Breakdowns } from "../../src/components/faults/breakdowns.js";
import { HealthChecks, upOrDown } from "../../src/components/faults/health-checks.js";
import type { Balancing } from "../../src/components/service/balancing/balancing.js";
import { BY_ANSWERS, Rotation } from "../../src/components/service/rotation.js";
import type { RandomStream } from "../../src/engine/random/stream.js";
import { Simulation } from "../../src/engine/simulation.js";
import { at } from "../engine/at.js";
import { endpoint, requests, simulate } from "../simulate.js";

const EVERY_MS = 10;
const PHASES = [0.25, 0.75, 0.5];

/** Of three instances looked at from 2.5, 7.5 and 5 ms on; `down` says when each is. @returns those in rotation by time */
function rotations(
  failures: number,
  down: readonly (readonly [from: number, to: number])[],
  timesMs: readonly number[],
) {
  const simulation = new Simulation();
  simulation.handleRequests({ wake() {}, settle() {} });
  const isUp = (i: number): boolean => !(simulation.nowMs >= down[i]![0] && simulation.nowMs < down[i]![1]);
  const checked = upOrDown({ isUp, downSinceMs: down.map(([from]) => from) } as unknown as Breakdowns);
  const phases = { uniform: (i: number) => PHASES[i]! } as unknown as RandomStream;
  const last: Balancing = { choose: (outstanding) => outstanding.length - 1 };
  const first: Balancing = { choose: () => 0 };
  const looks = { everyMs: EVERY_MS, failures };
  const both = [last, first].map((inner) => {
    const rotation = new Rotation(inner, 3);
    return { rotation, checks: new HealthChecks(simulation, 3, rotation, checked, looks, phases) };
  });
  const [high, low] = both;
  const chosen: (readonly [number, number])[] = [];
  const ask = (one: Rotation): number => one.choose(new Int32Array(3), phases, 0, 0, 0);
  for (const timeMs of timesMs) at(simulation, timeMs, () => chosen.push([ask(low!.rotation), ask(high!.rotation)]));
  at(simulation, 200, () => simulation.stop());
  simulation.run();
  const [measure] = high!.checks.measures;
  return { chosen, ejectionMs: measure?.kind === "duration" ? measure.histogram.sum : Number.NaN };
}

const NEVER = [300, 300] as const;

it("takes an instance out at the third failed look in a row, and back at the first that passes", () => {
  // Instance 0 is down from 21 to 60 ms; looks at it at 22.5, 32.5, 42.5 … 62.5.
  const { chosen, ejectionMs } = rotations(3, [[21, 60], NEVER, NEVER], [42.4, 42.6, 62.4, 62.6]);
  expect(chosen).toEqual([
    [0, 2],
    [1, 2],
    [1, 2],
    [0, 2],
  ]);
  expect(ejectionMs).toBeCloseTo(42.5 - 21, 9);
});

it("one that was up in between has not failed in a row", () =>
  expect(rotations(2, [NEVER, NEVER, [23, 31]], [40, 60]).chosen).toEqual([
    [0, 2],
    [0, 2],
  ])); // One look at it failed, at 25 ms.

it("each instance is looked at from a moment of its own on", () => {
  const both = [10, 100] as const;
  // With one failure: instance 0 is out at 12.5, instance 2 at 15, instance 1 at 17.5, after which all are tried.
  expect(rotations(1, [both, both, both], [12.4, 12.6, 15.1, 17.6]).chosen).toEqual([
    [0, 2],
    [1, 2],
    [1, 1],
    [0, 2],
  ]);
});

it("a deep check sees what fails as well, and another one does not", () => {
  const failedOf = (check: string): number => {
    const measured = simulate(
      `
version: 1
traffic: { users: { ${requests(300, 10)}, to: web.page } }
parts:
  web:
    type: service
    instances: 3
    balance: round-robin
    health-check: { every: 60ms, failures: 2${check} }
    endpoints: { page: [{ delay: 1ms }], other: [] }
timeline: { bad: { at: 300ms, for: 1500ms, fails: web.page, instance: 2, share: 100% } }`,
      { durationMs: 3100 },
    );
    return endpoint(measured, "web.page").failed;
  };
  expect(failedOf("")).toBe(50);
  // Until the second look, 60 to 120 ms after it began: of 6 to 12 requests a third.
  expect(failedOf(", deep: true")).toBeGreaterThanOrEqual(2);
  expect(failedOf(", deep: true")).toBeLessThanOrEqual(4);
});

it("one that is out for two reasons is back when neither holds", () => {
  const rotation = new Rotation({ choose: () => 0 }, 2);
  const asked = (): number => rotation.choose(new Int32Array(2), {} as RandomStream, 0, 0, 0);
  rotation.setEjected(0, true);
  rotation.setEjected(0, true, BY_ANSWERS);
  expect(asked()).toBe(1);
  rotation.setEjected(0, false, BY_ANSWERS);
  expect(asked()).toBe(1);
  rotation.setEjected(0, false);
  expect(asked()).toBe(0);
});
