/** Requests from a record, against a recursion that the tests do for themselves. */
import { describe, expect, it } from "vitest";
import { compile } from "../../../src/model/wiring/compile.js";
import type { Measurements } from "../../../src/model/wiring/measurements.js";
import { endpoint, expectLawful, modelOf } from "../../simulate.js";

interface Row {
  readonly atMs: number;
  readonly workMs: number;
}

/** Numbers in (0, 1) that any reader can follow. */
function* uniforms(): Generator<number, never> {
  let state = 12345;
  for (;;) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield (state + 0.5) / 2 ** 32;
  }
}

/** Bursty arrivals, and work that is the longer the longer the gap before: neither rates nor distributions tell it. */
function recorded(n: number): readonly Row[] {
  const u = uniforms();
  let atMs = 0;
  return Array.from({ length: n }, (_, i) => {
    const gapMs = i === 0 ? 0 : -Math.log(u.next().value) * (u.next().value < 0.2 ? 30 : 4);
    atMs += gapMs;
    return { atMs, workMs: 2 + 0.5 * gapMs + -Math.log(u.next().value) * 2 };
  });
}

/** W₁ = 0, Wₙ₊₁ = max(0, Wₙ + Sₙ − Aₙ₊₁). Source: Lindley (1952). */
function lindley(rows: readonly Row[]): number[] {
  let freeMs = 0;
  return rows.map(({ atMs, workMs }) => {
    freeMs = Math.max(freeMs, atMs) + workMs;
    return freeMs - atMs;
  });
}

const csv = (rows: readonly Row[]): string =>
  `time_ms,work_ms\n${rows.map(({ atMs, workMs }) => `${atMs},${workMs}`).join("\n")}\n`;

const oneServer = (requests: string): string => `
version: 1
traffic: { all: { requests: ${requests}, to: web.page } }
parts:
  web: { type: service, threads: 1, cores: 1, endpoints: { page: [cpu: exponential(5ms)] } }`;

function run(text: string, file: string, others: object = {}): Measurements {
  const model = modelOf(text, { "r.csv": file });
  const plan = { seed: "s", replication: 0, warmUpMs: 0, durationMs: 1e9, binMs: 1e8, coolDownMs: 0, ...others };
  const measured = compile(model, plan).simulate();
  expectLawful(measured);
  return measured;
}

describe("one server fed a record", () => {
  const rows = recorded(5000);
  const sojourns = lindley(rows);

  it("gives what the recursion gives", () => {
    const { latencyMs, answered } = endpoint(
      run(oneServer('{ from: r.csv, at: time_ms, work: { "web.page cpu": work_ms } }'), csv(rows)),
      "web.page",
    );
    expect(answered).toBe(rows.length);
    const sum = sojourns.reduce((a, b) => a + b, 0);
    expect(Math.abs(latencyMs.sum / sum - 1)).toBeLessThan(1e-9);
    const squares = sojourns.reduce((a, b) => a + b * b, 0);
    expect(Math.abs(latencyMs.sumOfSquares / squares - 1)).toBeLessThan(1e-9);
    expect(Math.abs(latencyMs.max - Math.max(...sojourns))).toBeLessThan(1e-6);
  });

  it("is not what its rates and distributions give", () => {
    const meanOf = (measured: Measurements): number => {
      const { latencyMs } = endpoint(measured, "web.page");
      return latencyMs.sum / latencyMs.count;
    };
    const fed = meanOf(run(oneServer('{ from: r.csv, at: time_ms, work: { "web.page cpu": work_ms } }'), csv(rows)));
    const perSecond = (1000 * rows.length) / rows.at(-1)!.atMs;
    const drawn = oneServer("")
      .replace(/requests: ,/, `rate: ${perSecond}/s,`)
      .replace("exponential(5ms)", '"empirical(r.csv, column work_ms)"');
    const plan = { durationMs: rows.at(-1)!.atMs };
    const mean = meanOf(run(drawn, csv(rows), plan));
    expect(Math.abs(fed / mean - 1)).toBeGreaterThan(0.1);
  });

  it("work that rows do not say is drawn, the same whatever else they say", () => {
    const some = rows.map(({ atMs, workMs }, i) => `${atMs},${i % 2 === 0 ? workMs : ""}`);
    const half = run(
      oneServer('{ from: r.csv, at: time_ms, work: { "web.page cpu": work_ms } }'),
      `time_ms,work_ms\n${some.join("\n")}\n`,
    );
    const none = run(oneServer("{ from: r.csv, at: time_ms }"), csv(rows));
    const busyMs = (measured: Measurements): number =>
      measured.parts[0]!.resources.find(({ name }) => name === "cores")!.busy * 1e9;
    const saidMs = rows.reduce((sum, { workMs }, i) => sum + (i % 2 === 0 ? workMs : 0), 0);
    const drawnMs = busyMs(half) - saidMs;
    expect(drawnMs / (busyMs(none) / 2)).toBeGreaterThan(0.9);
    expect(drawnMs / (busyMs(none) / 2)).toBeLessThan(1.1);
  });
});
