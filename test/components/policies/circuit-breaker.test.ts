/** A circuit breaker, call by call. Its renewal cycle against theory: test/oracles. */
import { describe, expect, it } from "vitest";
import { failures, latencies, measure, requests, resource, simulate } from "../../simulate.js";

/** Calls 10 ms apart, the first at 10 ms, to what fails for the whole time but `works`. */
const calling = (n: number, breaker: string, work = "{ fail: 100% }", more = ""): string => `
version: 1
traffic: { users: { ${requests(n, 10)}, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [{ call: dep.do, breaker: { ${breaker} } ${more} }] } }
  dep: { type: service, endpoints: { do: [${work}] } }`;
const causes = (...from: Parameters<typeof calling>): Record<string, number> =>
  failures(simulate(calling(...from)), "web.page");

it("opens after so many failures in a row, then lets one try", () => {
  // Calls 1 to 3 fail at 30 ms; open until 75 ms; call 8 tries at 80 ms and fails; open until 125 ms; call 13 tries.
  expect(causes(14, "failures: 3, open: 45ms")).toEqual({ "failed dep": 5, "breaker-open dep": 9 });
});

it("says how long it was closed, and open", () => {
  const measured = simulate(calling(14, "failures: 3, open: 45ms"));
  expect(measure(measured, "dep", "breakerClosedMs")).toEqual([30]);
  expect(measure(measured, "dep", "breakerOpenMs")).toEqual([45, 45, 45]);
});

describe("a probe", () => {
  it("is the only one: who comes meanwhile is refused", () => {
    // 1 fails at 25 ms, when 2 is under way and counts no more; open until 39 ms; 4 tries, until 55 ms; open until 69 ms.
    const measured = simulate(calling(6, "failures: 1, open: 14ms", "{ delay: 25ms }", ", deadline: 15ms"));
    expect(failures(measured, "web.page")).toEqual({ "deadline dep": 3, "breaker-open dep": 3 });
    expect(measure(measured, "dep", "breakerOpenMs")).toEqual([14, 14]);
  });
  it("that succeeds closes it", () => {
    const text = calling(4, "failures: 1, open: 5ms", "{ get: once, miss: [{ fail: 100% }] }").replace(
      "parts:",
      "parts:\n  once: { type: cache, hit: 0%, time: 0 }",
    );
    expect(failures(simulate(text), "web.page")).toEqual({ "failed dep": 4 });
    expect(latencies(simulate(text.replace("hit: 0%", "hit: 100%")), "web.page")).toEqual([0, 0, 0, 0]);
  });
  it("that is stopped from outside leaves it to the next", () => {
    const text = calling(12, "failures: 1, open: 5ms", "{ delay: 1h }", ", deadline: 9ms").replace(
      "to: web.page",
      "to: web.page, deadline: 4ms",
    );
    const measured = simulate(text);
    expect(failures(measured, "web.page")).toEqual({ "deadline user": 12 });
    expect(resource(measured, "dep", "threads").busy * 1000).toBeCloseTo(12 * 4, 6);
  });
});

it("successes between failures start the count anew", () =>
  expect(causes(400, "failures: 400, open: 1h", "{ fail: 50% }")["breaker-open dep"]).toBeUndefined());

it("a fallback answers what it refuses, and retries meet it closed or open", () => {
  expect(
    latencies(
      simulate(calling(9, "failures: 2, open: 1h", "{ delay: 2ms }, { fail: 100% }", ", fallback: continue")),
      "web.page",
    ),
  ).toEqual([0, 0, 0, 0, 0, 0, 0, 2, 2]);
  expect(causes(3, "failures: 2, open: 1h", "{ fail: 100% }", ", retry: { attempts: 2 }")).toEqual({
    "failed dep": 1,
    "breaker-open dep": 2,
  });
});

it("each call site has one of its own", () => {
  const text = calling(4, "failures: 1, open: 1h").replace("page: [", "page: [{ call: dep.do, fallback: continue }, ");
  expect(failures(simulate(text), "web.page")).toEqual({ "failed dep": 1, "breaker-open dep": 3 });
});
