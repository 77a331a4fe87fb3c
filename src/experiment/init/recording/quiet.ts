/** The quietest tenth of a recording's time, when the least of a duration is waiting. */
import type { Tally } from "./tally.js";

export interface Quiet {
  readonly perSecond: number; // The load then; where there is no quiet time, of all the time.
  readonly isApart: boolean; // There is a time that is much quieter than the busiest.
  has(second: number): boolean;
  readonly busiest: { readonly perSecond: number; has(second: number): boolean } | null; // A tenth too; null: as quiet.
}

const SHARE = 0.1;
const EACH = 500; // Requests of a stretch, on average: of fewer, the quietest are so by chance.
const STRETCHES = { least: 10, most: 400 };
const SAME_LOAD = 0.7; // With more than that of the load of the busiest tenth, the quietest is not quiet.

/** Null of a recording without times, or of a moment only. */
export function quietTime(tally: Tally): Quiet | null {
  const { firstS, counts } = tally.rows;
  if (counts.length < 2) return null;
  const asked = Math.min(STRETCHES.most, tally.requests / EACH);
  const width = Math.max(1, Math.ceil(counts.length / Math.max(1, asked))); // In rows.
  const whole = Math.max(1, Math.floor(counts.length / width));
  const stretches = Array.from({ length: whole }, (_, i) => ({
    i,
    count: counts.slice(i * width, (i + 1) * width).reduce((sum, each) => sum + each, 0),
  }));
  const byLoad = stretches.filter(({ count }) => count > 0).sort((a, b) => a.count - b.count);
  const tenth = byLoad.slice(0, Math.ceil(byLoad.length * SHARE));
  const countOf = (some: readonly { readonly count: number }[]): number =>
    some.reduce((sum, { count }) => sum + count, 0);
  const isApart = byLoad.length >= STRETCHES.least && countOf(tenth) < SAME_LOAD * countOf(byLoad.slice(-tenth.length));
  const of = (chosen: readonly { readonly i: number; readonly count: number }[]) => {
    const inside = new Set(chosen.map(({ i }) => i));
    return {
      perSecond: countOf(chosen) / (chosen.length * width * tally.stepS),
      has: (second: number) => inside.has(Math.floor((second - firstS) / tally.stepS / width)),
    };
  };
  return { ...of(isApart ? tenth : byLoad), isApart, busiest: isApart ? of(byLoad.slice(-tenth.length)) : null };
}
