/** The first customers of the day. */
import { exact, type OracleCase, run } from "../case.js";
import { station } from "../models.js";
import * as of from "../quantities.js";
import { type Statistic, smooth } from "../statistic.js";

// Someone comes once an hour, opens the door to so many customers, and goes: every hour starts from empty.
const customers = (n: number): string => `
version: 1
traffic: { opening: { users: 1, think: 1h, to: door.open } }
parts:
  door:
    type: service
    endpoints:
      open: [{ repeat: ${n}, steps: [{ delay: exponential(11.1111111111ms) }, { publish: counter }] }]
  counter: { type: work-queue, workers: 1, steps: [{ delay: exponential(10ms) }] }
`;

/** Customer n goes through a door of its own, so that it can be told from those before. */
const lastOf = (n: number): string => `
version: 1
traffic: { opening: { users: 1, think: 1h, to: door.open } }
parts:
  door:
    type: service
    endpoints:
      open:
        - repeat: ${n - 1}
          steps: [{ delay: exponential(11.1111111111ms) }, { publish: before }]
        - delay: exponential(11.1111111111ms)
        - call: last.come
  before: { type: work-queue, workers: 100000, steps: [{ call: counter.serve }] }
  last: { type: service, endpoints: { come: [{ call: counter.serve }] } }
  counter: { type: service, threads: 1, endpoints: { serve: [{ delay: exponential(10ms) }] } }
`;

const waitOfLast = (run: string): Statistic =>
  smooth(
    run,
    (m) => [of.resource(m, "last").busy * of.seconds(m), of.taken(m, "last")],
    (time, n) => time / n - 0.01,
  );

const hours = (short: number, long: number) => ({ warmUp: 0, short: short * 3600 + 1800, long: long * 3600 + 1800 });
const ONE_A_DAY = { short: 0.25, long: 0.02 }; // Each sample costs as many customers as came before.

const fromEmpty: OracleCase = {
  id: "C06-first25",
  title: "The first customers of M/M/1 at ρ = 0.9, from empty",
  runs: {
    c2: run(lastOf(2), hours(700, 8000)),
    c10: run(lastOf(10), hours(300, 2900)),
    c2000: run(lastOf(2000), hours(4, 440)),
    first25: run(customers(25), hours(150, 700)),
    first100: run(customers(100), hours(60, 760)),
    first1000: run(customers(1000), hours(15, 400)),
    steady: run(station({ rate: "90/s", time: "exponential(10ms)" }), { warmUp: 40, short: 200, long: 6000 }),
  },
  checks: [
    exact("mean wait of customer 2", 0.00473684210526, waitOfLast("c2")),
    exact("mean wait of customer 10", 0.0219500343701, waitOfLast("c10")),
    exact("average wait of customers 1..25", 0.0236054371837, of.meanWait("first25", "counter")),
    exact("average wait of customers 1..100", 0.0459353844776, of.meanWait("first100", "counter")),
    exact("average wait of customers 1..1000", 0.0811059982721, of.meanWait("first1000", "counter")),
    exact("mean wait of customer 2000", 0.0899887774782, waitOfLast("c2000"), ONE_A_DAY),
    exact("steady state", 0.09, of.meanWait("steady")),
  ],
};

export const firstCustomers = [fromEmpty];
