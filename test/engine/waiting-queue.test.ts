import fc from "fast-check";
import { expect, it } from "vitest";
import { RequestTable } from "../../src/engine/request-table.js";
import { Simulation } from "../../src/engine/simulation.js";
import { WaitingColumns, WaitingQueue } from "../../src/engine/waiting-queue.js";

function emptyQueue() {
  const simulation = new Simulation();
  const queue = new WaitingQueue(simulation, new WaitingColumns(new RequestTable()));
  return { simulation, queue };
}

it("first come, first served, whichever leaves from the middle", () => {
  const deeds = fc.array(fc.record({ request: fc.nat(9), minutes: fc.nat(3) }), { maxLength: 120, size: "max" });
  const agree = (all: readonly { request: number; minutes: number }[]): void => {
    const { simulation, queue } = emptyQueue();
    const list: { request: number; joinedMs: number }[] = [];
    let waited = 0;
    for (const { request, minutes } of all) {
      simulation.nowMs += minutes;
      const i = list.findIndex((one) => one.request === request);
      if (i < 0) {
        queue.join(request);
        list.push({ request, joinedMs: simulation.nowMs });
      } else {
        queue.remove(request);
        expect(queue.lastWaitMs).toBe(simulation.nowMs - list[i]!.joinedMs);
        waited += simulation.nowMs - list[i]!.joinedMs;
        list.splice(i, 1);
      }
      expect(queue.length.value).toBe(list.length);
      expect(queue.isEmpty).toBe(list.length === 0);
    }
    simulation.nowMs += 5;
    const inside = list.reduce((sum, { joinedMs }) => sum + simulation.nowMs - joinedMs, 0);
    expect(queue.totalWaitMs).toBe(waited + inside);
    expect(queue.length.integral).toBe(queue.totalWaitMs); // Little's law on the sample path, exactly.
    expect(list.map(() => queue.shift())).toEqual(list.map(({ request }) => request));
  };
  fc.assert(fc.property(deeds, agree));
});

it("two queues share the columns without mixing", () => {
  const simulation = new Simulation();
  const columns = new WaitingColumns(new RequestTable());
  const [left, right] = [new WaitingQueue(simulation, columns), new WaitingQueue(simulation, columns)];
  for (const request of [0, 1, 2, 3]) (request % 2 === 0 ? left : right).join(request);
  expect([left.shift(), left.shift(), right.shift(), right.shift()]).toEqual([0, 2, 1, 3]);
});
