/** What belongs to the window, and what does not. */
import { describe, expect, it } from "vitest";
import { Window } from "../../src/components/observation/window.js";
import { endpoint, latencies, measure, requests, resource, simulate } from "../simulate.js";

/** A request every 10 ms for 15 ms at two threads. */
const steady = (n: number, page = "{ delay: 15ms }"): string => `
version: 1
traffic: { users: { ${requests(n, 10)}, to: web.page } }
parts:
  web: { type: service, threads: 2, endpoints: { page: [${page}] } }
  cache: { type: cache, hit: 100%, time: 0 }`;

it("requests that arrived in the warm-up are not counted, their work is", () => {
  const measured = simulate(steady(9), { warmUpMs: 45, durationMs: 55, binMs: 55 });
  expect(endpoint(measured, "web.page").offered).toBe(5); // At 50, 60, 70, 80, 90.
  expect(resource(measured, "web", "threads").busy).toBeCloseTo((10 + 4 * 15 + 10) / 55, 9); // That of 40 until 55, that of 90 from then on.
  expect(measured.requests).toBe(9);
});

describe("the warm-up is forgotten", () => {
  const plan = { warmUpMs: 46, durationMs: 54, binMs: 54 };

  it("by waiting times", () => {
    const { waitingTimeMs } = resource(simulate(steady(9, "{ delay: 35ms }"), plan), "web", "threads");
    expect(waitingTimeMs?.count).toBe(3); // Granted at 10, 20, 45, and then at 55, 80 and 90.
  });

  it("by refusals", () => {
    const refusing = steady(9, "{ delay: 35ms }").replace("threads: 2", "threads: 2, queue: 0");
    // 10 and 20 are served until 45 and 55, 50 and 60 until 85 and 95: 30, 40, 70 and 80 are refused.
    expect(resource(simulate(refusing, plan), "web", "threads").refused).toBe(2);
    expect(resource(simulate(refusing, { durationMs: 100, binMs: 100 }), "web", "threads").refused).toBe(4);
  });

  it("by shares and durations", () => {
    const queued = steady(9, "{ get: cache, miss: [] }, { publish: mails }");
    const measured = simulate(`${queued}\n  mails: { type: work-queue, workers: 9, steps: [{ delay: 7ms }] }`, plan);
    const measures = measured.parts.flatMap((part) => part.measures);
    expect(measures.find(({ name }) => name === "hitRate")).toMatchObject({ part: 5, whole: 5 }); // At 50, 60 … 90.
    expect(measure(measured, "mails", "completionMs")).toEqual([7, 7, 7, 7, 7, 7]); // That of 40 ends at 47.
  });
});

it("answers that come after the window still count, for the bin of their arrival", () => {
  const measured = simulate(steady(9), { durationMs: 50, binMs: 10 });
  expect(endpoint(measured, "web.page")).toMatchObject({ offered: 4, answered: 4, answersByBin: [0, 1, 1, 1, 1] });
});

it("what is unfinished when the patience ends is neither answered nor failed", () => {
  const measured = simulate(steady(4, "{ delay: 10s }"), { durationMs: 50, binMs: 10, coolDownMs: 100 });
  expect(endpoint(measured, "web.page")).toMatchObject({ offered: 4, answered: 0, failed: 0 });
});

it("levels are of the window alone, whatever comes after it", () => {
  const measured = simulate(steady(4, "{ delay: 10s }"), { durationMs: 50, binMs: 10, coolDownMs: 20_000 });
  expect(resource(measured, "web", "threads").busyByBin).toEqual([0, 1, 2, 2, 2].map((n) => expect.closeTo(n, 9)));
  expect(measured.inSystem).toEqual([0, 1, 2, 3, 4].map((n) => expect.closeTo(n, 9)));
  expect(measured.inSystemMean).toBeCloseTo(2, 9);
  expect(measured.inSystemVariance).toBeCloseTo(2, 9); // Of 0, 1, 2, 3, 4.
});

it("the number in the system is that of all endpoints together", () => {
  const twice = steady(4, "{ delay: 10s }")
    .replace("traffic: {", `traffic: { others: { ${requests(4, 10)}, to: web.other },`)
    .replace("threads: 2, endpoints: {", "endpoints: { other: [{ delay: 10s }],");
  const measured = simulate(twice, { durationMs: 50, binMs: 10, coolDownMs: 100 });
  expect(measured.inSystem).toEqual([0, 2, 4, 6, 8].map((n) => expect.closeTo(n, 9)));
  expect(measured.inSystemMean).toBeCloseTo(4, 9);
  expect(measured.inSystemVariance).toBeCloseTo(8, 9);
});

it("a last bin that is shorter is a mean over its own length", () => {
  const measured = simulate(steady(4, "{ delay: 10s }"), { durationMs: 45, binMs: 10 });
  expect(measured.inSystem).toEqual([0, 1, 2, 3, 4].map((n) => expect.closeTo(n, 9)));
});

describe("a last answer at the very end of the window", () => {
  for (const binMs of [5, 30, 60])
    it(`with bins of ${binMs} ms`, () => {
      const measured = simulate(steady(1, "{ delay: 50ms }"), { durationMs: 60, binMs });
      expect(latencies(measured, "web.page")).toEqual([50]);
      expect(resource(measured, "web", "threads").busy).toBeCloseTo(50 / 60, 9);
      expect(measured.inSystemMean).toBeCloseTo(50 / 60, 9);
    });
});

it("sixty bins are sixty, whatever the length of the window", () => {
  for (let ms = 1; ms <= 20_000; ms++) expect(new Window(0, ms, ms / 60, () => {}).bins, `${ms} ms`).toBe(60);
});
