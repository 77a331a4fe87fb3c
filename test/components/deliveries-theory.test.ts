/** Messages that are delivered more than once, against closed forms. */
import { expect, it } from "vitest";
import type { Measurements } from "../../src/model/wiring/measurements.js";
import { exact, type OracleCase, run, TAIL, USUAL } from "../oracles/case.js";
import { disagreements } from "../oracles/disagreements.js";
import * as of from "../oracles/quantities.js";
import { type Statistic, smooth } from "../oracles/statistic.js";

const mails = (rate: string, options: string, steps: string): string => `
version: 1
traffic: { users: { rate: ${rate}, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [{ publish: mails }] } }
  mails: { type: work-queue, ${options}, dead-letter: parked, steps: [${steps}] }
  parked: { type: dead-letters }`;

const share = (name: string, measured: string): Statistic =>
  smooth(
    name,
    (m: Measurements) => {
      const found = of.measure(m, "mails", measured);
      return found.kind === "ratio" || found.kind === "times" ? [found.part, found.whole] : [];
    },
    of.ratio,
  );

const SOON = { warmUp: 4, short: 60, long: 2000 };
const failing = (p: number, attempts: number) =>
  run(
    mails(
      "200/s",
      `workers: 4, attempts: ${attempts}, backoff: exponential(20ms)`,
      `{ delay: 5ms }, { fail: ${p * 100}% }`,
    ),
    SOON,
  );
const tries = (p: number, n: number): number => (1 - p ** n) / (1 - p);

const cases: readonly OracleCase[] = [
  {
    id: "attempts",
    title: "Attempts a message (1 − pⁿ) ÷ (1 − p), and given up pⁿ",
    runs: { three: failing(0.3, 3), two: failing(0.5, 2) },
    checks: [
      exact("attempts, p = 0.3, n = 3", tries(0.3, 3), share("three", "deliveries"), USUAL),
      exact("given up, p = 0.3, n = 3", 0.3 ** 3, share("three", "parkedAttemptsUsedUp"), TAIL),
      exact("attempts, p = 0.5, n = 2", tries(0.5, 2), share("two", "deliveries"), USUAL),
      exact("given up, p = 0.5, n = 2", 0.5 ** 2, share("two", "parkedAttemptsUsedUp"), USUAL),
    ],
  },
  {
    id: "lost-acknowledgements",
    title: "Done twice at each acknowledgement lost",
    runs: {
      lost: run(
        mails("200/s", "workers: 4, lease: 500ms, lost-acknowledgements: 5%", "{ delay: exponential(5ms) }"),
        SOON,
      ),
    },
    checks: [
      exact("done twice", 0.05, share("lost", "doneTwice"), TAIL),
      exact("deliveries", 1 / 0.95, share("lost", "deliveries"), USUAL),
    ],
  },
];

for (const oracle of cases)
  it(`${oracle.id}: ${oracle.title}`, ({ task }) => expect(disagreements(oracle, "short", task)).toEqual([]));
