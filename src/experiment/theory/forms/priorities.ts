/** Queues and cores with priorities. */

import { loadDependent } from "../../../analysis/theory/load-dependent.js";
import { erlangC } from "../../../analysis/theory/mmc.js";
import { preemptiveResume } from "../../../analysis/theory/preemptive-resume.js";
import { priorityWaits, priorityWaitsOfServers } from "../../../analysis/theory/priorities.js";
import type { Law } from "../../../model/outline/outline.js";
import { type ClassShare, type Form, isPlainLine, meanWait, momentsOf, odditiesOf, type Question } from "../form.js";

/** Without preemption: Cobham's M/G/1, Kella and Yechiali's M/M/c. */
export function prioritisedLine(question: Question): Form | null {
  const { station, perMs, law, arrivals, classes } = question;
  const isOnly = odditiesOf(station).every((oddity) => oddity === "classes");
  if (!isOnly || law === null || arrivals !== "poisson" || !isPlainLine(question)) return null;
  const { servers } = station;
  const isExponential = law.shape === "exponential"; // Of all classes together: then each is, at the same rate.
  if (servers !== 1 && !isExponential) return null;
  const waits = isExponential
    ? priorityWaitsOfServers(
        classes.map((each) => each.perMs),
        1 / law.mean,
        servers,
      )
    : priorityWaits(classes.map(asTheory));
  const of = classes.map((each, rank) => ({ waitMs: waits[rank]!, workMs: each.law!.mean }));
  const mean = of.reduce((sum, { waitMs }, rank) => sum + (classes[rank]!.perMs / perMs) * waitMs, 0);
  return {
    name: `M/${isExponential ? "M" : "G"}/${servers} priority`,
    why: null,
    says: [meanWait(mean, erlangC(servers, perMs * law.mean))],
    meanWaitMs: mean,
    meanInsideMs: null,
    classes: of,
  };
}

const asTheory = ({ perMs, law }: ClassShare) => ({
  lambda: perMs,
  service: momentsOf(law!),
});

type Known = ClassShare & { readonly law: Law };

/**
 * Cores that are shared within a class and taken from the classes below. The first class never notices the others, so
 * it is M/G/c with shared cores. The others need exponential work: with one core they are M/G/1 preemptive
 * resume; with the same work in all, the classes up to k together are M/M/c.
 */
export function preemptiveClasses({ station, perMs, law, arrivals, classes }: Question): Form | null {
  const { servers, sharing, contention, coherency } = station;
  if (!sharing || contention > 0 || coherency > 0 || arrivals !== "poisson" || law === null) return null;
  if (odditiesOf(station).some((oddity) => oddity !== "classes")) return null;
  const known = classes.filter((each): each is Known => each.law !== null);
  const sojourns = law.shape === "exponential" ? alike(known, law.mean, servers) : unlike(known, servers);
  const of = known.map(({ law: { mean } }, rank) => ({ waitMs: Math.max(0, sojourns[rank]! - mean), workMs: mean }));
  const mean = of.reduce((sum, { waitMs }, k) => (known[k]!.perMs === 0 ? sum : sum + known[k]!.perMs * waitMs), 0);
  const name = `M/${law.shape === "exponential" ? "M" : "G"}/${servers} preemptive`;
  const rho = Math.min(1, (perMs * law.mean) / servers);
  const says = Number.isNaN(mean) ? [] : [meanWait(mean / perMs, rho ** servers)];
  return { name, why: null, says, meanWaitMs: mean / perMs, meanInsideMs: null, classes: of };
}

/** Differences of the means of classes 1 to k: λₖ Tₖ = L(λ₁ + … + λₖ) − L(λ₁ + … + λₖ₋₁). */
function alike(classes: readonly Known[], meanMs: number, cores: number): number[] {
  let [upTo, before] = [0, 0];
  return classes.map(({ perMs }) => {
    if (perMs === 0) return meanMs;
    upTo += perMs;
    const inside = upTo * sharedMs(upTo, meanMs, cores);
    const own = (inside - before) / perMs;
    before = inside;
    return own;
  });
}

/** NaN: not known. */
function unlike(classes: readonly Known[], cores: number): number[] {
  const asOneCore = preemptiveResume(
    classes.map(({ perMs, law }) => ({
      lambda: perMs,
      service: momentsOf(law),
    })),
  );
  const first = classes.findIndex(({ perMs }) => perMs > 0);
  return classes.map(({ perMs, law }, rank) => {
    if (rank === first) return sharedMs(perMs, law.mean, cores);
    const areTame = classes.slice(0, rank).every((above) => above.law.infiniteMoment === null); // Else: no interval.
    const isKnown = cores === 1 && law.shape === "exponential" && areTame && Number.isFinite(asOneCore[rank]);
    return isKnown ? asOneCore[rank]! : Number.NaN;
  });
}

/** Mean sojourn in M/G/c with shared cores. */
const sharedMs = (perMs: number, meanMs: number, cores: number): number =>
  loadDependent(perMs, (n) => Math.min(n, cores) / meanMs, Math.ceil(cores)).meanSojourn;
