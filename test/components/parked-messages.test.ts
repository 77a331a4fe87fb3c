/** Messages that are given up: refused, failed at, expired; parked by reason, and put back. By hand, in milliseconds. */
import { describe, expect, it } from "vitest";
import { measure, requests, resource, simulate } from "../simulate.js";

/** A request every 10 ms publishes a message, on which a worker works for 25 ms. */
const queued = (n: number, options: string, more = "", parts = "", page = "{ publish: mails }"): string => `
version: 1
traffic: { users: { ${requests(n, 10)}, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [${page}] } }
  mails: { type: work-queue, steps: [{ delay: 25ms }], ${options} }
  parked: { type: dead-letters }
  ${parts}
timeline: { ${more} }`;

const PARK = "dead-letter: parked";
const share = (measured: ReturnType<typeof simulate>, name: string) => measure(measured, "mails", name);

describe("malformed messages", () => {
  it("take no work, and are parked by that reason", () => {
    const measured = simulate(queued(4, `malformed: 100%, ${PARK}`));
    expect(resource(measured, "mails", "workers").busy).toBe(0);
    expect(share(measured, "parked")).toBe(1);
    expect(share(measured, "parkedMalformed")).toBe(1);
    expect(share(measured, "failedMessages")).toBe(0);
    expect(measure(measured, "parked", "letters")).toEqual(Array(10).fill(4));
  });
  it("are dropped as failed where nothing keeps them", () => {
    const measured = simulate(queued(4, "malformed: 100%"));
    expect(share(measured, "failedMessages")).toBe(1);
  });
  it("are those published while it holds", () => {
    const measured = simulate(
      queued(
        8,
        `workers: 9, malformed: 0%, ${PARK}`,
        "release: { at: 25ms, for: 30ms, set: { mails.malformed: 100% } }",
      ),
    );
    expect(share(measured, "parked")).toBe(3 / 8); // Those of 30, 40 and 50 ms.
  });
  it("are so for good, until the workers can do with them", () => {
    const again = (mended: string) =>
      simulate(
        queued(
          4,
          `malformed: 100%, ${PARK}`,
          `mended: { at: 120ms, set: { ${mended} } }, again: { at: 150ms, redrive: parked }`,
        ),
      );
    expect(measure(again("mails.malformed: 0%"), "parked", "letters")).toEqual(Array(10).fill(4));
    const tolerated = again("mails.tolerant: true");
    expect(measure(tolerated, "parked", "letters")).toEqual([4, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(measure(tolerated, "parked", "redriven")).toBe(4);
    expect(measure(tolerated, "mails", "completionMs")).toEqual([165, 180, 195, 210]); // From the first publishing.
  });
});

describe("poison", () => {
  it("costs the work each time", () => {
    const measured = simulate(queued(4, `poison: 100%, ${PARK}`));
    expect(resource(measured, "mails", "workers").busy).toBeCloseTo((4 * 25) / 1000, 9);
    expect(share(measured, "parkedPoison")).toBe(1);
  });
  it("heals with the worker: the same messages succeed", () => {
    const measured = simulate(
      queued(
        4,
        `poison: 100%, ${PARK}`,
        "mended: { at: 120ms, set: { mails.poison: 0% } }, again: { at: 120ms, redrive: parked, rate: 25/s }",
      ),
    );
    expect(measure(measured, "mails", "completionMs")).toEqual([135, 165, 195, 225]); // Every 40 ms.
    expect(share(measured, "parked")).toBe(1); // They were.
  });
  it("is of the same messages, however often they are put back", () => {
    const measured = simulate(
      queued(
        40,
        `workers: 9, poison: 50%, ${PARK}`,
        "a: { at: 510ms, redrive: parked }, b: { at: 610ms, redrive: parked }",
      ),
    );
    const letters = measure(measured, "parked", "letters") as number[];
    expect(new Set(letters.slice(5)).size).toBe(1);
    expect(measure(measured, "parked", "redriven")).toBe(2 * letters.at(-1)!);
  });
});

describe("messages that expire", () => {
  it("leave the queue when their time is up, begun ones do not", () => {
    const measured = simulate(queued(4, `expires: 10ms, ${PARK}`), { binMs: 5 });
    // 10 is begun at once; 20 expires at 30; 30 at 40, for the worker is free at 35: it begins then. 40 expires at 50.
    expect(measure(measured, "mails", "completionMs")).toEqual([25, 30]);
    expect(share(measured, "parkedExpired")).toBe(1 / 2);
    expect(share(measured, "expired")).toBe(1 / 2);
  });
  it("are dropped without a place to keep them", () => {
    const measured = simulate(queued(4, "expires: 10ms"));
    expect([share(measured, "expired"), share(measured, "failedMessages")]).toEqual([1 / 2, 0]);
  });
  it("have their time anew when they are put back", () => {
    const measured = simulate(queued(4, `expires: 10ms, ${PARK}`, "again: { at: 100ms, redrive: parked, rate: 20/s }"));
    expect(measure(measured, "mails", "completionMs")).toEqual([25, 30, 105, 135]);
  });
});

describe("late", () => {
  const late = (n: number, options: string, more = "", durationMs = 1000) =>
    simulate(queued(n, options, more), { durationMs, binMs: 10 });
  it("are those that are not done by then", () => {
    expect(share(late(3, "deadline: 40ms"), "lateMessages")).toBe(1 / 3); // 25, 40 and 55.
    expect(share(late(3, "deadline: 39ms"), "lateMessages")).toBe(2 / 3);
  });
  it("counts each when it is due, so that what is not due yet is no verdict", () => {
    const measured = late(3, "deadline: 40ms", "", 65); // Due at 50, 60 and 70.
    expect(share(measured, "lateMessages")).toBe(0);
    const found = measured.parts
      .find(({ name }) => name === "mails")!
      .measures.find(({ name }) => name === "lateMessages");
    expect(found?.kind === "ratio" && found.wholeByBin).toEqual([0, 0, 0, 0, 0, 1, 1]);
  });
  it("are what failed, was parked or dropped, too", () => {
    expect(share(late(3, "deadline: 1s, poison: 100%", "", 2000), "lateMessages")).toBe(1);
    expect(share(late(3, `deadline: 1s, poison: 100%, ${PARK}`, "", 2000), "lateMessages")).toBe(1);
  });
  it("are not those that were put back in time", () => {
    const again = (at: string) =>
      late(
        3,
        `deadline: 200ms, poison: 100%, ${PARK}`,
        `mended: { at: 90ms, set: { mails.poison: 0% } }, again: { at: ${at}, redrive: parked }`,
      );
    expect(share(again("100ms"), "lateMessages")).toBe(0);
    expect(share(again("170ms"), "lateMessages")).toBe(1 / 3);
    expect(share(again("250ms"), "lateMessages")).toBe(1);
  });
  it("a full queue refuses is no message", () =>
    expect(share(late(3, "deadline: 1s, limit: 0", "", 2000), "lateMessages")).toBe(0));
});

describe("another queue as the place for them", () => {
  const lane = "slow: { type: work-queue, workers: 1, steps: [{ delay: 5ms }] }";
  it("works on them as on new messages", () => {
    const measured = simulate(queued(3, "malformed: 100%, dead-letter: slow", "", lane));
    expect(measure(measured, "slow", "completionMs")).toEqual([5, 5, 5]);
    expect(share(measured, "parkedMalformed")).toBe(1);
  });
  it("drops them if it is full", () => {
    const full = lane.replace("5ms", "50ms").replace("workers: 1", "workers: 1, limit: 0");
    const measured = simulate(queued(3, "malformed: 100%, dead-letter: slow", "", full));
    expect(share(measured, "parkedMalformed")).toBe(1 / 3);
    expect(share(measured, "failedMessages")).toBe(2 / 3);
  });
  it("may park in turn", () => {
    const measured = simulate(
      queued(
        3,
        "malformed: 100%, dead-letter: slow",
        "",
        lane.replace("workers", "poison: 100%, dead-letter: parked, workers"),
      ),
    );
    expect(measure(measured, "slow", "parkedPoison")).toBe(1);
    expect(measure(measured, "parked", "letters")).toEqual(Array(10).fill(3));
  });
});

describe("a redrive", () => {
  it("leaves what its queue has no room for", () => {
    const measured = simulate(
      queued(
        4,
        `workers: 1, limit: 2, malformed: 100%, ${PARK}`,
        "mended: { at: 99ms, set: { mails.tolerant: true } }, again: { at: 100ms, redrive: parked }",
      ),
    );
    expect(measure(measured, "parked", "redriven")).toBe(3);
    expect((measure(measured, "parked", "letters") as number[]).at(-1)).toBe(1);
  });
  it("of what fails again goes once through what was there", () => {
    const measured = simulate(queued(4, `poison: 100%, ${PARK}`, "again: { at: 300ms, redrive: parked, rate: 50/s }"));
    expect(measure(measured, "parked", "redriven")).toBe(4);
  });
  it("is no traffic", () => {
    const measured = simulate(queued(4, `poison: 100%, ${PARK}`, "again: { at: 300ms, redrive: parked }"));
    expect(measured.endpoints.map(({ name, offered }) => [name, offered])).toEqual([["web.page", 4]]);
    expect(share(measured, "parked")).toBe(2); // Of those published: each of the four, twice.
  });
});
