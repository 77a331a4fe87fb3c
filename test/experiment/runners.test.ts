/** Who runs the jobs: in what order, how often, and what is expected of them. */
import { Piscina } from "piscina";
import { describe, expect, it } from "vitest";
import { expectedRequests } from "../../src/experiment/execute/expected-requests.js";
import { RunFailed, runAgain } from "../../src/experiment/execute/other-threads.js";
import { LongestFirst } from "../../src/experiment/execute/pool.js";
import { thisThread } from "../../src/experiment/execute/threads.js";
import type { Job } from "../../src/experiment/plan/study.js";
import type { Measurements } from "../../src/model/wiring/measurements.js";
import { modelOf, simulate } from "../simulate.js";

const PLAN = { seed: "s", replication: 3, warmUpMs: 0, durationMs: 8000, binMs: 1000, coolDownMs: 1000 };

const system = (traffic: string): string => `
version: 1
traffic: { users: { ${traffic}, to: station.serve } }
parts: { station: { type: service, endpoints: { serve: [{ delay: 1ms }] } } }`;

it("what arrives during the warm-up has to be simulated too", () => {
  const model = modelOf(system("rate: 50/s"));
  expect(expectedRequests({ model, plan: { ...PLAN, warmUpMs: 2000 } })).toBeCloseTo(500, 9);
});

describe("the requests expected are those that arrive", () => {
  for (const [traffic, tolerance] of [
    ["rate: 50/s, arrivals: constant", 1],
    ["rate: { profile: [{ at: 2s, rate: 10/s }, { at: 5s, rate: 100/s, ramp: true }, { at: 6s, rate: 5/s }] }", 1],
    ["rate: { base: 20/s, spikes: [{ at: 1s, rate: 90/s, lasts: 2s, rise: 1s, fall: 9s }] }", 1],
    ["rate: { wave: { mean: 50/s, swing: 20/s, period: 4s } }", 1],
    ["rate: { trace: none.csv, every: 3s, counts: [100, 50, 30] }", 1],
    ["rate: { states: [{ rate: 80/s, for: 1s }, { rate: 0/s, for: 1s }] }", 2],
    ["users: 10, think: 99ms", 20],
  ] as const)
    it(traffic, () => {
      const text = system(
        traffic.includes("rate") ? `${traffic.replace(", arrivals: constant", "")}, arrivals: constant` : traffic,
      );
      const expected = expectedRequests({ model: modelOf(text), plan: PLAN });
      expect(Math.abs(simulate(text, PLAN).endpoints[0]!.offered - expected)).toBeLessThanOrEqual(tolerance);
    });
});

it("the longest job goes first, and equals in the order in which they came", () => {
  const line = new LongestFirst();
  const task = (name: string, requests: number) =>
    ({ name, [Piscina.queueOptionsSymbol]: { requests } }) as unknown as Parameters<LongestFirst["push"]>[0];
  const tasks = [task("a", 2), task("b", 5), task("c", 2), task("d", 9), task("e", 5)];
  for (const each of tasks) line.push(each);
  line.remove(tasks[3]!);
  const order: unknown[] = [];
  while (line.size > 0) order.push((line.shift() as unknown as { name: string }).name);
  expect([order.join(""), line.shift()]).toEqual(["beac", null]);
});

describe("a run that fails", () => {
  const job = { model: modelOf(system("rate: 1/s")), plan: PLAN, variant: "two" } satisfies Job;
  const failing = (times: number) => {
    const runner = {
      tried: 0,
      run: async (): Promise<Measurements> => {
        if (runner.tried++ < times) throw new Error("killed");
        return {} as Measurements;
      },
      close: async () => {},
    };
    return runner;
  };

  it("is run again, up to three times", async () => {
    const runner = failing(2);
    expect(await runAgain(runner).run(job)).toEqual({});
    expect(runner.tried).toBe(3);
  });

  it("and then names variant, replication and seed", async () => {
    const runner = failing(3);
    const failure = await runAgain(runner)
      .run(job)
      .catch((problem: unknown) => problem);
    expect(failure).toBeInstanceOf(RunFailed);
    expect(String(failure)).toBe("RunFailed: “two”, replication 3, seed s: failed 3 times, at last with: killed");
    expect(runner.tried).toBe(3);
  });

  it("is left alone once all is closed", async () => {
    const runner = failing(9);
    const closed = runAgain(runner);
    await closed.close();
    await expect(closed.run(job)).rejects.toThrow("killed");
    expect(runner.tried).toBe(1);
  });
});

it("on this thread others have a turn between two runs, and none is begun after the end", async () => {
  const job = { model: modelOf(system("rate: 1/s")), plan: PLAN };
  const runner = thisThread();
  let turns = 0;
  const ticking = setInterval(() => turns++, 0);
  await Promise.all(Array.from({ length: 200 }, () => runner.run(job)));
  clearInterval(ticking);
  expect(turns).toBeGreaterThan(1);
  const late = runner.run(job);
  await runner.close();
  await expect(late).rejects.toThrow("closed");
});
