import { expect, it } from "vitest";
import { RequestTable } from "../../src/engine/request-table.js";
import { Simulation } from "../../src/engine/simulation.js";
import { TimerList } from "../../src/engine/timer-list.js";
import { at } from "./at.js";

/** Timers of 100 ms that write down who expired when, stop that timer, as the list asks, and do one thing more. */
function timersOf100ms(thenDo: (request: number, timers: TimerList) => unknown = () => {}) {
  const simulation = new Simulation();
  simulation.handleRequests({ wake() {}, settle() {} });
  const expired: string[] = [];
  const timers: TimerList = new TimerList(simulation, new RequestTable(), 100, (request) => {
    expired.push(`${simulation.nowMs}: ${request}`);
    timers.stop(request);
    thenDo(request, timers);
  });
  return { simulation, timers, expired };
}

it("each expires when its time is up, in the order in which they were set", () => {
  const { simulation, timers, expired } = timersOf100ms();
  for (const [ms, request] of [
    [0, 4],
    [10, 2],
    [10, 3],
    [70, 1],
  ] as const)
    at(simulation, ms, () => timers.start(request));
  simulation.run();
  expect(expired).toEqual(["100: 4", "110: 2", "110: 3", "170: 1"]);
});

it("a stopped timer never fires, be it the first, the last, or between", () => {
  const { simulation, timers, expired } = timersOf100ms();
  for (const request of [0, 1, 2, 3, 4]) at(simulation, request * 10, () => timers.start(request));
  for (const request of [0, 2, 4]) at(simulation, 90, () => timers.stop(request));
  simulation.run();
  expect(expired).toEqual(["110: 1", "130: 3"]);
});

it("one at a time: the first may stop the second, due at the same moment", () => {
  const { simulation, timers, expired } = timersOf100ms((request, timers) => request === 0 && timers.stop(1));
  at(simulation, 0, () => [0, 1, 2].forEach((request) => void timers.start(request)));
  simulation.run();
  expect(expired).toEqual(["100: 0", "100: 2"]);
});

it("works again after it has been empty", () => {
  const { simulation, timers, expired } = timersOf100ms();
  at(simulation, 0, () => timers.start(0));
  at(simulation, 50, () => timers.stop(0));
  at(simulation, 80, () => timers.start(0)); // Before the event that was set for the first time has come.
  at(simulation, 500, () => timers.start(1));
  simulation.run();
  expect(expired).toEqual(["180: 0", "600: 1"]);
});

it("may be set anew as it expires", () => {
  let rounds = 0;
  const { simulation, timers, expired } = timersOf100ms((request, timers) => ++rounds < 3 && timers.start(request));
  at(simulation, 5, () => timers.start(7));
  simulation.run();
  expect(expired).toEqual(["105: 7", "205: 7", "305: 7"]);
});

it("ten thousand cancelled timers leave no events behind", () => {
  const { simulation, timers, expired } = timersOf100ms();
  for (let i = 0; i < 10_000; i++) {
    at(simulation, i, () => timers.start(i % 200));
    at(simulation, i + 50, () => timers.stop(i % 200));
  }
  simulation.run();
  expect(expired).toEqual([]);
  expect(simulation.events - 20_000).toBeLessThan(250); // One a 100 ms at most, where each timer's own would be 10,000.
});
