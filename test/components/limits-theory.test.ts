/** Limits against closed forms: token buckets as M/D/1, bulkheads by Erlang's formulas. */
import { expect, it } from "vitest";
import { mdc } from "../../src/analysis/theory/mdc.js";
import { erlangB, erlangC } from "../../src/analysis/theory/mmc.js";
import { mmck } from "../../src/analysis/theory/mmck.js";
import { exact, type OracleCase, run, TAIL, USUAL } from "../oracles/case.js";
import { disagreements } from "../oracles/disagreements.js";
import * as of from "../oracles/quantities.js";

const door = (rate: string, limit: string, work: string): string => `
version: 1
traffic: { users: { rate: ${rate}, to: station.work } }
parts:
  station: { type: service, limit: { ${limit} }, endpoints: { work: [{ delay: "${work}" }] } }`;

const bulkhead = (rate: string, limit: string, work: string): string => `
version: 1
traffic: { users: { rate: ${rate}, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [{ call: pay.charge, limit: { ${limit} } }] } }
  pay: { type: service, endpoints: { charge: [{ delay: "${work}" }] } }`;

const AT = "station.limit";
const IN = "web.limit of pay.charge";
const SOON = { warmUp: 5, short: 100, long: 4000 };
const one = mdc(80, 0.01, 1); // 80 a second, a token each 10 ms.
const queue = mmck(8, 2, 4, 10);

const cases: readonly OracleCase[] = [
  {
    id: "token-bucket-waits",
    title: "A token bucket at which requests wait is M/D/1, seen from its burst",
    runs: {
      one: run(door("80/s", "rate: 100/s, burst: 1, over: waits", "1ms"), SOON),
      five: run(door("80/s", "rate: 100/s, burst: 5, over: waits", "1ms"), SOON),
    },
    checks: [
      exact("mean wait, burst 1", one.meanWait, of.meanWait("one", AT), USUAL),
      exact("share that waits, burst 1", 0.8, of.waitingShare("one", AT)),
      exact("used of the rate", 0.8, of.utilisation("one", AT)),
      exact("p95 of the wait, burst 1", quantile(one.waitTail, 0.05), of.waitPercentile("one", 0.95, AT), TAIL),
      exact("share that waits, burst 5", one.waitTail(0.04), of.waitingShare("five", AT), TAIL),
      exact("used of the rate, burst 5", 0.8, of.utilisation("five", AT)),
    ],
  },
  {
    id: "token-bucket-refuses",
    title:
      "A token bucket of one that refuses is a loss system with one server; far beyond its rate, just the rate passes",
    runs: {
      one: run(door("80/s", "rate: 100/s, burst: 1", "1ms"), SOON),
      over: run(door("400/s", "rate: 100/s, burst: 20", "1ms"), { ...SOON, short: 40 }),
    },
    checks: [
      exact("refused, burst 1", 0.8 / 1.8, of.failedShare("one")),
      exact("used of the rate", 0.8 / 1.8, of.utilisation("one", AT)),
      exact("refused at four times the rate", 0.75, of.failedShare("over")),
      exact("used of the rate at four times of it", 1, of.utilisation("over", AT)),
    ],
  },
  {
    id: "bulkhead",
    title: "A bulkhead is Erlang's: B where it refuses, whatever the shape of the work, C where requests wait",
    runs: {
      refuses: run(bulkhead("40/s", "concurrent: 5", "lognormal(mean 100ms, p99 500ms)"), SOON),
      waits: run(bulkhead("40/s", "concurrent: 5, over: waits", "exponential(100ms)"), SOON),
      room: run(bulkhead("8/s", "concurrent: 4, over: waits, queue: 6", "exponential(500ms)"), { ...SOON, short: 300 }),
    },
    checks: [
      exact("refused", erlangB(5, 4), of.failedShare("refuses")),
      exact("in use", (4 * (1 - erlangB(5, 4))) / 5, of.utilisation("refuses", IN)),
      exact("share that waits", erlangC(5, 4), of.waitingShare("waits", IN)),
      exact("mean wait", erlangC(5, 4) / (5 * 10 - 40), of.meanWait("waits", IN), TAIL),
      exact("refused with room for 6", queue.refusedShare, of.failedShare("room"), TAIL), // PASTA.
      exact("mean wait with room for 6", queue.meanWait, of.meanWait("room", IN)),
    ],
  },
];

/** Where a decreasing tail falls to `share`. */
function quantile(tail: (t: number) => number, share: number): number {
  let [low, high] = [0, 10];
  while (high - low > 1e-9) {
    const middle = (low + high) / 2;
    if (tail(middle) > share) low = middle;
    else high = middle;
  }
  return high;
}

for (const oracle of cases)
  it(`${oracle.id}: ${oracle.title}`, ({ task }) => expect(disagreements(oracle, "short", task)).toEqual([]));
