/** The seven stages of the fixture, and the study that holds them. */
import type { Findings } from "../../src/analysis/findings/findings.js";
import { comparisonsOf } from "./comparisons.js";
import { type Stage, type Station, variantOf } from "./fixture.js";

const station = (part: string, type: string, resource: string, capacity: number, perSecond: number): Station => ({
  part,
  type,
  resource,
  capacity,
  perSecond,
});
const web = (cores: number, perSecond: number) => [
  station("web", "service", "threads", 64 * cores, perSecond * 1.6),
  station("web", "service", "cores", 8 * cores, perSecond),
];
const db = (perSecond: number) => station("shop-db", "database", "cores", 16, perSecond);
const pool = (perSecond: number) => station("shop-db", "database", "connections", 40, perSecond);
const cache = station("catalogue", "cache", "connections", 200, 9_000);
const balancer = station("balancer", "load-balancer", "connections", 4_000, 14_000);

export const stages: readonly Stage[] = [
  {
    name: "Everything on one machine",
    summary: "Web server and database share eight cores.",
    baseMs: 24,
    patienceMs: 8_000,
    stations: [station("machine", "host", "cores", 8, 1_420), station("web", "service", "threads", 64, 2_600)],
  },
  {
    name: "The database on its own machine",
    summary: "Each has cores of its own.",
    baseMs: 25,
    patienceMs: 8_000,
    stations: [...web(1, 3_100), db(1_980)],
  },
  {
    name: "A connection pool with a timeout",
    summary: "Forty connections; who waits longer than 1 s is refused.",
    baseMs: 23,
    patienceMs: 1_000,
    stations: [...web(1, 3_100), pool(2_350), db(2_500)],
  },
  {
    name: "Two read replicas",
    summary: "Reads go to replicas, 40 ms behind.",
    baseMs: 24,
    patienceMs: 1_000,
    stations: [...web(1, 3_060), pool(4_400), db(5_200), station("replicas", "database", "cores", 32, 4_100)],
  },
  {
    name: "A cache for the catalogue",
    summary: "Nine reads in ten never reach the database.",
    baseMs: 12,
    patienceMs: 1_000,
    stations: [...web(1, 3_962), cache, pool(8_800), db(9_400), station("replicas", "database", "cores", 32, 16_000)],
  },
  {
    name: "Four instances behind a balancer",
    summary: "Least connections.",
    baseMs: 12,
    patienceMs: 1_000,
    stations: [
      balancer,
      ...web(4, 8_100),
      cache,
      pool(4_650),
      db(5_400),
      station("replicas", "database", "cores", 32, 16_000),
    ],
  },
  {
    name: "A queue that levels the writes",
    summary: "Orders are taken at once and written when there is time.",
    baseMs: 11,
    patienceMs: 1_000,
    stations: [
      balancer,
      ...web(4, 8_300),
      cache,
      pool(5_150),
      db(8_200),
      station("replicas", "database", "cores", 32, 16_000),
      { ...station("order-workers", "worker", "workers", 12, 3_700), behind: true },
    ],
  },
];

export function semiFinal(changes: Partial<Findings> = {}): Findings {
  const variants = stages.map(variantOf);
  return {
    formatVersion: 1,
    version: "0.1.0",
    seed: "semi-final",
    confidence: 0.95,
    name: "world-cup-semi-final",
    title: "The evening of 7 July 1998, through seven stages of one shop",
    question: "Which stage of the shop would have carried the penalty shoot-out?",
    window: { fromMs: 0, toMs: 150 * 60_000, replications: 5, clock: "1998-07-07T19:30:00" },
    objectives: ["latency: p(99) < 300ms", "errors: rate < 1%"],
    spike: { fromMs: 120 * 60_000, toMs: 137 * 60_000, label: "penalty shoot-out" },
    variants,
    comparisons: comparisonsOf(variants),
    selection: null,
    claims: [
      { claim: "verdict{Four instances behind a balancer} is met", verdict: "met", why: "verdict is met" },
      { claim: "first{Two read replicas} is replicas cores", verdict: "missed", why: "first is web cores" },
    ],
    simulated: { requests: 128_803_112, events: 1_031_224_310, runs: 35 },
    notes: [
      'Traffic: requests per minute to the 1998 World Cup web site, 7 July 1998, from M. Arlitt and T. Jin, "1998 World Cup Web Site Access Logs", The Internet Traffic Archive, Copyright (C) 1997, 1998, 1999 Hewlett-Packard Company; free to use and redistribute with this notice.',
      "The shop is ours: its parts and times are assumptions, stated in the model files.",
    ],
    ...changes,
  };
}
