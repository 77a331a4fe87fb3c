/** More workers of a queue are tried, and it is said what they do to what they call. */
import { expect, it } from "vitest";
import type { VariantFindings } from "../../src/analysis/findings/findings.js";
import { busierWords } from "../../src/experiment/next/busier.js";
import type { Change } from "../../src/model/changes/change.js";
import type { Model } from "../../src/model/language/model.js";

const model = { parts: { mails: { type: "work-queue" }, web: { type: "service" }, db: { type: "database" } } };
const side = (db: number, workers: number) => {
  const used = (resource: string, value: number) => ({
    resources: { [resource]: { utilisation: { value, low: value, high: value } } },
  });
  const parts = { mails: used("workers", workers), db: used("cores", db), web: used("threads", 0.5) };
  return { model: model as unknown as Model, findings: { parts: parts as unknown as VariantFindings["parts"] } };
};
const change = (part: string, resource: string) => ({ relieves: [{ part, resource }] }) as unknown as Change;

it("names the busiest of what the workers make busier, and not the workers themselves", () => {
  expect(busierWords(change("mails", "workers"), side(0.43, 1), side(0.94, 1))).toBe(
    "db cores are then 94% busy, 43% today",
  );
});
it("says nothing where nothing gets busier, or where the change is not about messages", () => {
  expect(busierWords(change("mails", "workers"), side(0.43, 1), side(0.46, 0.5))).toBe("");
  expect(busierWords(change("web", "threads"), side(0.43, 1), side(0.94, 1))).toBe("");
});
