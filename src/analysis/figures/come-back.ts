/**
 * A system that does not come back when the cause is gone: how it stands instead, from what was measured over time in
 * the second half of the time that it was watched.
 */
import type { MechanismFindings, NotBackFindings, OverTimeFindings } from "../findings/findings.js";
import type { Spike } from "./recovery.js";
import { SATURATED } from "./saturation.js";

type Course = Pick<OverTimeFindings, "startMs" | "binMs" | "offeredLoad" | "goodput" | "resources">;

/** Bins, the last not included. */
export type Bins = readonly [from: number, to: number];

/** @param full what stays full @returns undefined where no mechanism is sure */
export type WhyNotBack = (full: NotBackFindings["full"], before: Bins, after: Bins) => MechanismFindings | undefined;

const HALF = 0.5; // Fewer come, and fewer are answered: users who wait do not ask again.
const MUCH = 0.05; // Of what is offered: less is a system that is a little slower, such as one whose cache still fills.

/**
 * @param course bin by bin, up to the end of what is watched
 * @param replications none of which recovered
 * @returns null where it works nearly as before, if not quite as well
 */
export function notBack(
  { startMs, binMs, offeredLoad, goodput, resources }: Course,
  { fromMs, toMs, stays }: Spike,
  replications: number,
  whyNot: WhyNotBack = () => undefined,
): NotBackFindings | null {
  const bins = goodput.length;
  const start = Math.max(0, Math.floor((fromMs - startMs) / binMs));
  const first = Math.min(bins - 1, Math.max(0, Math.ceil((toMs - startMs) / binMs)));
  const middle = Math.min(bins - 1, Math.ceil((first + bins) / 2));
  const answered = (from: number, to: number): number =>
    mean(goodput.slice(from, to)) / mean(offeredLoad.slice(from, to));
  const isFull = (shares: readonly number[], from: number, to: number): boolean =>
    to > from && shares.slice(from, to).every((share) => share >= SATURATED);
  const full = resources
    .filter(
      ({ utilisation }) =>
        utilisation !== null &&
        isFull(utilisation, middle, bins) &&
        !isFull(utilisation, Math.max(0, start - 1), start),
    )
    .map(({ part, resource }) => ({ part, resource }));
  const isStarved =
    mean(goodput.slice(middle)) < HALF * mean(goodput.slice(0, start)) &&
    mean(offeredLoad.slice(middle)) < HALF * mean(offeredLoad.slice(0, start));
  const fails = start > 0 && (isStarved || answered(middle, bins) < answered(0, start) - MUCH);
  if (!fails && full.length === 0) return null;
  const why = whyNot(full, [0, start], [middle, bins]);
  return {
    replications,
    watchedMs: startMs + bins * binMs - toMs,
    goodputBefore: start === 0 ? null : mean(goodput.slice(0, start)),
    goodputAfter: mean(goodput.slice(middle)),
    full,
    ...(why === undefined ? {} : { why }),
    ...(stays ? { stays } : {}),
  };
}

const SHORTER = 0.9; // Of what waits at its end: the queues drain, slowly.

/** Whether fewer wait in the last bins than at the end of the cause, so that it is only a matter of time. */
export function drains(
  waiting: readonly (readonly number[])[],
  { startMs, binMs }: Pick<Course, "startMs" | "binMs">,
  { toMs }: Spike,
): boolean {
  const first = Math.max(0, Math.ceil((toMs - startMs) / binMs));
  const at = (from: number, to?: number): number => mean(waiting.map((each) => mean(each.slice(from, to))));
  const [then, now] = [at(first, first + 2), at(-2)];
  return then > 1 && now < SHORTER * then;
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
