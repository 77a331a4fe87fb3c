import { describe, expect, it } from "vitest";
import { failures, latencies, measure, requests, resource, simulate } from "../simulate.js";

/** A request every 10 ms publishes a message, on which a worker works for 25 ms. */
const queued = (options: string, work = "{ delay: 25ms }", page = "{ publish: mails }"): string => `
version: 1
traffic: { users: { ${requests(3, 10)}, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [${page}, { delay: 4ms }] } }
  mails: { type: work-queue, ${options}, steps: [${work}] }`;

it("no request waits for the work, and one worker does it in order", () => {
  const measured = simulate(queued("workers: 1"));
  expect(latencies(measured, "web.page")).toEqual([4, 4, 4]);
  expect(measure(measured, "mails", "completionMs")).toEqual([25, 40, 55]);
  expect(resource(measured, "mails", "workers").waitingTimeMs?.sum).toBeCloseTo(0 + 15 + 30, 9);
});

it("more workers work side by side, unless they share a core", () => {
  expect(measure(simulate(queued("workers: 3")), "mails", "completionMs")).toEqual([25, 25, 25]);
  // Three at 10, 20, 30 on one core: 10 alone, 5 + 5 in halves, then thirds until the first has its 25, at 60 …
  expect(measure(simulate(queued("workers: 3, cores: 1", "{ cpu: 25ms }")), "mails", "completionMs")).toEqual(
    [50, 55, 60].map((ms) => expect.closeTo(ms, 0)),
  );
});

it("a full queue refuses the message, and the publisher fails", () => {
  const measured = simulate(queued("workers: 1, limit: 1"));
  expect(latencies(measured, "web.page")).toEqual([4, 4]);
  expect(failures(measured, "web.page")).toEqual({ "queue-full mails": 1 });
  expect(resource(measured, "mails", "workers").refused).toBe(1);
  expect(measure(measured, "mails", "failedMessages")).toBe(0); // It never became a message.
});

describe("a message that finds the queue full", () => {
  const asked = (policies: string) =>
    simulate(queued("workers: 1, limit: 1", "{ delay: 25ms }", `{ publish: mails, ${policies} }`));
  it("may do without, or do something else", () => {
    expect(latencies(asked("fallback: continue"), "web.page")).toEqual([4, 4, 4]);
    expect(latencies(asked("fallback: [{ delay: 7ms }]"), "web.page")).toEqual([4, 4, 11]);
  });
  it("may try again", () => {
    const retried = asked("retry: { attempts: 2, backoff: 10ms, jitter: none }");
    expect(latencies(retried, "web.page")).toEqual([4, 4, 14]); // At 40 ms one waits no more.
    expect(measure(retried, "mails", "completionMs")).toEqual([25, 40, 45]);
  });
  it("may stop asking", () => {
    const broken = asked("breaker: { failures: 1, open: 1h }").endpoints[0];
    expect(broken?.failures.map(({ cause }) => cause)).toEqual(["queue-full"]);
  });
  it("cannot wait: publishing takes no time", () =>
    expect(() => asked("timeout: 1s")).toThrow("publishing takes no time, so there is nothing to wait for"));
});

it("a second message of the same moment finds the queue as the first left it", () => {
  const measured = simulate(queued("workers: 1, limit: 0", "{ delay: 5ms }", "{ publish: mails }, { publish: mails }"));
  expect(failures(measured, "web.page")).toEqual({ "queue-full mails": 3 });
  expect(measure(measured, "mails", "failedMessages")).toBe(0);
});

it("a message that fails frees its worker and is counted", () => {
  const measured = simulate(queued("workers: 1", "{ delay: 5ms }, { fail: 100% }"));
  expect(measure(measured, "mails", "failedMessages")).toBe(1);
  expect(resource(measured, "mails", "workers").busy).toBeCloseTo(15 / 1000, 9);
});

it("messages drain after the traffic has ended", () => {
  const measured = simulate(queued("workers: 1"), { durationMs: 200, binMs: 10 });
  const waiting = resource(measured, "mails", "workers").queueByBin.map((n) => Number(n.toFixed(9)));
  expect(waiting.slice(0, 8)).toEqual([0, 0, 1, 1.5, 1, 1, 0, 0]); // Joins at 20 and 30, leave at 35 and 60.
});

describe("the time that publishing takes", () => {
  const timed = (publish: string, workers = "workers: 9") => simulate(queued(workers, "{ delay: 5ms }", publish));
  it("holds the publisher, and the message is there after half of it", () => {
    const measured = timed("{ publish: mails, time: 6ms }, { publish: mails, time: 2ms }");
    expect(latencies(measured, "web.page")).toEqual([12, 12, 12]);
    expect(resource(measured, "web", "threads").busy).toBeCloseTo((3 * 12) / 1000, 9);
    expect(measure(measured, "mails", "completionMs")).toEqual(Array(6).fill(5)); // From when it is there.
  });
  it("passes before a publisher learns that it is refused", () => {
    const measured = timed("{ publish: mails, time: 6ms, fallback: continue }", "workers: 1, limit: 0");
    expect(latencies(measured, "web.page")).toEqual([10, 10, 10]);
    const late = simulate(queued("workers: 1, limit: 0", "{ delay: 1s }", "{ publish: mails, time: 6ms }"));
    expect(failures(late, "web.page")).toEqual({ "queue-full mails": 2 });
    expect(resource(late, "web", "threads").busy).toBeCloseTo((6 + 4 + 6 + 6) / 1000, 9);
  });
  it("may be too long: the message has been published all the same, and is again by another attempt", () => {
    const measured = timed("{ publish: mails, time: 6ms, deadline: 4ms, retry: { attempts: 2 }, fallback: continue }");
    expect(measure(measured, "mails", "completionMs")).toEqual(Array(6).fill(5));
    const early = timed("{ publish: mails, time: 6ms, deadline: 2ms, fallback: continue }");
    expect(measure(early, "mails", "completionMs")).toEqual([]);
    const left = timed("{ publish: mails, time: 6ms, timeout: 2ms, fallback: continue }"); // It goes on all the same.
    expect(measure(left, "mails", "completionMs")).toEqual([5, 5, 5]);
    expect(latencies(left, "web.page")).toEqual([6, 6, 6]);
  });
  it("is longer where the broker is slow", () => {
    const slow = queued("workers: 9", "{ delay: 5ms }", "{ publish: mails, time: 6ms }");
    const measured = simulate(`${slow}\ntimeline: { busy: { at: 1ms, slow: mails, by: 2 } }`);
    expect(latencies(measured, "web.page")).toEqual([16, 16, 16]);
  });
});
