/**
 * What became of an effect, request by request, when the run is over. Those due are in time, late, lost, undone or
 * unfinished, each by the bin in which it was due; what happened without being due is uncalled-for, by the bin in which it did.
 */
import { Histogram } from "../../engine/histogram.js";
import type { Window } from "../observation/window.js";
import type { Account } from "./account.js";

export interface Settled {
  readonly due: Int32Array; // By bin, as all others:
  readonly inTime: Int32Array;
  readonly late: Int32Array; // Too late, or not yet and too late already.
  readonly lost: Int32Array; // It did not happen, and nothing works for it any more.
  readonly undone: Int32Array; // It happened and was taken back, and nothing works for it any more.
  readonly unfinished: Int32Array; // Still under way, and not late yet.
  readonly twice: Int32Array; // Of those done: more than once.
  readonly uncalledFor: Int32Array;
  readonly happened: Int32Array; // Requests to which it happened, due or not.
  readonly doneThen: Int32Array; // Of those due, by the bin in which it happened, but not before it was due.
  readonly open: Int32Array; // Due and not done, at the end of each bin.
  readonly pendingMs: Histogram; // From due until done, or until the end of the run where it is under way.
  readonly unbalanced: number; // |due − (done + lost + undone + under way)| of the whole run, and |done − those found done|.
}

/** @param strays that happened to requests for which it is never due, by bin @param isAlive by the request's number */
export function settle(
  account: Account,
  strays: Int32Array,
  isAlive: Uint8Array,
  window: Window,
  nowMs: number,
): Settled {
  const { dueMs, doneMs, times, spec } = account;
  const counts = (): Int32Array => new Int32Array(window.bins);
  const found = {
    due: counts(),
    inTime: counts(),
    late: counts(),
    lost: counts(),
    undone: counts(),
    unfinished: counts(),
    twice: counts(),
    uncalledFor: strays.map((count) => Math.max(0, count)),
    happened: strays.map((count) => Math.max(0, count)),
    doneThen: counts(),
    pendingMs: new Histogram(),
  };
  const change = counts(); // Of those open.
  let [openBefore, done, lost, undone, underWay] = [0, 0, 0, 0, 0];
  const last = Math.min(isAlive.length, times.length) - 1;
  for (let number = 1; number <= last; number++) {
    const hasHappened = times[number]! > 0;
    if (!account.isDue(number)) {
      if (!hasHappened || isAlive[number] === 1) continue; // It may yet be due.
      const bin = binOf(doneMs[number]!, window);
      if (bin === null) continue;
      found.uncalledFor[bin]!++;
      found.happened[bin]!++;
      continue;
    }
    const due = dueMs[number]!;
    const until = hasHappened ? Math.max(due, doneMs[number]!) : nowMs;
    if (hasHappened) done++;
    else if (isAlive[number] === 1) underWay++;
    else if (doneMs[number] === Number.POSITIVE_INFINITY) undone++;
    else lost++;
    const [dueBin, doneBin] = [binOf(due, window), hasHappened ? binOf(until, window) : null];
    if (doneBin !== null) found.doneThen[doneBin]!++;
    if (due < window.fromMs && until >= window.fromMs) openBefore++;
    if (dueBin !== null) change[dueBin]!++;
    if (doneBin !== null) change[doneBin]!--;
    if (dueBin === null) continue;
    found.due[dueBin]!++;
    const isOver = !hasHappened && isAlive[number] === 0;
    if (!isOver) found.pendingMs.record(until - due);
    if (isOver) found[doneMs[number] === Number.POSITIVE_INFINITY ? "undone" : "lost"][dueBin]!++;
    else if (until - due > spec.withinMs) found.late[dueBin]!++;
    else found[hasHappened ? "inTime" : "unfinished"][dueBin]!++;
    if (!hasHappened) continue;
    found.happened[dueBin]!++;
    if (times[number]! > 1) found.twice[dueBin]!++;
  }
  let level = openBefore;
  const open = change.map((by) => (level += by));
  const unbalanced = Math.abs(account.due - (done + lost + undone + underWay)) + Math.abs(account.done - done);
  return { ...found, open, unbalanced };
}

/** Null outside of the window. */
function binOf(ms: number, { fromMs, toMs, binMs, bins }: Window): number | null {
  if (!(ms >= fromMs && ms < toMs)) return null;
  return Math.min(bins - 1, Math.floor((ms - fromMs) / binMs));
}
