/** Someone on call, by script: when the alert fires, and when someone has acted. */
import { expect, it } from "vitest";
import { OnCall, type OnCallOptions } from "../../src/components/timeline/on-call.js";
import { SLICES } from "../../src/components/timeline/reading.js";
import { Simulation } from "../../src/engine/simulation.js";

/** @param values at each look @returns when the alert fired, and when it ended, in looks */
function watch(values: readonly number[], options: Partial<OnCallOptions> = {}) {
  const simulation = new Simulation();
  simulation.handleRequests({ wake() {}, settle() {} });
  const looks: number[] = [];
  let [turns, ends] = [0, 0];
  const reading = {
    now() {
      looks.push(simulation.nowMs);
      return values[looks.length - 1] ?? 0;
    },
    turn() {
      turns++;
    },
  };
  const onCall = new OnCall(
    simulation,
    {
      fromMs: 50,
      everyMs: 10,
      heldMs: 0,
      reading,
      isTrue: (value) => value > 5,
      actsAfterMs: () => 25,
      ...options,
    },
    () => {
      ends++;
      simulation.stop();
    },
  );
  simulation.addActor({ fire: () => simulation.stop() });
  simulation.wakeActorAt(1, 1000);
  simulation.run();
  const { heldBefore } = onCall;
  return { heldBefore, noticed: onCall.noticedMs, ended: onCall.endedMs, looks, turns, ends };
}

it("looks from the beginning of the cause on, and has read before", () => {
  const { looks, turns, noticed, ended, ends } = watch([0, 1, 2, 9]);
  expect(looks).toEqual([50, 60, 70, 80]);
  expect([noticed, ended, ends]).toEqual([80, 105, 1]);
  expect(turns).toBe(SLICES + 1 + 2); // From 10 to 50 ms, and at the two looks that saw nothing.
});

it("fires once the condition has held so long, and begins anew where it lapses", () => {
  expect(watch([0, 9, 9, 9, 9], { heldMs: 20 }).noticed).toBe(80);
  expect(watch([0, 9, 9, 1, 9, 9, 9], { heldMs: 20 }).noticed).toBe(110);
  expect(watch([0, 9, 1, 9, 1, 9, 1], { heldMs: 10 }).noticed).toBeNaN();
});

it("knows whether the condition held already when the cause began", () => {
  expect(watch([9, 9])).toMatchObject({ heldBefore: true, noticed: 60 });
  expect(watch([1, 9])).toMatchObject({ heldBefore: false, noticed: 60 });
});

it("does not take nothing for something", () => {
  const { noticed, ended, ends } = watch(Array<number>(200).fill(Number.NaN));
  expect([noticed, ended, ends]).toEqual([Number.NaN, Number.NaN, 0]);
});
