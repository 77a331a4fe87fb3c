/** However messages are given up, parked and put back: none is lost, none appears, and what is over holds nothing. */
import fc from "fast-check";
import { expect, it } from "vitest";
import "../properties.js";
import type { Measurements } from "../../src/model/wiring/measurements.js";
import { simulate } from "../simulate.js";
import { arbitraryGivenUp, arbitrarySpurtGivenUp } from "./arbitrary-model.js";

const ratio = ({ parts }: Measurements, part: string, name: string) => {
  const found = parts.find((one) => one.name === part)?.measures.find((one) => one.name === name);
  return found?.kind === "ratio" ? found : null;
};

it("wherever the run is cut off, every message is where the ledger of its queue says", () => {
  const lawful = (data: unknown): void => {
    const measured = simulate(JSON.stringify(data), { warmUpMs: 50, durationMs: 200, binMs: 50, coolDownMs: 20 }); // Audits itself.
    expect(measured.standstill).toBeNull();
    const kept = measured.audit.filter(({ what }) => /messages|letters/.test(what)).map(({ what }) => what);
    expect(kept).toEqual(["mails messages", "slow messages", "parked letters"]);
  };
  fc.assert(fc.property(arbitraryGivenUp, lawful), { numRuns: 60 });
});

it("when all is done, what was published is done, failed, expired or parked", () => {
  const drains = (data: unknown): void => {
    const measured = simulate(JSON.stringify(data), { durationMs: 1e9, binMs: 1e8 });
    for (const { name, resources } of measured.parts)
      for (const { name: resource, busyByBin, queueByBin } of resources)
        expect([busyByBin.at(-1), queueByBin.at(-1)], `${name} ${resource}`).toEqual([0, 0]);
    for (const { name, offered, answered, failed } of measured.endpoints) expect(answered + failed, name).toBe(offered);
    expect(measured.standstill).toBeNull();
    const [late, parked] = [ratio(measured, "mails", "lateMessages"), ratio(measured, "mails", "parked")];
    const reasons = ["Malformed", "Poison", "Expired", "AttemptsUsedUp"].map(
      (reason) => ratio(measured, "mails", `parked${reason}`)?.part ?? 0,
    );
    expect(reasons.reduce((a, b) => a + b)).toBe(parked?.part ?? 0);
    if (late !== null && parked !== null) expect(late.whole).toBe(parked.whole); // Each is due once.
    if (late !== null) expect(late.part).toBeLessThanOrEqual(late.whole);
  };
  fc.assert(fc.property(arbitrarySpurtGivenUp, drains), { numRuns: 60 });
});
