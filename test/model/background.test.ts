/** Background work is load, and nothing that users see. */
import { describe, expect, it } from "vitest";
import { senseOf } from "../../src/model/check/check-sense.js";
import { isClosed, peakRate, withRates } from "../../src/model/traffic/load-factor.js";
import { compile } from "../../src/model/wiring/compile.js";
import { findingsOf, variantOf } from "../experiment/study.js";
import { endpoint, expectLawful, modelOf, simulate } from "../simulate.js";

/** One server: users take 5 ms, background jobs 40 ms in the mean. */
const system = (background = "background: true", more = ""): string => `
version: 1
traffic:
  users: { rate: 80/s, to: web.page }
  jobs: { rate: 10/s, to: web.job, ${background} }
parts:
  web: { type: service, threads: 1, cores: 1, endpoints: { page: [cpu: exponential(5ms)], job: [cpu: exponential(40ms)] } }
${more}`;

const PLAN = { durationMs: 60_000, binMs: 1000, coolDownMs: 60_000 };

describe("a run", () => {
  it("has it in no endpoint, but in the load", () => {
    const [users, beside] = [simulate(system("background: false"), PLAN), simulate(system(), PLAN)];
    expect(beside.endpoints.map(({ name }) => name)).toEqual(["web.page"]);
    expect(endpoint(beside, "web.page")).toEqual(endpoint(users, "web.page"));
    expect(beside.background).toEqual([{ ...endpoint(users, "web.job"), name: "jobs" }]);
    expect(beside.parts).toEqual(users.parts);
    expect(beside.inSystemMean).toBeLessThan(users.inSystemMean);
  });

  it("tells requests of one endpoint apart by who sends them", () => {
    const text = system().replace("to: web.job", "to: web.page");
    const measured = simulate(text, PLAN);
    const both = simulate(text.replace(", background: true", ""), PLAN);
    const [job] = measured.background!;
    expect(endpoint(measured, "web.page").offered + job!.offered).toBe(endpoint(both, "web.page").offered);
    expect(job!.offered).toBeGreaterThan(400);
  });

  it("does not wait for it to end", () => {
    const text = system().replace("exponential(40ms)", "10h").replace("rate: 10/s", "rate: 1/s, arrivals: constant");
    const apart = text.replace("threads: 1, cores: 1", "threads: 900");
    const measured = compile(modelOf(apart), { seed: "s", replication: 0, warmUpMs: 0, ...PLAN }).simulate();
    expectLawful(measured);
    expect(measured.background![0]).toMatchObject({ answered: 0, failed: 0 });
    expect(endpoint(measured, "web.page").answered).toBe(endpoint(measured, "web.page").offered);
  });
});

describe("what is said of all requests", () => {
  it("leaves it out, and theory agrees with it in the load", async () => {
    const found = await variantOf(system("background: true", "run: { duration: 20min, replications: 6 }"));
    expect(found.all.offeredLoad.value).toBeGreaterThan(79);
    expect(found.all.offeredLoad.value).toBeLessThan(81);
    expect(Object.keys(found.endpoints)).toEqual(["web.page"]);
    expect(Object.keys(found.background ?? {})).toEqual(["jobs"]);
    // Pollaczek-Khinchine: W = Σ λ E[S²] ÷ 2(1 − ρ), with the work of both.
    const waitMs = (0.08 * 2 * 5 ** 2 + 0.01 * 2 * 40 ** 2) / (2 * (1 - 0.8));
    const { mean } = found.all.latencyMs;
    expect(mean.low!).toBeLessThan(waitMs + 5);
    expect(mean.high!).toBeGreaterThan(waitMs + 5);
    expect(mean.high! - mean.low!).toBeLessThan(0.2 * (waitMs + 5));
    const told = found.theory.filter(({ part }) => part === "web.page" || part === "web");
    expect(told.some(({ agrees }) => agrees === true)).toBe(true);
    expect(told.filter(({ agrees }) => agrees === false)).toEqual([]);
  });

  it("it can still be named", async () => {
    const { variants } = await findingsOf(
      system(
        "background: true",
        "objectives: { 'latency{jobs}': [mean < 1h], latency: [mean < 1h] }\nrun: { duration: 60s }",
      ),
    );
    const [jobs, users] = variants[0]!.objectives;
    expect(jobs!.verdict).toBe("met");
    expect(jobs!.measured.value!).toBeGreaterThan(users!.measured.value! + 20);
  });
});

describe("more load", () => {
  it("is that of users", () => {
    const model = modelOf(system());
    const twice = withRates(model, 2);
    expect([twice.traffic.users!.rate, twice.traffic.jobs!.rate]).toEqual([160, 10]);
    expect(peakRate(model, 1000)).toBeCloseTo(80, 9);
    const busy = (of: typeof model): number => senseOf(of).loads.find(({ resource }) => resource === "cores")!.busy;
    expect(busy(twice) - busy(model)).toBeCloseTo(0.4, 9);
  });

  it("of users who wait, beside background work at a rate", () => {
    expect(isClosed(modelOf(system().replace("rate: 80/s", "users: 8, think: 1s")))).toBe(true);
  });
});

it("nothing but background work is refused", () => {
  expect(() => modelOf(system().replace("to: web.page }", "to: web.page, background: true }"))).toThrow(
    /all traffic is background work/,
  );
});
