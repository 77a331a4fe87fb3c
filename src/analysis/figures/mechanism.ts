/**
 * Why a system stays down when the cause is gone, from what was measured before the cause and in the second half of the
 * time watched after it. What one unit of work takes of the full resource is known from before: of ρ busy at so many
 * units a second, so many more ask for as many times ρ. Then
 *
 *   retries keep it full where it could do what is asked, but not what retries make of that: (R + 1)·ρ > 1;
 *   a cache keeps it full where the misses alone are more than it can do, and fewer look-ups hit than before;
 *   and the wait keeps the work useless where the queue is longer than those who wait in it do wait.
 *
 * Of several that hold, the retries or cache that ask for most are named. None where none of this was measured.
 * Source: Bronson et al., Metastable Failures in Distributed Systems (HotOS 2021).
 */
import type { MechanismFindings } from "../findings/findings.js";
import { SATURATED } from "./saturation.js";

/** Per second. */
export interface BeforeAndAfter {
  readonly before: number;
  readonly after: number;
}

/** The innermost resource that stays full. */
export interface Full {
  readonly part: string;
  readonly resource: string;
  readonly utilisation: number; // Before.
  readonly served: BeforeAndAfter;
  readonly queueLength: number; // After.
  /** How long those who wait for it do so at most; null: for ever, or that is not the same for all. */
  readonly limit: Pick<NonNullable<MechanismFindings["wait"]>, "limit" | "limitMs"> | null;
}

interface Asking {
  readonly isAlone: boolean; // Whether all that the full resource does is asked for by these.
}

export interface Retried extends Asking {
  readonly part: string;
  readonly asked: number; // Per second, after.
  readonly attempts: number; // With retries.
  readonly calls: BeforeAndAfter; // Attempts that no open breaker refused.
}

export interface LookedUp extends Asking {
  readonly cache: string;
  readonly lookUps: BeforeAndAfter;
  readonly misses: BeforeAndAfter;
}

const MANY = 1.25; // Attempts for each call: fewer are no storm.
const COLDER = 0.05; // Of the look-ups.

/**
 * @param retried parts whose calls are retried, that are or ask the full one
 * @param caches whose misses ask it
 * @param queued all that stay full: threads are waited for while those who hold them share cores
 */
export function mechanismOf(
  full: Full,
  retried: readonly Retried[],
  caches: readonly LookedUp[],
  queued: readonly Full[] = [full],
): MechanismFindings | null {
  const storms = retried.filter(
    ({ asked, attempts, calls, isAlone }) =>
      attempts >= MANY * asked &&
      demand(full, isAlone, calls) >= SATURATED &&
      demand(full, isAlone, { before: calls.before, after: asked }) < SATURATED,
  );
  const cold = caches.filter(
    (cache) =>
      hitRate(cache).after < hitRate(cache).before - COLDER && demand(full, cache.isAlone, cache.misses) >= SATURATED,
  );
  const [storm] = storms.toSorted((a, b) => b.attempts - b.asked - (a.attempts - a.asked));
  const [emptiest] = cold.toSorted((a, b) => b.misses.after - a.misses.after);
  const wait = longestWait(queued);
  const { part, resource } = full;
  if (storm !== undefined) {
    const { part: called, asked, attempts } = storm;
    return { retries: { part: called, asked, attempts }, ...wait };
  }
  if (emptiest === undefined) return wait.wait === undefined ? null : wait;
  const { before, after } = hitRate(emptiest);
  return { cold: { cache: emptiest.cache, hitRateBefore: before, hitRateAfter: after, part, resource }, ...wait };
}

/** What they ask of the resource, as a share of what it can do; where others ask it too, at least so much. */
function demand({ utilisation, served }: Full, isAlone: boolean, { before, after }: BeforeAndAfter): number {
  const units = isAlone ? before : Math.max(before, served.before);
  return units > 0 ? (utilisation * after) / units : 0;
}

const hitRate = ({ lookUps, misses }: LookedUp): BeforeAndAfter => ({
  before: 1 - misses.before / lookUps.before,
  after: 1 - misses.after / lookUps.after,
});

/** Of those that are longer than their limit. */
function longestWait(queued: readonly Full[]): Pick<MechanismFindings, "wait"> {
  const waits = queued.flatMap(({ part, resource, queueLength, served, limit }) => {
    const waitMs = served.after > 0 ? (queueLength / served.after) * 1000 : 0;
    return limit === null || waitMs < limit.limitMs ? [] : [{ part, resource, waitMs, ...limit }];
  });
  const [wait] = waits.toSorted((a, b) => b.waitMs - a.waitMs);
  return wait === undefined ? {} : { wait };
}
