/**
 * Retries that keep a system down, against a real database and the fluid limit. A database that stands still for D is
 * asked R + 1 times by what waits T for an answer, and works on what was given up. At its end
 *
 *   A = ρ ((R + 1) D − T R (R + 1) ÷ 2)
 *
 * of work waits, more comes at (R + 1) ρ, and answers are in time again when less than T of it waits:
 *
 *   t = (A − T) ÷ (1 − (R + 1) ρ),   never where (R + 1) ρ ≥ 1.
 *
 * Recorded on a real database: with three retries goodput stays at 0 at ρ from 0.3 to 0.7, at 0.2 it is back 17 to 23 s
 * after the end of 5 s; with work that is cancelled, within a second at all of them.
 */
import { describe, expect, it } from "vitest";
import { runStudy } from "../../src/experiment/execute/run-study.js";
import { threads } from "../../src/experiment/execute/threads.js";
import { openStudy } from "../../src/experiment/plan/open-study.js";
import { memoryFiles } from "../../src/model/source/index.js";

const T = 0.2;
const D = 5;
const CAPACITY = 1000;

async function found(utilisation: number, { limit = "timeout", duration = "60s", attempts = 4 } = {}) {
  const model = `
version: 1
traffic: { users: { rate: ${utilisation * CAPACITY}/s, to: app.page } }
parts:
  app:
    type: service
    endpoints: { page: [{ call: db.read, ${limit}: ${T * 1000}ms, retry: { attempts: ${attempts}, backoff: 1ms } }] }
  db: { type: service, cores: 10, threads: 10, endpoints: { read: [{ cpu: exponential(10ms) }] } }
timeline: { database stands still: { at: 15s, for: ${D}s, down: db, work: resumes } }
run: { duration: ${duration}, warm-up: 5s, replications: 6 }`;
  const { study } = openStudy("m.yaml", memoryFiles({ "m.yaml": model }), {});
  return (await runStudy(study!, threads(1))).variants[0]!;
}

const fluid = (utilisation: number, retries: number): number => {
  const work = utilisation * ((retries + 1) * D - (T * retries * (retries + 1)) / 2);
  return (work - T) / (1 - (retries + 1) * utilisation);
};

describe("three retries, and work that goes on when it was given up", () => {
  it("at ρ = 0.2 it is back 17 to 23 s after the end, as the database was, and as the fluid limit says", async () => {
    const { recovery, overTime } = await found(0.2);
    expect(fluid(0.2, 3)).toBeCloseTo(17.8, 6);
    expect(recovery!.timeMs.value!).toBeGreaterThan(17_000);
    expect(recovery!.timeMs.value!).toBeLessThan(23_000);
    const first = overTime.goodput.findIndex((perSecond, bin) => bin > 20 && perSecond > 40);
    const backAfter = (overTime.startMs + first * overTime.binMs - 20_000) / 1000;
    expect(Math.abs(backAfter - fluid(0.2, 3))).toBeLessThan(2);
  });

  it.each([0.3, 0.5, 0.7])("at ρ = %d goodput stays at 0", async (utilisation) => {
    const { recovery } = await found(utilisation);
    expect(recovery!.notBack!.goodputAfter).toBeLessThan(0.001 * CAPACITY);
    const { asked, attempts } = recovery!.notBack!.why!.retries!;
    expect(asked / (utilisation * CAPACITY)).toBeCloseTo(1, 1);
    expect(attempts / asked).toBeCloseTo(4, 1);
    expect(recovery!.timeMs).toMatchObject({ value: null, low: expect.closeTo(42_000, -3) });
  });

  it.each([0.2, 0.3, 0.5, 0.7])(
    "at ρ = %d with work that is cancelled it is back within a second",
    async (utilisation) => {
      const { overTime, recovery } = await found(utilisation, { limit: "deadline", duration: "24s" });
      expect(recovery!.recovered).toBe(6);
      const second = overTime.goodput.filter((_, bin) => {
        const fromMs = overTime.startMs + bin * overTime.binMs;
        return fromMs >= 21_000 && fromMs < 23_000;
      });
      expect(Math.min(...second)).toBeGreaterThan(0.9 * utilisation * CAPACITY);
    },
  );
});

it("with one retry the boundary is at ρ = 0.5 instead", async () => {
  const [below, above] = [await found(0.4, { attempts: 2 }), await found(0.55, { attempts: 2 })];
  expect(below.recovery!.timeMs.value! / 1000).toBeGreaterThan(fluid(0.4, 1) - 1);
  expect(below.recovery!.timeMs.value! / 1000).toBeLessThan(fluid(0.4, 1) + 6);
  expect(above.recovery!.notBack!.goodputAfter).toBeLessThan(0.001 * CAPACITY);
});
