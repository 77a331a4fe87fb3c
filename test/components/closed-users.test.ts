import { expect, it } from "vitest";
import { endpoint, latencies, resource, simulate } from "../simulate.js";

const users = (n: number, think: string, page: string, threads = "threads: 1,"): string => `
version: 1
traffic: { users: { users: ${n}, think: ${think}, to: web.page } }
parts: { web: { type: service, ${threads} endpoints: { page: [${page}] } } }`;

it("a user thinks, asks, and thinks again", () => {
  const measured = simulate(users(1, "10ms", "{ delay: 5ms }"), { durationMs: 60, binMs: 5 });
  expect(endpoint(measured, "web.page").arrivalsByBin).toEqual([0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1]); // At 10, 25, 40, 55.
  expect(latencies(measured, "web.page")).toEqual([5, 5, 5, 5]);
});

it("a warm-up is a warm-up: the users do not wait for the window to begin", () => {
  const measured = simulate(users(1, "10ms", "{ delay: 5ms }"), { warmUpMs: 600, durationMs: 60, binMs: 5 });
  expect(endpoint(measured, "web.page").arrivalsByBin).toEqual([0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1]);
  expect(measured.requests).toBeGreaterThan(40);
});

it("four users at a full server: R = N ÷ X − Z, exactly, once they have fallen in line", () => {
  const measured = simulate(users(4, "10ms", "{ delay: 5ms }"), { warmUpMs: 101, durationMs: 1000 });
  expect(resource(measured, "web", "threads").busy).toBeCloseTo(1, 9);
  expect(endpoint(measured, "web.page").answered).toBe(1000 / 5);
  expect(new Set(latencies(measured, "web.page"))).toEqual(new Set([4 * 5 - 10]));
});

it("the interactive response-time law X = N ÷ (Z + R) with everything random", () => {
  const measured = simulate(users(20, "exponential(100ms)", "{ delay: exponential(8ms) }"), {
    warmUpMs: 5000,
    durationMs: 200_000,
    binMs: 2000,
  });
  const { latencyMs, answered } = endpoint(measured, "web.page");
  const perMs = answered / 200_000;
  expect(20 / (100 + latencyMs.sum / latencyMs.count) / perMs).toBeCloseTo(1, 1.7); // Within a per cent: edges, and the sampled thinking.
});

it("never more at once than there are users", () => {
  const measured = simulate(users(7, "1ms", "{ delay: exponential(50ms) }", ""));
  expect(Math.max(...resource(measured, "web", "threads").busyByBin)).toBeLessThanOrEqual(7);
  expect(measured.inSystemMean).toBeGreaterThan(6);
});

it("a user whose request fails thinks and asks again", () => {
  const measured = simulate(users(1, "10ms", "{ delay: 5ms }, { fail: 100% }"), { durationMs: 60, binMs: 5 });
  expect(endpoint(measured, "web.page").failed).toBe(4);
});

it("users go on after a timeout, though the work goes on too", () => {
  const text = users(1, "10ms", "{ delay: 50ms }", "").replace("think: 10ms", "think: 10ms, timeout: 5ms");
  const measured = simulate(text, { durationMs: 60, binMs: 5 });
  expect(endpoint(measured, "web.page").failed).toBe(4); // At 10, 25, 40, 55.
});
