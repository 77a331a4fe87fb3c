/** Whatever the topology and the load: nothing is lost, nothing appears, nothing is busier than it can be. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { simulate } from "../simulate.js";
import { arbitraryModel, arbitrarySpurt } from "./arbitrary-model.js";

it("Little's law, flow balance and capacity hold at every part, wherever the run is cut off", () => {
  const lawful = (data: unknown): void => {
    const measured = simulate(JSON.stringify(data), { warmUpMs: 50, durationMs: 200, binMs: 50, coolDownMs: 20 }); // Audits itself.
    expect(measured.standstill).toBeNull(); // These call in one direction only.
    for (const { name, resources } of measured.parts)
      for (const { capacity, busy, busyByBin, queueByBin } of resources) {
        expect(busy, name).toBeGreaterThanOrEqual(0);
        for (const n of [...busyByBin, ...queueByBin]) expect(n, name).toBeGreaterThanOrEqual(-1e-9);
        if (capacity !== null) for (const n of busyByBin) expect(n, name).toBeLessThanOrEqual(capacity + 1e-9);
      }
  };
  fc.assert(fc.property(arbitraryModel, lawful), { numRuns: 80 });
});

it("every request is answered or failed in the end, and everything it held is free again", () => {
  const drains = (data: unknown): void => {
    // Thousands at once that wait for each other (coherency) take hours of simulated time.
    const measured = simulate(JSON.stringify(data), { durationMs: 1e9, binMs: 1e8 });
    for (const { name, offered, answered, failed } of measured.endpoints) expect(answered + failed, name).toBe(offered);
    for (const { name, resources } of measured.parts)
      for (const { name: resource, busyByBin, queueByBin } of resources)
        expect([busyByBin.at(-1), queueByBin.at(-1)], `${name} ${resource}`).toEqual([0, 0]);
    expect(measured.inSystem.at(-1)).toBe(0);
    expect(measured.standstill).toBeNull();
  };
  fc.assert(fc.property(arbitrarySpurt, drains), { numRuns: 80 });
});
