import { describe, expect, it } from "vitest";
import { endpoint, failures, latencies, requests, resource, simulate } from "../simulate.js";

const page = (steps: string, n = 3): string => `
version: 1
traffic: { users: { ${requests(n, 0.02)}, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [${steps}] } }
  db: { type: database, connections: 100000, queries: { read: { time: 5ms } } }`;
const times = (steps: string, n?: number): number[] => latencies(simulate(page(steps, n)), "web.page");

it("steps follow each other", () =>
  expect(times("{ cpu: 1ms }, { delay: 2ms }, { query: db.read }")).toEqual([8, 8, 8]));
it("no steps take no time", () => expect(times("")).toEqual([0, 0, 0]));

describe("repeat", () => {
  it("does its steps so many times", () =>
    expect(times("{ repeat: 3, steps: [{ query: db.read }, { delay: 1ms }] }, { delay: 2ms }")).toEqual([20, 20, 20]));
  it("zero times is not at all", () => expect(times("{ repeat: 0, steps: [{ query: db.read }] }")).toEqual([0, 0, 0]));
  it("inside itself multiplies", () =>
    expect(times("{ repeat: 3, steps: [{ repeat: 4, steps: [{ delay: 2ms }] }] }")).toEqual([24, 24, 24]));
  it("brings new work each round: the sum of ten exponentials is narrower than ten times one", () => {
    const sums = times("{ repeat: 10, steps: [{ delay: exponential(1ms) }] }", 3000);
    const mean = sums.reduce((a, b) => a + b) / sums.length;
    const variance = sums.reduce((a, b) => a + (b - mean) ** 2, 0) / sums.length;
    expect(variance).toBeGreaterThan(8); // 10 in theory; it would be 100 if every round were the same.
    expect(variance).toBeLessThan(13);
  });
});

describe("choose", () => {
  it("takes each way by its share, within 4.5 standard deviations", () => {
    const all = times(
      "{ choose: [{ share: 70%, steps: [{ delay: 7ms }] }, { share: 20%, steps: [] }, { share: 10%, steps: [{ delay: 1ms }] }] }",
      20_000,
    );
    for (const [ms, share] of [
      [7, 0.7],
      [0, 0.2],
      [1, 0.1],
    ] as const) {
      const found = all.filter((one) => one === ms).length / all.length;
      expect(Math.abs(found - share)).toBeLessThan(4.5 * Math.sqrt((share * (1 - share)) / all.length));
    }
  });
  it("a way of 0 % is never taken", () =>
    expect(
      times("{ choose: [{ share: 0%, steps: [{ delay: 7ms }] }, { share: 100%, steps: [{ delay: 1ms }] }] }", 500),
    ).toEqual(Array(500).fill(1)));
  it("goes on after it, whichever way it took", () =>
    expect(
      times("{ choose: [{ share: 50%, steps: [] }, { share: 50%, steps: [{ delay: 0 }] }] }, { delay: 3ms }", 50),
    ).toEqual(Array(50).fill(3)));
});

describe("fail", () => {
  it("always, never, and at a rate, within 4.5 standard deviations", () => {
    expect(failures(simulate(page("{ fail: 100% }")), "web.page")).toEqual({ "failed web": 3 });
    expect(failures(simulate(page("{ fail: 0% }")), "web.page")).toEqual({});
    const { failed, offered } = endpoint(simulate(page("{ fail: 20% }", 20_000)), "web.page");
    expect(Math.abs(failed / offered - 0.2)).toBeLessThan(4.5 * Math.sqrt((0.2 * 0.8) / offered));
  });
  it("what came before it has been done", () =>
    expect(resource(simulate(page("{ query: db.read }, { fail: 100% }")), "db", "connections").busy).toBeCloseTo(
      15 / 1000,
      9,
    ));
});
