/** Models in which requests go round without time passing, and models that only have very much to do at once. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { STEPS } from "../../src/engine/still-clock.js";
import { simulate } from "../simulate.js";

const model = (traffic: string, page: string, ...parts: string[]): string => `
version: 1
traffic: { t: { ${traffic}, to: web.page } }
parts:
  web: { type: service, threads: 4, endpoints: { page: [${page}] } }
${parts.map((part) => `  ${part}\n`).join("")}`;
const mails = "mails: { type: work-queue, workers: 1, limit: 5, steps: [{ delay: 10ms }] }";

describe("ends, and says who goes round", () => {
  const { allowed, watched } = STEPS;
  beforeAll(() => void Object.assign(STEPS, { allowed: allowed / 100, watched: watched / 100 }));
  afterAll(() => void Object.assign(STEPS, { allowed, watched }));

  it("users who are refused ask again at once: one hands the thread to the next", () =>
    expect(
      simulate(model("users: 50, think: 0ms", "{ publish: mails }, { delay: 10ms }", mails)).cutShort,
    ).toMatchObject({
      why: "time stands still",
      atMs: 10,
      asked: ["web.page"],
      failures: [{ cause: "queue-full", part: "mails" }],
    }));

  it("steps that are too short for the clock", () =>
    expect(simulate(model("users: 3, think: 0ms", "{ delay: 0.0000000000001us }")).cutShort).toMatchObject({
      why: "time stands still",
      asked: ["web.page"],
      failures: [],
    }));

  it("one request that repeats without end", () => {
    const page = "{ repeat: 100000, steps: [{ repeat: 100000, steps: [{ publish: mails, fallback: continue }] }] }";
    expect(simulate(model("rate: 10/s", page, mails)).cutShort).toMatchObject({
      asked: [],
      inside: ["web.page"],
      failures: [{ cause: "queue-full", part: "mails" }],
    });
  });

  it("events without any request", () =>
    expect(
      simulate(
        model("rate: 10/s", "{ delay: 1ms }").replace(
          "threads: 4",
          "breakdowns: { up: 0.0000000000001us, down: 0.0000000000001us }",
        ),
      ).cutShort,
    ).toMatchObject({ asked: [], inside: [], failures: [] }));
});

describe("goes on", () => {
  it("after a batch of 100,000 that are all refused at once", () => {
    const { cutShort, requests } = simulate(
      model("rate: 100000/s, arrivals: constant, batch: 100000", "{ delay: 1s }").replace(
        "threads: 4",
        "threads: 4, queue: 0",
      ),
      { durationMs: 1500 },
    );
    expect({ cutShort, requests }).toEqual({ cutShort: null, requests: 100_000 });
  });

  it("with 100,000 users who all begin at the same moment, and are let go at the same moment", () => {
    const { cutShort, endpoints } = simulate(
      model(
        "users: 100000, think: 0ms, retry: { attempts: 3, backoff: 0ms }",
        "{ delay: 500ms }, { fail: 90% }",
      ).replace("threads: 4", "threads: unlimited"),
    );
    expect(cutShort).toBeNull();
    expect(endpoints[0]!.offered).toBeGreaterThanOrEqual(100_000);
  });
});
