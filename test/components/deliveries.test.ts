/** Messages that are delivered more than once: what comes again, when, and what is done twice. */
import { describe, expect, it } from "vitest";
import { measure, requests, resource, simulate } from "../simulate.js";

/** Messages at 10, 20 … ms. */
const queue = (options: string, work = "{ delay: 25ms }", more = "", n = 1): string => `
version: 1
traffic: { users: { ${requests(n, 10)}, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [{ publish: mails }] } }
  mails: { type: work-queue, workers: 1, ${options}, steps: [${work}] }
${more}`;

const mails = (text: string, name: string, plan = {}) => measure(simulate(text, plan), "mails", name);

describe("attempts", () => {
  it("a message whose work fails is worked on again, until its attempts are used up", () => {
    const failing = queue("attempts: 3", "{ delay: 5ms }, { fail: 100% }");
    expect(mails(failing, "deliveries")).toBe(3);
    expect(mails(failing, "failedMessages")).toBe(1);
    expect(resource(simulate(failing), "mails", "workers").busy).toBeCloseTo(15 / 1000, 9);
  });
  it("it waits before each, longer each time, and holds no worker meanwhile", () => {
    const text = queue("attempts: 3, backoff: 50ms, growth: 2", "{ delay: 5ms }, { fail: 100% }", "", 2);
    const measured = simulate(text, { binMs: 10 });
    // Attempts at 10, 65, 170; 20, 75, 180.
    const busy = resource(measured, "mails", "workers").busyByBin.map((n) => Math.round(n * 10));
    expect(busy.flatMap((n, bin) => (n > 0 ? [bin * 10] : []))).toEqual([10, 20, 60, 70, 170, 180]);
  });
  it("one that succeeds in the end is done once, and counts from when it was published", () => {
    const text = queue("attempts: unlimited", "{ delay: 5ms }, { fail: 50% }", "", 20);
    const measured = simulate(text);
    expect(measure(measured, "mails", "failedMessages")).toBe(0);
    expect(measure(measured, "mails", "completionMs")).toHaveLength(20);
    expect(measure(measured, "mails", "deliveries")).toBeGreaterThan(1.3);
  });
  it("a message that comes again is not refused by a full queue", () => {
    const text = queue("attempts: 2, limit: 0", "{ delay: 15ms }, { fail: 100% }", "", 2);
    expect(mails(text, "deliveries")).toBe(2);
    expect(resource(simulate(text), "mails", "workers").refused).toBe(1); // The second, published at 20.
  });
});

describe("a lease shorter than the work", () => {
  it("delivers it again while the first worker goes on, and both do it", () => {
    const measured = simulate(queue("workers: 2, lease: 20ms, attempts: 2").replace("workers: 1, ", ""));
    expect(measure(measured, "mails", "deliveries")).toBe(2);
    expect(measure(measured, "mails", "doneTwice")).toBe(1);
    expect(measure(measured, "mails", "completionMs")).toEqual([25]); // Of the first that is done.
    expect(measure(measured, "mails", "failedMessages")).toBe(1); // Neither came in time, and none is left.
  });
  it("accepted late, the first acknowledgement ends the message", () => {
    const late = (workers: number) =>
      simulate(queue(`workers: ${workers}, lease: 20ms, late-acknowledgements: accepted`).replace("workers: 1, ", ""));
    expect(measure(late(1), "mails", "deliveries")).toBe(1); // The second waits for the only worker, and is taken out.
    expect(measure(late(2), "mails", "deliveries")).toBe(2); // It is being worked on, and comes no third time.
    for (const workers of [1, 2]) expect(measure(late(workers), "mails", "failedMessages")).toBe(0);
  });
  it("known to have been done, it is not done again", () => {
    const measured = simulate(queue("lease: 20ms, attempts: 5, dedupe: 1s"));
    expect(measure(measured, "mails", "deliveries")).toBe(2);
    expect(measure(measured, "mails", "doneTwice")).toBe(0);
    expect(resource(measured, "mails", "workers").busy).toBeCloseTo(25 / 1000, 9);
  });
  it("two who work on it at once both do it: neither knows yet", () => {
    const text = queue("lease: 20ms, attempts: 5, dedupe: 1s").replace("workers: 1", "workers: 2");
    expect(mails(text, "doneTwice")).toBe(1);
  });
  it("what was done longer ago than the window is done again", () => {
    const text = queue("lease: 100ms, lost-acknowledgements: 100%, attempts: 2, dedupe: 50ms", "{ delay: 5ms }");
    expect(mails(text, "doneTwice")).toBe(1);
    expect(mails(text.replace("dedupe: 50ms", "dedupe: 1s"), "doneTwice")).toBe(0);
  });
});

it("an acknowledgement that is lost brings the message back when its lease ends", () => {
  const measured = simulate(queue("lease: 100ms, lost-acknowledgements: 100%, attempts: 2", "{ delay: 5ms }"), {
    binMs: 10,
  });
  const busy = resource(measured, "mails", "workers").busyByBin.map((n) => Math.round(n * 10));
  expect(busy.flatMap((n, bin) => (n > 0 ? [bin * 10] : []))).toEqual([10, 110]);
  expect(measure(measured, "mails", "doneTwice")).toBe(1);
  expect(measure(measured, "mails", "completionMs")).toEqual([5]);
});

describe("a worker that stops in mid-work", () => {
  const killed = (options: string, work: string) =>
    simulate(
      queue(
        options,
        "{ delay: 25ms }",
        `timeline: { killed: { at: 20ms, for: 5ms, down: mails, workers: 1, work: ${work} } }`,
      ),
    );
  it("says nothing: its message comes back when the lease ends", () => {
    const measured = killed("lease: 100ms", "lost");
    expect(measure(measured, "mails", "deliveries")).toBe(2);
    expect(measure(measured, "mails", "doneTwice")).toBe(0);
    expect(measure(measured, "mails", "completionMs")).toEqual([125]); // Leased at 10, again at 110, done at 135.
  });
  it("without a lease its message is lost, however many attempts it has", () => {
    const measured = killed("attempts: 5", "lost");
    expect(measure(measured, "mails", "failedMessages")).toBe(1);
  });
  it("may be seen to have stopped: then its message goes back at once", () => {
    expect(measure(killed("lease: 100ms, cores: 1", "repeats"), "mails", "completionMs")).toEqual([40]); // Begun anew at 25.
    expect(measure(killed("attempts: 3, cores: 1", "repeats"), "mails", "completionMs")).toEqual([40]);
  });
});

it("a queue whose workers' host is down does not use up the attempts of a leased message", () => {
  const text = `
version: 1
traffic: { users: { ${requests(1, 10)}, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [{ publish: mails }] } }
  box: { type: host, cores: 1 }
  mails: { type: work-queue, workers: 1, host: box, lease: 30ms, attempts: 3, steps: [{ cpu: 5ms }] }
timeline: { down: { at: 12ms, for: 20ms, down: box, work: lost } }`;
  expect(mails(text, "completionMs")).toEqual([35]); // Leased at 10, again at 40.
});
