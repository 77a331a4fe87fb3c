/** Stations whose rate depends on the number there: shared cores, or a pool in front of a part that slows down. */
import { loadDependent } from "../../../analysis/theory/load-dependent.js";
import { uslThroughput } from "../../../analysis/theory/usl.js";
import { exact, type Form, isPlainLine, meanWait, type Question, utilisation } from "../form.js";

/** A pool of P places in front of a part that slows down under load: n in use complete at total rate X(n). */
export function slotsInFront(question: Question): Form | null {
  const { station, perMs, inner, arrivals } = question;
  if (inner === null || inner.law.shape !== "exponential" || !isPlainLine(question)) return null;
  if (arrivals !== "poisson" && arrivals !== "network") return null;
  const { servers, contention, coherency } = inner.station;
  const completions = (n: number): number => {
    const slowed = uslThroughput({ alpha: contention, beta: coherency, gamma: 1 / inner.law.mean }, n);
    return (slowed * Math.min(n, servers)) / n;
  };
  const upTo = lastThatKeepsUp(perMs, completions, station.servers);
  if (upTo !== null) {
    const name = `M/M(n)/${station.servers}`;
    const why = `it has two states: with up to ${upTo} at once it keeps up, with more it slows down and does not come back; which state a run is in is chance`;
    return { name, why, says: [], meanWaitMs: Number.NaN, meanInsideMs: Number.NaN };
  }
  const queue = loadDependent(perMs, completions, station.servers);
  const rho = Math.min(1, perMs / completions(station.servers));
  const inside = queue.meanHolding - inner.law.mean;
  const isUsl = contention > 0 || coherency > 0;
  return {
    name: `M/M(n)/${station.servers}`,
    why: null,
    says: [
      utilisation(queue.meanBusy / station.servers),
      meanWait(queue.meanWait, rho ** station.servers),
      { ...meanWait(inside, isUsl ? rho : rho ** servers), at: inner.key },
    ],
    meanWaitMs: queue.meanWait,
    meanInsideMs: queue.meanHolding,
  };
}

/**
 * The largest number inside at which the station keeps up, if it does not with all places taken.
 * Its queue has no steady state, yet stays short until chance brings more than that; null
 * for all other stations.
 */
function lastThatKeepsUp(perMs: number, completions: (n: number) => number, places: number): number | null {
  if (!Number.isFinite(places) || completions(places) > perMs) return null;
  for (let n = places; n > 0; n--) if (completions(n) > perMs) return n;
  return null;
}

/** M/G/c with shared cores: the number there is distributed as in M/M/c (insensitivity; Kelly 1979). */
export function processorSharing({ station, perMs, law, arrivals }: Question): Form | null {
  const { servers, contention, coherency } = station;
  if (law === null || !station.sharing || contention > 0 || coherency > 0) return null;
  if (arrivals !== "poisson" && arrivals !== "network") return null;
  const queue = loadDependent(perMs, (n) => Math.min(n, servers) / law.mean, Math.ceil(servers));
  const lostMs = Math.max(0, queue.meanSojourn - law.mean);
  const name = servers === 1 ? "M/G/1-PS" : `M/G/${servers}-PS`;
  return exact(name, lostMs, [meanWait(lostMs, Math.min(1, (perMs * law.mean) / servers) ** servers)]);
}
