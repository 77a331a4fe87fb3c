/** A pool in front of what slows down as more of it is in use: P places, n of which complete at total rate X(n). */
import { loadDependent } from "../../../analysis/theory/load-dependent.js";
import { uslThroughput } from "../../../analysis/theory/usl.js";
import { type Form, isPlainLine, meanWait, type Question, utilisation } from "../form.js";

export function slotsInFront(question: Question): Form | null {
  const { station, perMs, inner, arrivals } = question;
  if (inner === null || inner.law.shape !== "exponential" || !isPlainLine(question)) return null;
  if (arrivals !== "poisson" && arrivals !== "network") return null;
  const { servers, contention, coherency } = inner.station;
  const completions = (n: number): number => {
    const slowed = uslThroughput({ alpha: contention, beta: coherency, gamma: 1 / inner.law.mean }, n);
    return (slowed * Math.min(n, servers)) / n;
  };
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
