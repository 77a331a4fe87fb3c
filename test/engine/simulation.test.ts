import { expect, it } from "vitest";
import { Simulation } from "../../src/engine/simulation.js";
import { at } from "./at.js";

/** A simulation that writes down which requests wake, and when. */
function journalled() {
  const simulation = new Simulation();
  const journal: string[] = [];
  simulation.handleRequests({
    wake: (request) => journal.push(`${simulation.nowMs}: request ${request}`),
    settle() {},
  });
  return { simulation, journal };
}

it("things happen in order of time", () => {
  const { simulation, journal } = journalled();
  simulation.wakeRequestAt(1, 30);
  simulation.wakeRequestAt(2, 10);
  simulation.wakeRequestAt(3, 20);
  simulation.run();
  expect(journal).toEqual(["10: request 2", "20: request 3", "30: request 1"]);
});

it("what happens at the same time happens in the order in which it was scheduled", () => {
  const { simulation, journal } = journalled();
  for (const request of [5, 3, 9, 1]) simulation.wakeRequestAt(request, 10);
  simulation.wakeRequestAt(5, 10); // Moved: now it is the last.
  simulation.run();
  expect(journal).toEqual([3, 9, 1, 5].map((request) => `10: request ${request}`));
});

it("an actor and a request of the same number have separate events", () => {
  const { simulation, journal } = journalled();
  at(simulation, 1, () => journal.push("1: actor 0"));
  simulation.wakeRequestAt(0, 2);
  simulation.run();
  expect(journal).toEqual(["1: actor 0", "2: request 0"]);
});

it("a moved event happens once, and a calmed one never, even while it is next", () => {
  const { simulation, journal } = journalled();
  simulation.wakeRequestAt(1, 10);
  simulation.wakeRequestAt(2, 20);
  at(simulation, 5, () => {
    simulation.wakeRequestAt(1, 30);
    simulation.calmRequest(2);
    simulation.calmRequest(7); // Never had one.
  });
  simulation.run();
  expect(journal).toEqual(["30: request 1"]);
  expect(simulation.events).toBe(2);
});

it("stops when told to, and the clock stays there", () => {
  const { simulation, journal } = journalled();
  simulation.wakeRequestAt(1, 10);
  at(simulation, 7, () => simulation.stop());
  simulation.run();
  expect(journal).toEqual([]);
  expect(simulation.nowMs).toBe(7);
});

it("settles after every event", () => {
  const simulation = new Simulation();
  let settled = 0;
  simulation.handleRequests({ wake() {}, settle: () => settled++ });
  simulation.wakeRequestAt(0, 1);
  simulation.wakeRequestAt(1, 2);
  simulation.run();
  expect(settled).toBeGreaterThanOrEqual(2);
});

it("refuses to run without a handler of requests", () => expect(() => new Simulation().run()).toThrow());
