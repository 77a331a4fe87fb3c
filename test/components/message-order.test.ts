/** Messages about the same: which overtake each other, and how order is kept. */
import { describe, expect, it } from "vitest";
import type { Measurements } from "../../src/model/wiring/measurements.js";
import type { OracleCase } from "../oracles/case.js";
import { exact, run, USUAL } from "../oracles/case.js";
import { disagreements } from "../oracles/disagreements.js";
import * as of from "../oracles/quantities.js";
import { type Statistic, smooth } from "../oracles/statistic.js";
import { measure, requests, simulate } from "../simulate.js";
import { overtakenInMM2 } from "../theory/overtaking.js";

const share = (name: string, measured: string): Statistic =>
  smooth(
    name,
    (m: Measurements) => {
      const found = of.measure(m, "mails", measured);
      return found.kind === "ratio" ? [found.part, found.whole] : [];
    },
    of.ratio,
  );

const mails = (options: string, work: string, rate = "rate: 120/s", keys = 1, popularity = "uniform"): string => `
version: 1
data: { customer: { keys: ${keys}, popularity: "${popularity}" } }
traffic: { users: { ${rate}, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [{ publish: mails }] } }
  mails: { type: work-queue, of: customer, ${options}, steps: [${work}] }`;

describe("messages that are done after a later one of the same key are counted", () => {
  const byTurns = "choose: [{ share: 50%, steps: [{ delay: 25ms }] }, { share: 50%, steps: [{ delay: 2ms }] }]";
  it("none with one worker, nor where all take as long", () => {
    const two = requests(30, 10);
    expect(measure(simulate(mails("workers: 1", `{ ${byTurns} }`, two)), "mails", "overtakenMessages")).toBe(0);
    expect(measure(simulate(mails("workers: 9", "{ delay: 25ms }", two)), "mails", "overtakenMessages")).toBe(0);
  });
  it("only those of the same key", () => {
    const at = (keys: number) => mails("workers: 9", `{ ${byTurns} }`, requests(60, 10), keys);
    expect(measure(simulate(at(1)), "mails", "overtakenMessages")).toBeGreaterThan(0.2);
    expect(measure(simulate(at(1_000_000)), "mails", "overtakenMessages")).toBe(0);
  });
});

const lasts = { warmUp: 2, short: 60, long: 2000 };
const cases: readonly OracleCase[] = [
  {
    id: "overtaken-mm2",
    title: "M/M/2, one key, ρ = 0.6 and 0.95",
    runs: {
      usual: run(mails("workers: 2", "{ delay: exponential(10ms) }"), lasts),
      busy: run(mails("workers: 2", "{ delay: exponential(10ms) }", "rate: 190/s"), { ...lasts, warmUp: 20 }),
    },
    checks: [
      exact("share overtaken, ρ = 0.6", overtakenInMM2(120, 100), share("usual", "overtakenMessages"), USUAL),
      exact("share overtaken, ρ = 0.95", overtakenInMM2(190, 100), share("busy", "overtakenMessages"), USUAL),
    ],
  },
  {
    id: "overtaken-pairs",
    title: "Two messages of a key that come together: the second is done first of every second pair",
    runs: {
      pairs: run(
        mails("workers: 2", "{ delay: exponential(1ms) }", "rate: 5/s, arrivals: constant").replace(
          "[{ publish: mails }]",
          "[{ publish: mails }, { publish: mails }]",
        ),
        { ...lasts, short: 200 },
      ),
    },
    checks: [exact("share overtaken", 1 / 4, share("pairs", "overtakenMessages"), USUAL)],
  },
];

for (const oracle of cases)
  it(`${oracle.id}: ${oracle.title}`, ({ task }) => expect(disagreements(oracle, "short", task)).toEqual([]));
