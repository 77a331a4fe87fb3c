/**
 * Closed users: the operational bounds, which hold for all service times and queues, and the exact mean values
 * where all stations are those of a product-form network (BCMP 1975).
 */
import type { EndpointFindings } from "../../analysis/findings/findings.js";
import { closedBounds } from "../../analysis/theory/bounds.js";
import { mva } from "../../analysis/theory/mva.js";
import { roundsOf } from "../../model/check/rounds.js";
import { lawOf, type Stage } from "../../model/outline/outline.js";
import type { TrafficOutline } from "../../model/traffic/outline.js";
import type { Claim } from "./claim.js";
import type { Told } from "./claims-of.js";
import { isUsual } from "./form.js";
import { type Ran, resourceOf } from "./open-claims.js";
import type { Stations } from "./stations.js";
import { attemptsOf, meanAttempts, survival } from "./survival.js";

const WORK_MAX = 200_000; // Users × servers that MVA goes through.

export function closedClaims(
  source: TrafficOutline & { readonly users: number },
  stations: Stations,
  ran: Ran & { readonly all: EndpointFindings },
): Told {
  const thinkMs = lawOf(source.think).mean;
  const { throughput } = ran.all;
  const roundMs = source.endpoints.reduce((sum, { share, stages }) => sum + share * meanUnhindered(stages), 0);
  const demands = [...stations.network.places.values()]
    .filter(({ visits, station }) => visits.every(({ lane }) => lane === 0) && Number.isFinite(station.servers))
    .map(({ station, visits }) => {
      const held = visits.reduce((sum, { perMs, body }) => sum + perMs * meanUnhindered(body), 0);
      return { station, demandMs: held, perServer: held / (station.servers * station.instances) };
    });
  const largest = Math.max(0, ...demands.map(({ perServer }) => perServer));
  if (roundMs + thinkMs === 0) return { claims: [], why: "nothing that is known takes any time" };
  const slowest = largest > 0 ? closedBounds([largest], source.users, 0).throughputAtMost : Number.POSITIVE_INFINITY;
  const atMost = Math.min(slowest, source.users / (roundMs + thinkMs)) * 1000;
  const remembersMs = Math.max(roundMs + thinkMs, source.users * largest); // A round of all of them.
  const common = { exact: true, why: null, events: ran.all.requests, remembersMs, tail: false };
  const users = { ...common, part: "users", resource: null, unit: "1/s" as const };
  const bound = { form: "operational bounds", quantity: "throughput", expected: atMost, simulated: throughput };
  const claims: Claim[] = [{ ...users, ...bound, atMost: true }];
  const law = productForm(stations, source.users);
  if (typeof law === "string") return { claims, why: law };
  const solved = mva(
    law.map(({ demandMs, servers }) => ({ demand: demandMs, servers })),
    source.users,
    thinkMs + roundMs - law.reduce((sum, { demandMs }) => sum + demandMs, 0),
  );
  const perSecond = solved.throughput * 1000;
  const exact = { ...common, atMost: false, form: "MVA" };
  claims.push({ ...users, ...exact, quantity: "throughput", expected: perSecond, simulated: throughput });
  for (const [i, { part, resource, servers, demandMs, visits }] of law.entries()) {
    const found = resourceOf(ran, part, resource);
    if (found?.utilisation == null) continue;
    const of = { ...exact, part, resource };
    const busy = (solved.throughput * demandMs) / servers;
    const waitMs = (solved.residence[i]! - demandMs) / visits;
    claims.push({ ...of, quantity: "utilisation", unit: "1", expected: busy, simulated: found.utilisation });
    claims.push({ ...of, quantity: "mean wait", unit: "ms", expected: waitMs, simulated: found.waitingTimeMs.mean });
  }
  return { claims, why: null };
}

interface MvaStation {
  readonly part: string;
  readonly resource: string;
  readonly servers: number;
  readonly demandMs: number;
  readonly visits: number; // Per interaction.
}

/** The stations with queues; or why mean value analysis cannot treat all of them. */
function productForm({ network, holding }: Stations, users: number): MvaStation[] | string {
  const found: MvaStation[] = [];
  for (const place of network.places.values()) {
    const { station, visits, key } = place;
    if (holding.neverWaits(key)) continue;
    const { part, resource, servers, sharing, instances, contention, coherency, queueMax, patience } = station;
    const law = holding.of(place);
    const isPlain = isUsual(station) && queueMax === Number.POSITIVE_INFINITY && patience === null && instances === 1;
    const isNested = visits.some(({ within, lane }) => lane > 0 || within.some((outer) => !holding.neverWaits(outer)));
    if (visits.some(({ forks }) => forks.length > 0)) return `a parallel step comes to ${key}`;
    if (isNested) return `${key} is waited for while something else is held, or no request waits for its work`;
    if (law === null) return `how long ${key} is held depends on what waits inside`;
    if (!isPlain || contention > 0 || coherency > 0 || !Number.isInteger(servers))
      return `${key} is no station of a network that mean value analysis solves`;
    if (!sharing && law.shape !== "exponential") return `the times at ${key} are not exponential`;
    const perInteraction = visits.reduce((sum, { perMs }) => sum + perMs, 0);
    found.push({ part, resource, servers, demandMs: perInteraction * law.mean, visits: perInteraction });
  }
  const many = found.filter(({ servers }) => servers > 1);
  const work = users * found.reduce((sum, { servers }) => sum + servers, 0) * 2 ** many.length;
  return work > WORK_MAX ? "so many users that mean value analysis would take too long" : found;
}

/** In ms, without what a failure cuts off and without waits between attempts. */
function meanUnhindered(stages: readonly Stage[]): number {
  let share = 1;
  let sum = 0;
  for (const stage of stages) {
    sum += share * stageMs(stage);
    share *= survival([stage]);
  }
  return sum;
}

function stageMs(stage: Stage): number {
  switch (stage.kind) {
    case "time":
    case "cores":
      return lawOf(stage.law).mean;
    case "hold":
      return meanUnhindered(stage.body);
    case "either":
      return stage.ways.reduce((sum, { share, body }) => sum + share * meanUnhindered(body), 0);
    case "repeat":
      return (roundsOf(stage.times)?.begun(survival(stage.body)) ?? 0) * meanUnhindered(stage.body);
    case "try": {
      const tries = attemptsOf(stage);
      const failing = tries.failed ** tries.attempts;
      return meanAttempts(tries) * meanUnhindered(stage.body) + failing * meanUnhindered(stage.fallback);
    }
    case "together": // Which of them suffice is random, unless all are needed.
      return stage.needs < stage.branches.reduce((all, { copies }) => all + copies, 0)
        ? 0
        : Math.max(...stage.branches.map(({ body }) => meanUnhindered(body)));
    default:
      return 0;
  }
}
