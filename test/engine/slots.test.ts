import { expect, it } from "vitest";
import { Flow } from "../../src/engine/flow.js";
import { Histogram } from "../../src/engine/histogram.js";
import type { Sampler } from "../../src/engine/random/sampler.js";
import { Simulation } from "../../src/engine/simulation.js";
import { Slots } from "../../src/engine/slots.js";
import { FAILED, GO_ON, PENDING } from "../../src/engine/step.js";
import { WaitingColumns } from "../../src/engine/waiting-queue.js";

const always = (ms: number): Sampler => ({ next: () => ms });

function slots(capacity: number, queueMax: number, patience: Sampler | null = null) {
  const simulation = new Simulation();
  const flow = new Flow(simulation);
  const [whenFull, whenImpatient] = [flow.addCause("full", "bank"), flow.addCause("impatient", "bank")];
  const waitingTimeMs = new Histogram();
  const options = { capacity, queueMax, patience, whenFull, whenImpatient };
  const bank = new Slots(flow, options, new WaitingColumns(flow.requests), waitingTimeMs);
  const [a, b, c, d] = [0, 0, 0, 0].map(() => flow.requests.take()) as [number, number, number, number];
  const causeOf = (request: number) => flow.causes[flow.cause.at[request]!]!.cause;
  return { simulation, flow, bank, waitingTimeMs, requests: [a, b, c, d] as const, causeOf };
}

it("grants while there are slots, then makes wait, then refuses", () => {
  const { bank, requests, causeOf } = slots(2, 1);
  expect(requests.map((request) => bank.acquire(request))).toEqual([GO_ON, GO_ON, PENDING, FAILED]);
  expect(causeOf(requests[3])).toBe("full");
  expect([bank.busy.value, bank.queue.length.value, bank.refused, bank.granted]).toEqual([2, 1, 1, 2]);
});

it("no queue at all refuses at once; no limit of slots never does", () => {
  const strict = slots(1, 0);
  expect(strict.requests.map((request) => strict.bank.acquire(request))).toEqual([GO_ON, FAILED, FAILED, FAILED]);
  const endless = slots(Infinity, 0);
  expect(endless.requests.map((request) => endless.bank.acquire(request))).toEqual([GO_ON, GO_ON, GO_ON, GO_ON]);
});

it("a freed slot goes straight to the head of the queue, so that none who comes now overtakes", () => {
  const { simulation, bank, requests, waitingTimeMs } = slots(1, Infinity);
  const [first, second, third, latecomer] = requests;
  bank.acquire(first);
  bank.acquire(second);
  simulation.nowMs = 3;
  bank.acquire(third);
  simulation.nowMs = 10;
  bank.release();
  expect(bank.busy.value).toBe(1); // Already the second one's.
  expect(bank.acquire(latecomer)).toBe(PENDING);
  expect(bank.queue.length.value).toBe(2);
  bank.release();
  bank.release();
  bank.release();
  expect(bank.busy.value).toBe(0);
  expect([waitingTimeMs.count, waitingTimeMs.sum]).toEqual([4, 0 + 10 + 7 + 0]);
  expect([bank.granted, bank.released]).toEqual([4, 4]);
});

it("a request that loses patience leaves the queue with that cause, and is not granted later", () => {
  const { simulation, bank, requests, causeOf, waitingTimeMs } = slots(1, Infinity, always(5));
  const [first, second, third] = requests;
  bank.acquire(first);
  bank.acquire(second);
  bank.acquire(third);
  simulation.nowMs = 5;
  expect(bank.losePatience(second)).toBe(FAILED);
  expect(causeOf(second)).toBe("impatient");
  bank.release();
  expect([bank.busy.value, bank.queue.length.value, bank.refused]).toEqual([1, 0, 1]);
  expect(waitingTimeMs.count).toBe(2); // Waiting times are of those who got a slot.
  expect(bank.queue.totalWaitMs).toBe(10); // Little's law counts all.
});

it("once granted or withdrawn, patience no longer runs", () => {
  const { simulation, flow, bank, requests } = slots(1, Infinity, always(5));
  const [first, second, third] = requests;
  const woken: number[] = [];
  bank.acquire(first);
  bank.acquire(second);
  bank.acquire(third);
  bank.release();
  bank.withdraw(third);
  simulation.handleRequests({ wake: (request) => woken.push(request), settle() {} });
  simulation.run();
  expect(woken).toEqual([]);
  expect(bank.queue.isEmpty).toBe(true);
  expect(flow.requests.inUse).toBe(4);
});
