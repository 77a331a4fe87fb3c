/** The load up and down again: retries make a loop from 1 to 1 ÷ (R + 1) of what the system bears, and nothing else does. */
import { expect, it } from "vitest";
import { loopWords } from "../../src/charts/loop/caption.js";
import { threads } from "../../src/experiment/execute/threads.js";
import { parseRange } from "../../src/experiment/search/sweep-range.js";
import { upAndDown } from "../../src/experiment/search/up-and-down.js";
import { opened } from "./ceiling-of.js";

const asked = (policies: string, traffic = "rate: 40/s") => `
version: 1
traffic: { users: { ${traffic}, to: app.page } }
parts:
  app: { type: service, endpoints: { page: [{ call: db.read, ${policies} }] } }
  db: { type: service, cores: 4, threads: 4, queue: 400, endpoints: { read: [{ cpu: exponential(20ms) }] } }
timeline: { stall: { at: 20s, for: 5s, down: db } }
run: { duration: 20s, warm-up: 5s, replications: 6 }`;

const found = (policies: string, range: string, traffic?: string) => {
  const { bench, probe } = opened(asked(policies, traffic));
  return upAndDown(probe.study, bench, parseRange(range), (job) => threads(1).run(job));
};

it("falls near what it bears, and is back only where (R + 1)·ρ is below 1", async () => {
  const { up, down, falls, returns, leftOut, ...rest } = await found(
    "timeout: 200ms, retry: { attempts: 4, backoff: 10ms }",
    "load=0.5..6:12",
  );
  expect(up.map(({ at }) => at)).toEqual([0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6]);
  expect(down.map(({ at }) => at)).toEqual([5.5, 5, 4.5, 4, 3.5, 3, 2.5, 2, 1.5, 1, 0.5]);
  for (const { at, offeredLoad, goodput } of up.filter(({ at }) => at <= 3.5)) {
    expect(offeredLoad.value! / (40 * at)).toBeCloseTo(1, 0);
    expect(goodput.value!).toBeGreaterThan(0.95 * offeredLoad.value!);
  }
  expect(falls.value!).toBeGreaterThan(3.5); // It bears 5 × 40/s at most.
  expect(falls.value!).toBeLessThanOrEqual(5);
  expect(returns.value!).toBe(1); // The boundary is 200/s ÷ 4 ÷ 40/s = 1.25.
  expect(down.find(({ at }) => at === 3)!.goodput.value!).toBeLessThan(1);
  expect(leftOut).toEqual(["stall"]);
  expect(rest.audit.ok).toBe(true);
});

it("makes no loop where work that was given up is stopped", async () => {
  const loop = await found("deadline: 200ms, retry: { attempts: 4, backoff: 10ms }", "load=1..4:4");
  expect(loop.falls).toMatchObject({ value: null, reason: "it does not fall up to ×4" });
  expect(loopWords(loop)).toBe("Going up and coming down are alike: it does not fall up to ×4");
});

it("takes the load alone, of steady rates", async () => {
  const of = "timeout: 200ms";
  await expect(found(of, "db.threads=1..4")).rejects.toThrow(/--up-and-down steps the load alone: --knob load=1,2,3,4/);
  const wave = "rate: { wave: { mean: 40/s, swing: 10/s, period: 60s } }";
  await expect(found(of, "load=1..2", wave)).rejects.toThrow(/“users” has a rate that changes by itself/);
  await expect(found(of, "load=1..2", "users: 20, think: 1s")).rejects.toThrow(
    /“users” has users who wait for answers/,
  );
});
