import { expect, it } from "vitest";
import { NO_SCOPE } from "../../src/engine/flow.js";
import { Simulation } from "../../src/engine/simulation.js";
import { PENDING, type Step } from "../../src/engine/step.js";
import { Delay } from "../../src/engine/steps/delay.js";
import { TracingFlow } from "../../src/engine/tracing/tracing-flow.js";

const traced = { fromMs: 0, toMs: 1e9, every: 1, mostEvents: 1e6 };

/** A flow with a request of 10 ms, and work of no request that takes as long. */
function built(asked: Partial<typeof traced> = {}) {
  const simulation = new Simulation();
  const flow = new TracingFlow(simulation, { ...traced, ...asked });
  const goes: Step = {
    enter(row) {
      flow.requests.giveBack(row);
      return PENDING;
    },
    wake: () => PENDING,
    withdraw() {},
  };
  const delay = () => new Delay(flow, { next: () => 10 });
  flow.opens({ sort: "request", name: "web.page", part: "web" });
  const request = flow.addStep(delay(), NO_SCOPE);
  flow.closes();
  const own = flow.addStep(delay(), NO_SCOPE);
  for (const from of [request, own]) flow.connect(from, 0, flow.addStep(goes, NO_SCOPE));
  const send = (): void => {
    flow.begin(flow.requests.take(), request);
    simulation.run();
  };
  return { flow, simulation, own, send };
}

it("follows a row as long as it works for a request, and no longer", () => {
  const { flow, simulation, own, send } = built();
  send();
  const { events } = flow.log;
  expect(events).toBeGreaterThan(1);
  const row = flow.requests.take(); // The same row again.
  flow.alone(row, 5);
  flow.begin(row, own);
  simulation.run();
  expect(flow.log.events).toBe(events);
  expect(flow.log.parent.length).toBe(1);
});

it("follows one of several, those of its time, and none beyond its room", () => {
  const sent = (asked: Partial<typeof traced>) => {
    const { flow, send } = built(asked);
    for (let i = 0; i < 12; i++) send(); // One after the other: at 0, 10 … 110 ms.
    return [flow.log.parent.length, flow.missed];
  };
  expect(sent({})).toEqual([12, 0]);
  expect(sent({ every: 5 })).toEqual([3, 0]);
  expect(sent({ fromMs: 30, toMs: 60 })).toEqual([3, 0]);
  expect(sent({ mostEvents: 4 })).toEqual([2, 10]);
});
