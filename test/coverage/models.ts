/** Models whose answers are known exactly, and models that have none. Times in ms, as the findings are. */

import { stationary } from "../../src/analysis/theory/birth-death.js";
import { erlangGaps, gim1, interruptedPoissonGaps } from "../../src/analysis/theory/gim1.js";
import { mdc } from "../../src/analysis/theory/mdc.js";
import { mmc } from "../../src/analysis/theory/mmc.js";
import { percentile } from "../../src/analysis/theory/queue-law.js";
import { uslPeak, uslThroughput } from "../../src/analysis/theory/usl.js";
import { gammaQ } from "../../src/mathematics/incomplete-gamma.js";
import { machineRepair } from "../theory/machine-repair.js";
import { tandemSojournTail } from "../theory/open-network.js";
import { mg1ProcessorSharing } from "../theory/processor-sharing.js";

export type Metric = "mean" | "p95" | "p99";

export interface CoverageModel {
  readonly name: string;
  readonly text: string; // YAML.
  readonly truth: Partial<Record<Metric, number>> | null; // null: there is no steady state, and none may be told.
}

const SERVICE_MS = 10;
const MU = 1 / SERVICE_MS;

const model = (traffic: string, parts: string): string =>
  `version: 1\ntraffic: { users: { ${traffic} } }\nparts:\n${parts}\n`;

const station = (rho: number, servers: number, time: string): string =>
  model(
    `rate: ${(rho * servers * MU * 1000).toFixed(6)}/s, to: station.serve`,
    `  station: { type: service, threads: ${servers}, endpoints: { serve: [{ delay: "${time}" }] } }`,
  );

const exponential = (ms: number): string => `exponential(${ms}ms)`;

const fromTail = (mean: number, tail: (t: number) => number) => ({
  mean,
  p95: percentile(tail, 0.95),
  p99: percentile(tail, 0.99),
});

function mm(rho: number, servers: number): CoverageModel {
  const { meanSojourn, sojournTail } = mmc(rho * servers * MU, MU, servers);
  return {
    name: `M/M/${servers}, ρ ${rho}`,
    text: station(rho, servers, exponential(SERVICE_MS)),
    truth: fromTail(meanSojourn, sojournTail),
  };
}

function md1(rho: number): CoverageModel {
  const { meanSojourn, sojournTail } = mdc(rho * MU, SERVICE_MS, 1);
  return {
    name: `M/D/1, ρ ${rho}`,
    text: station(rho, 1, `${SERVICE_MS}ms`),
    truth: fromTail(meanSojourn, sojournTail),
  };
}

/** The distribution of its sojourn has no closed form that is used here. */
function processorSharing(rho: number): CoverageModel {
  return {
    name: `M/G/1-PS, ρ ${rho}`,
    text: model(
      `rate: ${rho * MU * 1000}/s, to: web.page`,
      `  web: { type: service, cores: 1, endpoints: { page: [{ cpu: "lognormal(mean ${SERVICE_MS}ms, p99 40ms)" }] } }`,
    ),
    truth: { mean: mg1ProcessorSharing(rho * MU, SERVICE_MS) },
  };
}

/** A connection is held by an exponential query and nothing else, so the line is that of M/M/c. */
function pool(rho: number, connections: number): CoverageModel {
  const { meanSojourn, sojournTail } = mmc(rho * connections * MU, MU, connections);
  return {
    name: `pool of ${connections}, ρ ${rho}`,
    text: model(
      `rate: ${rho * connections * MU * 1000}/s, to: web.page`,
      `  web: { type: service, endpoints: { page: [{ query: db.read }] } }
  db: { type: database, pool: { connections: ${connections} }, queries: { read: { time: "${exponential(SERVICE_MS)}" } } }`,
    ),
    truth: fromTail(meanSojourn, sojournTail),
  };
}

