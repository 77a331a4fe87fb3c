/** Zones: who is asked where, and how long that takes. */
import { describe, expect, it } from "vitest";
import { endpoint, latencies, measure, requests, resource, simulate } from "../simulate.js";

const shop = (web: string, more = "", n = 12): string => `
version: 1
traffic: { users: { ${requests(n, 100)}, to: gate.page } }
parts:
  gate: { type: service, instances: 2, balance: round-robin, endpoints: { page: [{ call: web.page }] } }
  web: { type: service, instances: 4, zones: { count: 2, crossing: 3ms }, ${web}, endpoints: { page: [{ delay: 10ms }] } }
${more}`;

describe("a call into another zone", () => {
  it("takes the time between them, there and back", () => {
    // In turn, from zones 0, 1, 0, 1 to instances 0, 1, 2, 3, which are in the same zones.
    expect(latencies(simulate(shop("balance: round-robin"), { durationMs: 1300 }), "gate.page")).toEqual(
      Array(12).fill(10),
    );
    const other = simulate(shop("balance: { by: random, weights: [1, 0, 0, 0] }"), { durationMs: 1300 });
    expect(latencies(other, "gate.page").filter((ms) => ms === 16)).toHaveLength(6);
    expect(measure(other, "web", "crossedZones")).toBe(0.5);
  });
  it("is half of all from outside", () => {
    const text = shop("balance: random", "", 400).replace("to: gate.page", "to: web.page").replaceAll("100ms", "1ms");
    const measured = simulate(text.replace(/ {2}gate.*\n/, ""), { durationMs: 41_000 });
    expect(endpoint(measured, "web.page").answered).toBe(400);
    expect(Math.abs((measure(measured, "web", "crossedZones") as number) - 0.5)).toBeLessThan(0.1);
  });
});

describe("the own zone first", () => {
  it("never crosses while there is one", () => {
    const measured = simulate(shop("balance: { by: random, prefers: own-zone }"), { durationMs: 1300 });
    expect(latencies(measured, "gate.page")).toEqual(Array(12).fill(10));
    expect(measure(measured, "web", "crossedZones")).toBe(0);
  });
  it("goes to others where all of it are out", () => {
    const out =
      "timeline: { out1: { at: 1ms, for: 10s, down: web, instance: 1 }, out3: { at: 1ms, for: 10s, down: web, instance: 3 } }";
    const balance = "balance: { by: round-robin, prefers: own-zone }, health-check: { every: 20ms, failures: 1 }";
    const measured = simulate(shop(balance, out), { durationMs: 1300 });
    expect(endpoint(measured, "gate.page").failed).toBe(0);
    expect(measure(measured, "web", "crossedZones")).toBe(0.5);
    expect(resource(measured, "web", "threads").busyByInstance.map((busy) => busy > 0)).toEqual([
      false,
      true,
      false,
      true,
    ]);
  });
  it("goes to others where each of it has so many, and back when one has fewer", () => {
    // All users are at one gateway, in zone 0, and 50 ms are five requests at a time: two in its zone, each with two at most.
    const busy = (upTo: string) =>
      simulate(
        shop(`balance: { by: least-connections, prefers: own-zone${upTo} }`, "", 60)
          .replace("instances: 2, balance: round-robin", "instances: 1")
          .replace("delay: 10ms", "delay: 50ms")
          .replace(requests(60, 100), requests(60, 10)),
        { durationMs: 650 },
      );
    expect(measure(busy(", up-to: 3"), "web", "crossedZones")).toBe(0);
    const share = measure(busy(", up-to: 2"), "web", "crossedZones") as number;
    expect(share).toBeGreaterThan(0.05);
    expect(share).toBeLessThan(0.35);
  });
});
