/** One line, Poisson arrivals and exponential service: M/M/1, M/M/c, M/M/c/K. */
import { context, exact, exactMean, FEWER, type OracleCase, run, TAIL } from "../case.js";
import { station } from "../models.js";
import * as of from "../quantities.js";

const mm1: OracleCase = {
  id: "A01-mm1-80",
  title: "M/M/1, ρ = 0.8",
  runs: { mm1: run(station({ rate: "80/s", time: "exponential(10ms)" }), { warmUp: 20, short: 400, long: 22_000 }) },
  checks: [
    exactMean("mean sojourn", 0.05, of.meanSojourn("mm1")),
    exact("median sojourn", 0.034657359028, of.sojournPercentile("mm1", 0.5)),
    exact("p95 sojourn", 0.149786613678, of.sojournPercentile("mm1", 0.95)),
    exact("p99 sojourn", 0.230258509299, of.sojournPercentile("mm1", 0.99)),
    exactMean("mean wait", 0.04, of.meanWait("mm1")),
    exactMean("P(wait>0) seen by arrivals", 0.8, of.waitingShare("mm1")),
    exact("p99 wait", 0.219101331734, of.waitPercentile("mm1", 0.99)),
    exactMean("time-average number in system", 4, of.inSystem("mm1")),
    exactMean("time-average queue length (waiting)", 3.2, of.queueLength("mm1")),
    exactMean("utilisation", 0.8, of.utilisation("mm1")),
    exact("variance of number in system", 20.0, of.varianceInSystem("mm1"), TAIL),
  ],
};

const mm8: OracleCase = {
  id: "A03-mmc-8",
  title: "M/M/8, ρ = 0.9",
  runs: {
    mm8: run(station({ rate: "720/s", servers: 8, time: "exponential(10ms)" }), { warmUp: 5, short: 60, long: 4400 }),
  },
  checks: [
    exact("P(wait>0)", 0.701532990146, of.waitingShare("mm8")),
    exact("mean wait", 0.00876916237683, of.meanWait("mm8")),
    exact("mean sojourn", 0.0187691623768, of.meanSojourn("mm8")),
    exact("p95 wait", 0.0330155615127, of.waitPercentile("mm8", 0.95)),
    exact("p99 wait", 0.0531335354181, of.waitPercentile("mm8", 0.99), TAIL),
    exact("p95 sojourn", 0.0492514678471, of.sojournPercentile("mm8", 0.95)),
    exact("p99 sojourn", 0.0708734744776, of.sojournPercentile("mm8", 0.99)),
    exact("time-average waiting", 6.31379691132, of.queueLength("mm8")),
    exact("mean busy servers", 7.2, of.busy("mm8")),
  ],
};

const inMinutes = (run: string) => {
  const wait = (m: Parameters<typeof of.waits>[0]) => of.waits(m, "station");
  return of.meanOver(run, 60, wait);
};

const bank: OracleCase = {
  id: "G01-ciw-bank",
  title: "Ciw's tutorial bank, 3 and 4 servers",
  runs: {
    three: run(station({ rate: "0.2/min", servers: 3, time: "exponential(10min)" }), {
      warmUp: 120_000,
      short: 6e6,
      long: 4.7e8,
    }),
    four: run(station({ rate: "0.2/min", servers: 4, time: "exponential(10min)" }), {
      warmUp: 60_000,
      short: 6e6,
      long: 4.3e8,
    }),
  },
  checks: [
    exactMean("mean wait, 3 servers (steady state)", 4.44444444444, inMinutes("three")),
    exactMean("mean wait, 4 servers (steady state)", 0.869565217391, inMinutes("four")),
    context("Ciw printed mean of 10 trials, 3 servers", 5.62649, inMinutes("three"), "simulation-published"),
    context("Ciw printed mean of 10 trials, 4 servers", 0.79868, inMinutes("four"), "simulation-published"),
    exactMean("P(wait>0), 3 servers", 0.444444444444, of.waitingShare("three")),
  ],
};

const shedding: OracleCase = {
  id: "A05-mmck-shed",
  title: "M/M/4/20 at ρ = 1.125: four in service, sixteen in the line, the rest refused",
  runs: {
    mmck: run(station({ rate: "450/s", servers: 4, time: "exponential(10ms)", options: "queue: 16," }), {
      warmUp: 5,
      short: 30,
      long: 300,
    }),
  },
  checks: [
    exact("rejection probability", 0.124089032521, of.failedShare("mmck")),
    exact("goodput", 394.159935366, of.goodput("mmck")),
    exact("mean wait of accepted", 0.0261100943632, of.meanWait("mmck")),
    exact("mean sojourn of accepted", 0.0361100943632, of.meanSojourn("mmck")),
    exact("p99 sojourn of accepted", 0.0822863375337, of.sojournPercentile("mmck", 0.99)),
    exact("utilisation", 0.985399838414, of.utilisation("mmck")),
  ],
};

const eightWays: OracleCase = {
  id: "B20-pool-vs-split",
  title: "One line for 8 servers, 8 lines, and one server 8 times as fast",
  runs: {
    a: run(station({ rate: "720/s", servers: 8, time: "exponential(10ms)" }), { warmUp: 5, short: 20, long: 150 }),
    b: run(station({ rate: "720/s", time: "exponential(10ms)", options: "instances: 8, balance: random," }), {
      warmUp: 40,
      short: 60,
      long: 2700,
      replications: FEWER,
    }),
    c: run(station({ rate: "720/s", time: "exponential(1.25ms)" }), { warmUp: 5, short: 25, long: 3000 }),
  },
  checks: [
    exact("mean sojourn (a)", 0.0187691623768, of.meanSojourn("a")),
    exact("mean sojourn (b)", 0.1, of.meanSojourn("b")),
    exact("mean sojourn (c)", 0.0125, of.meanSojourn("c")),
    exact("p99 sojourn (b)", 0.460517018599, of.sojournPercentile("b", 0.99), TAIL),
    exact("p99 sojourn (c)", 0.0575646273249, of.sojournPercentile("c", 0.99), TAIL),
  ],
};

export const markov = [mm1, mm8, bank, shedding, eightWays];
