/**
 * Runs a model that a test writes as a file, and reads what was measured.
 *
 * Every run is audited: Little's law and flow balance at every part, no resource busier than it can be.
 */
import { expect } from "vitest";
import type { Model } from "../src/model/language/model.js";
import { memoryFiles, render } from "../src/model/source/index.js";
import { readModel } from "../src/model/source/read-model.js";
import { compile, type RunPlan } from "../src/model/wiring/compile.js";
import type { EndpointMeasurement, Measurements, ResourceMeasurement } from "../src/model/wiring/measurements.js";

const PLAN: RunPlan = { seed: "test", replication: 0, warmUpMs: 0, durationMs: 1000, binMs: 100, coolDownMs: 60_000 };

/** @throws Error with the diagnostics if the text is no model; warnings are none of its business */
export function modelOf(text: string, others: Record<string, string> = {}): Model {
  const { model, diagnostics, source } = readModel("model.yaml", memoryFiles({ ...others, "model.yaml": text }));
  if (model === null) throw new Error(render(diagnostics, source.textOf, { color: false, width: 100 }));
  return model;
}

export function simulate(text: string, plan: Partial<RunPlan> = {}): Measurements {
  const measured = compile(modelOf(text), { ...PLAN, ...plan }).simulate();
  expectLawful(measured);
  return measured;
}

/** What holds on every sample path. */
export function expectLawful({ audit, endpoints, cutShort }: Measurements): void {
  for (const { what, littlesLaw, flowBalance, overCapacity } of audit) {
    expect(littlesLaw, `Little's law at ${what}`).toBeLessThan(1e-9);
    expect(flowBalance, `flow balance of ${what}`).toBe(0);
    expect(overCapacity, `busy time of ${what}`).toBeLessThan(1e-9);
  }
  for (const { name, offered, answered, failed, failures, latencyMs } of endpoints) {
    if (cutShort !== null) continue;
    expect(answered + failed, `ended requests of ${name}`).toBeLessThanOrEqual(offered);
    expect(
      failures.reduce((sum, { count }) => sum + count, 0),
      `failures by cause of ${name}`,
    ).toBe(failed);
    expect(latencyMs.count, `latencies of ${name}`).toBe(answered);
  }
}

/** So many requests, a constant gap apart; the first comes one gap after the start. */
export const requests = (n: number, gapMs: number): string =>
  `rate: { profile: [{ at: 0, rate: ${1000 / gapMs}/s }, { at: ${(n + 0.5) * gapMs}ms, rate: 0/s }] }, arrivals: constant`;

export function endpoint({ endpoints }: Measurements, name: string): EndpointMeasurement {
  const found = endpoints.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no endpoint ${name} among ${endpoints.map((one) => one.name).join(", ")}`);
  return found;
}

/** `resource(m, "shop-db", "pool")`. */
export function resource({ parts }: Measurements, part: string, name: string): ResourceMeasurement {
  const resources = parts.find((one) => one.name === part)?.resources ?? [];
  const found = resources.find((one) => one.name === name);
  if (found === undefined)
    throw new Error(`no ${name} at ${part}, which has ${resources.map((one) => one.name).join(", ")}`);
  return found;
}

/** A part's own measure: a share, or the whole milliseconds of each. */
export function measure({ parts }: Measurements, part: string, name: string): number | number[] {
  const found = parts.find((one) => one.name === part)?.measures.find((one) => one.name === name);
  if (found === undefined) throw new Error(`${part} does not measure ${name}`);
  if (found.kind === "duration") return wholeMs(found.histogram);
  if (found.kind === "level") return found.atEnds.map(Math.round);
  return found.kind === "events" ? found.count : found.part / found.whole;
}

/** Response times of all answers, ascending, to the millisecond. */
export const latencies = (measured: Measurements, name: string): number[] =>
  wholeMs(endpoint(measured, name).latencyMs);

/** Failures as "cause part": count. */
export const failures = (measured: Measurements, name: string): Record<string, number> =>
  Object.fromEntries(endpoint(measured, name).failures.map(({ cause, part, count }) => [`${cause} ${part}`, count]));

/** Exact below 250 ms, where a histogram's 0.2 % are less than half a millisecond. */
function wholeMs({
  values,
  counts,
  max,
}: {
  values: readonly number[];
  counts: readonly number[];
  max: number;
}): number[] {
  if (max > 250) throw new Error(`${max} ms is more than a histogram tells to the millisecond`);
  return values.flatMap((value, i) => Array<number>(counts[i]!).fill(Math.round(value)));
}
