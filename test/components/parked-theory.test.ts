/** Messages that are late, expire or are given up, against closed forms. */
import { expect, it } from "vitest";
import { droppedFromLine } from "../../src/analysis/theory/constant-patience.js";
import { mmc } from "../../src/analysis/theory/mmc.js";
import type { Measurements } from "../../src/model/wiring/measurements.js";
import { exact, type OracleCase, run, TAIL, USUAL } from "../oracles/case.js";
import { disagreements } from "../oracles/disagreements.js";
import * as of from "../oracles/quantities.js";
import { type Statistic, smooth } from "../oracles/statistic.js";

/** Exponential work of 10 ms; `rate` messages a second. */
const WORK = "{ delay: exponential(10ms) }";
const FAILS = `${WORK}, { fail: 30% }`;
const mails = (rate: number, options: string, work = WORK): string => `
version: 1
traffic: { users: { rate: ${rate}/s, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [{ publish: mails }] } }
  mails: { type: work-queue, ${options}, steps: [${work}] }
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

const lasts = { warmUp: 4, short: 60, long: 2000 };
const mu = 100;
const late = (lambda: number, workers: number, ms: number): number =>
  mmc(lambda / 1000, mu / 1000, workers).sojournTail(ms);
const lost = (lambda: number, workers: number, ms: number): number =>
  droppedFromLine(lambda / 1000, mu / 1000, ms, workers).timeoutShare;

const cases: readonly OracleCase[] = [
  {
    id: "late-mmc",
    title: "M/M/c, share late: the tail of the sojourn time",
    runs: {
      one: run(mails(70, "workers: 1, deadline: 60ms"), lasts),
      four: run(mails(320, "workers: 4, deadline: 30ms"), lasts),
    },
    checks: [
      exact("share late, one worker, ρ = 0.7", late(70, 1, 60), share("one", "lateMessages"), TAIL),
      exact("share late, four workers, ρ = 0.8", late(320, 4, 30), share("four", "lateMessages"), USUAL),
    ],
  },
  {
    id: "expired-mmc",
    title: "M/M/c+D: messages that expire",
    runs: {
      one: run(mails(90, "workers: 1, expires: 20ms"), lasts),
      four: run(mails(600, "workers: 4, expires: 10ms, dead-letter: parked"), { ...lasts, short: 20 }),
    },
    checks: [
      exact("share expired, one worker, ρ = 0.9", lost(90, 1, 20), share("one", "expired"), USUAL),
      exact("share expired, four workers, ρ = 1.5", lost(600, 4, 10), share("four", "expired"), USUAL),
      exact("parked, four workers", lost(600, 4, 10), share("four", "parkedExpired"), USUAL),
    ],
  },
  {
    id: "parked-shares",
    title: "Shares that are parked: the malformed, and of the others the poison",
    runs: {
      both: run(mails(300, "workers: 4, malformed: 4%, poison: 10%, dead-letter: parked"), lasts),
    },
    checks: [
      exact("malformed", 0.04, share("both", "parkedMalformed"), USUAL),
      exact("poison", 0.96 * 0.1, share("both", "parkedPoison"), USUAL),
    ],
  },
  {
    id: "parked-attempts",
    title: "With n attempts that fail with p each, pⁿ are parked; what is malformed or poison is, however many",
    runs: {
      two: run(mails(150, "workers: 4, attempts: 2, dead-letter: parked", FAILS), lasts),
      three: run(mails(150, "workers: 4, attempts: 3, backoff: exponential(50ms), dead-letter: parked", FAILS), lasts),
      bad: run(mails(150, "workers: 4, attempts: 3, malformed: 5%, poison: 10%, dead-letter: parked"), lasts),
    },
    checks: [
      exact("parked of two", 0.3 ** 2, share("two", "parkedAttemptsUsedUp"), USUAL),
      exact("parked of three", 0.3 ** 3, share("three", "parkedAttemptsUsedUp"), TAIL),
      exact("malformed", 0.05, share("bad", "parkedMalformed"), USUAL),
      exact("poison", 0.95 * 0.1, share("bad", "parkedPoison"), USUAL),
      exact("deliveries", 0.05 * 3 + 0.95 * (0.1 * 3 + 0.9), share("bad", "deliveries"), USUAL),
    ],
  },
];

for (const oracle of cases)
  it(`${oracle.id}: ${oracle.title}`, ({ task }) => expect(disagreements(oracle, "short", task)).toEqual([]));
