/**
 * A release: instances get a new version, in turn or all at once, and perhaps the old one again.
 *
 * An instance that is replaced gets no new requests for `drainMs`; then it stops, and what it still does is lost; after
 * `bootMs` it is back. One after the other, n instances leave (n − 1) ÷ n of the capacity.
 */
import type { Simulation } from "../../engine/simulation.js";
import type { Breakdowns } from "../faults/breakdowns.js";
import type { Rotation } from "./rotation.js";

export interface ReleaseOptions {
  readonly atMs: number;
  readonly instances: number;
  readonly first: number; // How many are replaced together at the beginning; the rest one after the other.
  readonly watchedMs: number; // From when the first are back to the next, where not all go at once.
  readonly pauseMs: number; // From when one is back to the next.
  readonly drainMs: number;
  readonly bootMs: number;
  readonly backAfterMs: number; // From the first new version to the way back; Infinity: it stays.
}

/** An instance that is replaced. */
export interface Replacement {
  readonly instance: number;
  readonly leavesMs: number; // Gets no more requests.
  readonly stopsMs: number;
  readonly backMs: number;
  readonly isNew: boolean; // Which version it is then.
}

/** In order of time. What has not begun when the way back begins never does. */
export function releasePlan(options: ReleaseOptions): readonly Replacement[] {
  const { atMs, instances, first, watchedMs, pauseMs, drainMs, bootMs, backAfterMs } = options;
  const takesMs = drainMs + bootMs;
  const one = (instance: number, leavesMs: number, isNew: boolean): Replacement => {
    const stopsMs = leavesMs + drainMs;
    return { instance, leavesMs, stopsMs, backMs: stopsMs + bootMs, isNew };
  };
  const restMs = atMs + takesMs + (watchedMs > 0 ? watchedMs : pauseMs);
  const there = Array.from({ length: instances }, (_, i) =>
    one(i, i < first ? atMs : restMs + (i - first) * (takesMs + pauseMs), true),
  );
  const returnMs = atMs + takesMs + backAfterMs;
  if (returnMs === Number.POSITIVE_INFINITY) return there;
  const begun = there.filter(({ leavesMs }) => leavesMs < returnMs);
  let nextMs = returnMs;
  const back = begun.map(({ instance }, i) => {
    const leavesMs = i < first ? returnMs : nextMs; // By then it has come.
    nextMs = leavesMs + takesMs + pauseMs;
    return one(instance, leavesMs, false);
  });
  return [...begun, ...back];
}

/** What happens to the instances, and what they are like. */
export interface Replaced {
  readonly rotation: Rotation;
  readonly breakdowns: Breakdowns;
  hasNew(instance: number, isNew: boolean): void; // Just started.
}

export function release(simulation: Simulation, plan: readonly Replacement[], replaced: Replaced): void {
  const { rotation, breakdowns } = replaced;
  const at = (ms: number, fire: () => void): void => simulation.wakeActorAt(simulation.addActor({ fire }), ms);
  for (const { instance, leavesMs, stopsMs, backMs, isNew } of plan) {
    at(leavesMs, () => rotation.leave(instance));
    at(stopsMs, () => breakdowns.goDown(instance, "lost", backMs - stopsMs));
    at(backMs, () => {
      breakdowns.comeUp(instance);
      replaced.hasNew(instance, isNew);
      rotation.join(instance);
    });
  }
}
