/** Several things at once: what is waited for, what fails, and what becomes of the rest. Theory: test/oracles. */
import { describe, expect, it } from "vitest";
import { failures, latencies, requests, resource, simulate } from "../simulate.js";

const page = (step: string): string => `
version: 1
traffic: { users: { ${requests(3, 100)}, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [{ ${step} }] } }
  db: { type: service, threads: 1, endpoints: { ask: [{ delay: 10ms }] } }`;
const times = (step: string): number[] => latencies(simulate(page(step)), "web.page");
const BRANCHES = "parallel: [{ steps: [{ delay: 5ms }] }, { steps: [{ delay: 9ms }] }, { steps: [{ delay: 20ms }] }]";

describe("the caller goes on", () => {
  it("when all are done", () => expect(times(BRANCHES)).toEqual([20, 20, 20]));
  it("with the first", () => expect(times(`${BRANCHES}, needs: 1`)).toEqual([5, 5, 5]));
  it("with a quorum", () => expect(times(`${BRANCHES}, needs: 2`)).toEqual([9, 9, 9]));
  it("at once, if there is nothing to do", () =>
    expect(times("parallel: [{ times: 3, steps: [] }]")).toEqual([0, 0, 0]));
  it("from the inside out", () =>
    expect(times(`parallel: [{ steps: [{ ${BRANCHES} }] }, { steps: [{ delay: 1ms }] }]`)).toEqual([20, 20, 20]));
  it("after those that wait for each other", () =>
    expect(times("parallel: [{ times: 3, steps: [{ call: db.ask }] }]")).toEqual([30, 30, 30]));
});

describe("the rest", () => {
  const THREE = "parallel: [{ times: 3, steps: [{ call: db.ask }] }], needs: 1";
  const busyMs = (step: string): number => resource(simulate(page(step)), "db", "threads").busy * 1000;
  it("stops, waiting or working", () => expect(busyMs(THREE)).toBeCloseTo(3 * 10, 6));
  it("or goes on without a caller", () => expect(busyMs(`${THREE}, rest: goes-on`)).toBeCloseTo(3 * 30, 6));
  it("stops at any depth, and in abandoned work", () =>
    expect(
      busyMs(
        "parallel: [{ steps: [{ parallel: [{ steps: [{ call: db.ask, timeout: 50ms }] }] }] }, { steps: [{ delay: 4ms }] }], needs: 1",
      ),
    ).toBeCloseTo(3 * 4, 6));
  it("stops with the one that failed", () =>
    expect(
      busyMs("parallel: [{ steps: [{ call: db.ask }] }, { steps: [{ delay: 4ms }, { fail: 100% }] }]"),
    ).toBeCloseTo(3 * 4, 6));
});

describe("failures", () => {
  const FAILING = "parallel: [{ steps: [{ delay: 3ms }, { fail: 100% }] }, { steps: [{ delay: 9ms }] }]";
  it("of one that is needed fail the caller, at once and with its cause", () => {
    const measured = simulate(page(FAILING));
    expect(failures(measured, "web.page")).toEqual({ "failed web": 3 });
    expect(measured.inSystemMean * 1000).toBeCloseTo(3 * 3, 6);
  });
  it("that can be borne are not the caller's", () => expect(times(`${FAILING}, needs: 1`)).toEqual([9, 9, 9]));
  it("of all are", () =>
    expect(failures(simulate(page("parallel: [{ times: 2, steps: [{ fail: 100% }] }], needs: 1")), "web.page")).toEqual(
      {
        "failed web": 3,
      },
    ));
});

it("copies bring work of their own, the same in whatever topology", () => {
  const one = times("parallel: [{ times: 4, steps: [{ delay: exponential(10ms) }] }]");
  const other = times(
    "parallel: [{ times: 4, steps: [{ delay: exponential(10ms) }, { call: db.ask, timeout: 1us, fallback: continue }] }]",
  );
  expect(new Set(one).size).toBeGreaterThan(1);
  expect(other).toEqual(one);
  const alone = times("parallel: [{ times: 1, steps: [{ delay: exponential(10ms) }] }]");
  expect(alone).toEqual(times("delay: exponential(10ms)"));
});
