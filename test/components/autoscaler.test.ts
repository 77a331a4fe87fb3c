/** What the autoscaler reads of instances that come and go, by script. */
import { expect, it } from "vitest";
import { Autoscaler } from "../../src/components/service/autoscaler.js";
import type { Fleet } from "../../src/components/service/fleet.js";
import type { Hpa, HpaMetrics } from "../../src/components/service/hpa.js";
import { Simulation } from "../../src/engine/simulation.js";

interface Scene {
  readonly serving: readonly number[];
  readonly starting?: number;
  readonly starts?: readonly number[]; // How often each has started.
  readonly done: readonly number[]; // By each, since the last look.
}

/** One scene for each look, 10 ms apart. @returns what the decision was given each time */
function decisions(scenes: readonly Scene[], options: { ageMs?: number; isOfCores?: boolean } = {}): HpaMetrics[] {
  const simulation = new Simulation();
  simulation.handleRequests({ wake() {}, settle() {} });
  const asked: HpaMetrics[] = [];
  const scene = (): Scene => scenes[Math.round(simulation.nowMs / 10)]!;
  const fleet = {
    most: 9,
    get serving() {
      return scene().serving;
    },
    get size() {
      return scene().serving.length + (scene().starting ?? 0);
    },
    startsOf: (instance: number) => scene().starts?.[instance] ?? 0,
    resize() {
      if (Math.round(simulation.nowMs / 10) === scenes.length - 1) simulation.stop();
    },
  };
  const hpa = {
    decide(_: number, current: number, metrics: HpaMetrics) {
      asked.push(metrics);
      return current;
    },
  };
  const doneBy = (instance: number): number =>
    scenes.slice(0, Math.round(simulation.nowMs / 10) + 1).reduce((sum, { done }) => sum + (done[instance] ?? 0), 0);
  new Autoscaler(
    simulation,
    fleet as unknown as Fleet,
    { hpa: hpa as unknown as Hpa, everyMs: 10, ageMs: 0, isOfCores: true, done: doneBy, perMs: () => 2, ...options },
    0,
  );
  simulation.addActor({ fire: () => simulation.stop() });
  simulation.wakeActorAt(1, scenes.length * 10 - 5);
  simulation.run();
  return asked;
}

const TWO = { serving: [0, 1], done: [10, 20] };

it("reads what each has done since the last time, as a share of what it could", () =>
  expect(decisions([TWO, TWO, { serving: [0, 1], done: [4, 0] }])).toEqual([
    { values: [], missing: 0, notReady: 2 },
    { values: [0.5, 1], missing: 0, notReady: 0 },
    { values: [0.2, 0], missing: 0, notReady: 0 },
  ]));

it("decides on what is old enough, and on nothing before", () => {
  const old = decisions([TWO, TWO, { serving: [0, 1], done: [4, 0] }, TWO], { ageMs: 20 });
  expect(old).toEqual([
    { values: [], missing: 0, notReady: 2 },
    { values: [0.5, 1], missing: 0, notReady: 0 },
  ]);
});

it("has no value of what starts, nor of what was not there all the time", () => {
  const more = [TWO, { ...TWO, starting: 1 }, { serving: [0, 1, 2], done: [10, 20, 5] }];
  expect(decisions(more).slice(1)).toEqual([
    { values: [0.5, 1], missing: 0, notReady: 1 },
    { values: [0.5, 1], missing: 0, notReady: 1 },
  ]);
  expect(decisions(more, { isOfCores: false })[2]).toEqual({ values: [0.5, 1], missing: 1, notReady: 0 });
});

it("takes an instance that is started again for another one", () => {
  const again = { serving: [0, 1], starts: [0, 1], done: [10, 2] };
  expect(decisions([TWO, TWO, again, again]).slice(2)).toEqual([
    { values: [0.5], missing: 0, notReady: 1 },
    { values: [0.5, 0.1], missing: 0, notReady: 0 },
  ]);
});
