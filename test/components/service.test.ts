/** Small examples that can be worked with a pencil: constant gaps, constant times, exact answers. */
import { describe, expect, it } from "vitest";
import { endpoint, failures, latencies, requests, resource, simulate } from "../simulate.js";

/** A service that four requests ask, 10 ms apart, for 25 ms each. */
const service = (options: string): string => `
version: 1
traffic: { users: { ${requests(4, 10)}, to: web.page } }
parts:
  web: { type: service, ${options}, endpoints: { page: [{ delay: 25ms }] } }`;

it("without a limit every request is served at once", () =>
  expect(latencies(simulate(service("cores: 1")), "web.page")).toEqual([25, 25, 25, 25]));

it("one thread serves one after the other", () => {
  const measured = simulate(service("threads: 1"));
  expect(latencies(measured, "web.page")).toEqual([25, 40, 55, 70]); // Waits of 0, 15, 30, 45.
  const threads = resource(measured, "web", "threads");
  expect(threads.waitingTimeMs?.sum).toBeCloseTo(90, 9);
  expect(threads.queueLength).toBeCloseTo(90 / 1000, 9); // ∫ waiting dt over the window of 1 s.
  expect(threads.busy).toBeCloseTo(100 / 1000, 9);
});

it("two threads serve two", () =>
  expect(latencies(simulate(service("threads: 2")), "web.page")).toEqual([25, 25, 30, 30]));

it("a bounded queue refuses who finds it full", () => {
  const measured = simulate(service("threads: 1, queue: 1"));
  // 10 served until 35; 20 waits, served until 60; 30 finds the queue full; 40 waits from 40 to 60.
  expect(latencies(measured, "web.page")).toEqual([25, 40, 45]);
  expect(failures(measured, "web.page")).toEqual({ "queue-full web": 1 });
  expect(resource(measured, "web", "threads").refused).toBe(1);
});

it("a full queue frees up again: no queue at all serves every third", () => {
  const measured = simulate(service("threads: 1, queue: 0"));
  expect(latencies(measured, "web.page")).toEqual([25, 25]); // At 10 and, since it ends at 35, at 40.
  expect(failures(measured, "web.page")).toEqual({ "queue-full web": 2 });
});

it("who loses patience leaves the queue, and the next moves up", () => {
  const measured = simulate(service("threads: 1, patience: 22ms"));
  // 20 waits until 35 and is served until 60; 30 gives up at 52; 40 is served from 60.
  expect(failures(measured, "web.page")).toEqual({ "thread-timeout web": 1 });
  expect(latencies(measured, "web.page")).toEqual([25, 40, 45]);
});

it("the network is paid both ways, and holds no thread", () => {
  const measured = simulate(service("threads: 1, network: 3ms"));
  expect(latencies(measured, "web.page")).toEqual([31, 46, 61, 76]);
  expect(resource(measured, "web", "threads").busy).toBeCloseTo(100 / 1000, 9);
});

describe("cores", () => {
  const two = (cores: number, options = ""): string => `
version: 1
traffic:
  a: { ${requests(1, 10)}, to: web.page }
  b: { ${requests(1, 10)}, to: web.page }
parts:
  web: { type: service, cores: ${cores} ${options}, endpoints: { page: [{ cpu: 20ms }] } }`;

  it("are shared by who runs on them", () => expect(latencies(simulate(two(1)), "web.page")).toEqual([40, 40]));
  it("are enough for as many as there are", () => expect(latencies(simulate(two(2)), "web.page")).toEqual([20, 20]));
  it("contention slows both", () =>
    expect(latencies(simulate(two(2, ", contention: 50%")), "web.page")).toEqual([30, 30]));

  it("contention counts even where cores are no limit", () =>
    expect(latencies(simulate(two(2, ", contention: 50%").replace("cores: 2 ,", "")), "web.page")).toEqual([30, 30]));

  it("who waits for something else leaves them to others", () => {
    const waits = two(1).replace("[{ cpu: 20ms }]", "[{ cpu: 20ms }, { delay: 100ms }]");
    expect(latencies(simulate(waits), "web.page")).toEqual([140, 140]);
  });
});

it("parts on one host share its cores", () => {
  const measured = simulate(`
version: 1
traffic:
  a: { ${requests(1, 10)}, to: web.page }
  b: { ${requests(1, 10)}, to: mail.send }
parts:
  box: { type: host, cores: 1 }
  web: { type: service, host: box, endpoints: { page: [{ cpu: 20ms }] } }
  mail: { type: service, host: box, endpoints: { send: [{ cpu: 30ms }] } }`);
  expect(latencies(measured, "web.page")).toEqual([40]);
  expect(latencies(measured, "mail.send")).toEqual([50]);
  expect(resource(measured, "box", "cores").busy).toBeCloseTo(50 / 1000, 9);
});

it("a caller holds its thread while it waits for another service", () => {
  const measured = simulate(`
version: 1
traffic: { users: { ${requests(2, 10)}, to: web.page } }
parts:
  web: { type: service, threads: 1, endpoints: { page: [{ call: auth.check }, { delay: 5ms }] } }
  auth: { type: service, endpoints: { check: [{ delay: 40ms }] } }`);
  expect(latencies(measured, "web.page")).toEqual([45, 80]);
  expect(resource(measured, "auth", "threads").busy).toBeCloseTo(80 / 1000, 9);
});

it("a request counts from its arrival, and belongs to the bin in which it arrived", () => {
  const measured = simulate(service("threads: 1"), { durationMs: 60, binMs: 20 });
  const { arrivalsByBin, answersByBin, offered } = endpoint(measured, "web.page");
  expect(offered).toBe(4);
  expect(arrivalsByBin).toEqual([1, 2, 1]);
  expect(answersByBin).toEqual([1, 2, 1]); // Of those, though the last ones come after the window.
});