function tandem(rho1: number, rho2: number): CoverageModel {
  const lambda = rho1 * MU;
  const mu2 = lambda / rho2;
  const mean = 1 / (MU - lambda) + 1 / (mu2 - lambda);
  return {
    name: `tandem, ρ ${rho1} and ${rho2}`,
    text: model(
      `rate: ${lambda * 1000}/s, to: front.page`,
      `  front: { type: service, endpoints: { page: [{ call: web.serve }, { call: db.serve }] } }
  web: { type: service, threads: 1, endpoints: { serve: [{ delay: "${exponential(SERVICE_MS)}" }] } }
  db: { type: service, threads: 1, endpoints: { serve: [{ delay: "${exponential(1 / mu2)}" }] } }`,
    ),
    truth: fromTail(mean, tandemSojournTail(lambda, MU, mu2)),
  };
}

/**
 * What leaves M/M/1 is Poisson (Burke), and each of two instances takes every second of it, so Erlang-2/M/1. The
 * program does not know that, and uses the first station as an analytic twin of the whole.
 */
function halfSolved(rho1: number, rho2: number): CoverageModel {
  const lambda = rho1 * MU;
  const mu2 = lambda / 2 / rho2;
  const second = gim1(erlangGaps(2, 2 / lambda), mu2);
  return {
    name: `solved in part, ρ ${rho1} and ${rho2}`,
    text: model(
      `rate: ${lambda * 1000}/s, to: front.page`,
      `  front: { type: service, endpoints: { page: [{ call: web.serve }, { call: db.serve }] } }
  web: { type: service, threads: 1, endpoints: { serve: [{ delay: "${exponential(SERVICE_MS)}" }] } }
  db: { type: service, instances: 2, balance: round-robin, threads: 1, endpoints: { serve: [{ delay: "${exponential(1 / mu2)}" }] } }`,
    ),
    truth: { mean: 1 / (MU - lambda) + second.meanSojourn },
  };
}

/** Who arrives sees N − 1 users (Sevcik & Mitrani 1981), n of them at the server: then T is n + 1 services. */
function closed(users: number, thinkMs: number): CoverageModel {
  const seen = stationary({ birth: (n) => (users - 1 - n) / thinkMs, death: () => MU, steadyFrom: Infinity })!;
  const tail = (t: number): number => seen.reduce((sum, p, n) => sum + p * gammaQ(n + 1, MU * t), 0);
  return {
    name: `closed, ${users} users`,
    text: model(
      `users: ${users}, think: ${exponential(thinkMs)}, to: station.serve`,
      `  station: { type: service, threads: 1, endpoints: { serve: [{ delay: "${exponential(SERVICE_MS)}" }] } }`,
    ),
    truth: fromTail(machineRepair(users, thinkMs, MU, 1).meanSojourn, tail),
  };
}

function overloaded(rho: number): CoverageModel {
  return { name: `M/M/1, ρ ${rho}`, text: station(rho, 1, exponential(SERVICE_MS)), truth: null };
}

/** More arrives than such a part can do at its best number of requests; with more inside, it does less. */
function pastThePeak(): CoverageModel {
  const usl = { alpha: 0.05, beta: 0.002, gamma: 1000 * MU };
  const perSecond = 1.1 * uslThroughput(usl, Math.round(uslPeak(usl)));
  return {
    name: "USL, past its peak",
    text: model(
      `rate: ${perSecond.toFixed(3)}/s, to: web.page`,
      `  web: { type: service, contention: 5%, coherency: 0.2%, endpoints: { page: [{ cpu: "${exponential(SERVICE_MS)}" }] } }`,
    ),
    truth: null,
  };
}

const exponentialOf = (ms: number) => fromTail(ms, (t) => Math.exp(-t / ms));

/** Nothing waits: what takes as long as it takes, with so many of them at once. */
function infinite(inFlight: number, ms: number): CoverageModel {
  return {
    name: `M/M/∞, ${inFlight} in flight`,
    text: model(
      `rate: ${(inFlight / ms) * 1000}/s, to: web.page`,
      `  web: { type: service, endpoints: { page: [{ delay: "${exponential(ms)}" }] } }`,
    ),
    truth: exponentialOf(ms),
  };
}

/** Poisson traffic dealt out by chance is Poisson at each: as many M/M/1, of which each remembers for itself. */
function sideBySide(instances: number, rho: number): CoverageModel {
  const { meanSojourn, sojournTail } = mmc(rho * MU, MU, 1);
  return {
    name: `${instances} random M/M/1, ρ ${rho}`,
    text: model(
      `rate: ${(instances * rho * MU * 1000).toFixed(6)}/s, to: station.serve`,
      `  station: { type: service, instances: ${instances}, balance: random, threads: 1, endpoints: { serve: [{ delay: "${exponential(SERVICE_MS)}" }] } }`,
    ),
    truth: fromTail(meanSojourn, sojournTail),
  };
}

/** A mix of two exponential times, of which the slow one makes most of the mean. */
function slowClass(pagesPerSecond: number, pageMs: number, reportsPerMinute: number, reportMs: number): CoverageModel {
  const share = reportsPerMinute / 60 / (pagesPerSecond + reportsPerMinute / 60);
  const tail = (t: number): number => (1 - share) * Math.exp(-t / pageMs) + share * Math.exp(-t / reportMs);
  return {
    name: `${reportMs / 60_000} min beside ${pageMs} ms`,
    text: `version: 1
traffic:
  users: { rate: ${pagesPerSecond}/s, to: web.page }
  batch: { rate: ${reportsPerMinute}/min, to: web.report }
parts:
  web: { type: service, endpoints: { page: [{ delay: ${exponential(pageMs)} }], report: [{ delay: ${exponential(reportMs)} }] } }
`,
    truth: fromTail((1 - share) * pageMs + share * reportMs, tail),
  };
}

/** Poisson while it is on: gaps are hyperexponential (Kuczura 1973), so GI/M/1. */
function onAndOff(perSecond: number, onMs: number, offMs: number): CoverageModel {
  const { meanSojourn, sojournTail } = gim1(interruptedPoissonGaps(perSecond / 1000, onMs, offMs), MU);
  return {
    name: "MMPP, on and off",
    text: model(
      `rate: { states: [{ rate: ${perSecond}/s, for: ${exponential(onMs)} }, { rate: 0/s, for: ${exponential(offMs)} }] }, to: station.serve`,
      `  station: { type: service, threads: 1, endpoints: { serve: [{ delay: "${exponential(SERVICE_MS)}" }] } }`,
    ),
    truth: fromTail(meanSojourn, sojournTail),
  };
}

/** Empty at first, with room for all keys: once it is full nothing misses, and only the look-up is left. */
function fillingCache(): CoverageModel {
  return {
    name: "a cache that fills",
    text: model(
      "rate: 500/s, to: app.get",
      `  app: { type: service, endpoints: { get: [{ get: cache, miss: [{ query: db.read }] }] } }
  cache: { type: cache, keys: { count: 100, zipf: 0.8 }, time: "${exponential(SERVICE_MS)}" }
  db: { type: database, pool: { connections: 5 }, queries: { read: { time: "${exponential(SERVICE_MS)}" } } }`,
    ),
    truth: exponentialOf(SERVICE_MS),
  };
}

export const models: readonly CoverageModel[] = [
  ...[0.5, 0.7, 0.8, 0.9, 0.95].map((rho) => mm(rho, 1)),
  mm(0.9, 4),
  md1(0.8),
  processorSharing(0.8),
  pool(0.8, 4),
  tandem(0.8, 0.7),
  halfSolved(0.7, 0.8),
  closed(20, 250),
  infinite(200, 200),
  infinite(3000, 1000),
  mm(0.5, 400),
  sideBySide(75, 0.61),
  slowClass(20, 20, 1, 600_000),
  onAndOff(120, 500, 500),
  fillingCache(),
  overloaded(1.05),
  overloaded(1.2),
  pastThePeak(),
];
