/**
 * Bisection for a threshold that is measured with noise, from both sides: the most demanding point that is proven to
 * be met and the least demanding one that is proven to be missed. What lies between is unknown, and is the interval.
 *
 * Points are told apart by their demand: met below the threshold, missed above it. Looks are aimed at both ends of what
 * an effort can tell apart; where they prove nothing more, the effort is raised, since the unknown zone shrinks with its
 * root, until it is narrow or the budget is spent.
 *
 * Cf. Waeber, Frazier & Henderson, Bisection search with noisy responses (2013): they too spend most where it is
 * hardest to tell, but ask for the most likely point where this asks for two that are sure.
 */
import type { Verdict } from "../../analysis/findings/findings.js";
import { aim, type Shot } from "../precision/next-points.js";

export interface Axis {
  /** Strictly between two, the wanted one if possible and their middle if none is; null if they are neighbours. */
  between(met: number, missed: number, wanted?: number): number | null;
  /** Width of the interval, as a multiple of the precision asked for. */
  width(met: number, missed: number): number;
  easier(demand: number): number | null; // null: there is none.
  harder(demand: number): number | null;
}

export interface Tested {
  readonly verdict: Verdict;
  readonly margin: number | null; // See analysis/margin.ts.
}

export interface Tester {
  /** null: the budget does not allow it */
  test(demand: number, effort: number): Promise<Tested | null>;
  /** The effort at which one look would spend all that is left. */
  effortLeft(demand: number): number;
  /** Asked after the first looks: another way to an answer; null if there is none. */
  otherwise?(found: Ends): Promise<Threshold | null>;
}

export interface Threshold {
  readonly met: number | null; // The most demanding one proven.
  readonly missed: number | null; // The least demanding one.
  readonly stopped: "narrow" | "budget" | "end"; // End: nothing left to try on the side without proof.
}

/** If no look could prove anything. */
export const NOT_SEARCHED: Threshold = { met: null, missed: null, stopped: "end" };

type Side = "met" | "missed";
export type Ends = Pick<Threshold, Side>;

const RAISE = { least: 2, most: 16, blind: 4 }; // From one effort to the next.
const LOOKS = 2; // At each effort: one for each end.
const LAST = 2.5; // As a multiple of the effort: if less would be left afterwards, all of it is spent now.
const FIT = 0.5; // Of an effort that the budget does not allow; with less, a look proves nothing new.
const WORTH = 0.1; // Share of the interval by which a look must be able to shrink it.
const QUARTER = 0.25;
const BELIEF = 4; // The effort that the expected threshold is worth.

/** @param likely where theory expects the threshold: looks are aimed about it until they tell better */
export async function search(
  axis: Axis,
  first: readonly number[],
  { test, effortLeft, otherwise }: Tester,
  likely: number | null = null,
): Promise<Threshold> {
  const expected: readonly Shot[] = likely === null ? [] : [{ demand: likely, margin: 0, effort: BELIEF }];
  const tried = new Map<number, Tested & Shot>();
  for (let effort = 1; ; ) {
    const found = proven(tried);
    if (isNarrow(axis, found)) return { ...found, stopped: "narrow" };
    const start = first.find((demand) => !tried.has(demand) && isInside(found, demand));
    const other = start === undefined ? await otherwise?.(found) : null;
    if (other != null) return other;
    const guess = start ?? farther(axis, tried, found);
    const demand = guess ?? nearer(axis, tried, found, effort, expected);
    if (demand !== null) {
      const most = effort > 1 ? effortLeft(demand) : effort; // The first effort is spent as it is.
      if (most < effort * FIT) return { ...found, stopped: "budget" };
      effort = Math.min(effort, most);
      const tested = await test(demand, effort);
      if (tested === null) return { ...found, stopped: "budget" };
      tried.set(demand, { ...tested, demand, effort });
      continue;
    }
    const open = openOnes(tried, found);
    if (open.length === 0 && (found.met === null || found.missed === null)) return { ...found, stopped: "end" };
    const most = found.missed ?? Math.max(...open, found.met ?? Number.NEGATIVE_INFINITY);
    const raised = raise(effort, axis, found, effortLeft(most));
    if (raised === null) return { ...found, stopped: "budget" };
    effort = raised;
  }
}

type Tries = ReadonlyMap<number, Tested & Shot>;

/**
 * Looks are made only between the proven points, so that no met point is above a missed one, even if luck or the system
 * is not monotone.
 */
function proven(tried: Tries): Ends {
  const of = (verdict: Verdict): number[] => [...tried].flatMap(([d, each]) => (each.verdict === verdict ? [d] : []));
  const missed = Math.min(...of("missed"));
  const met = Math.max(...of("met"));
  return { met: Number.isFinite(met) ? met : null, missed: Number.isFinite(missed) ? missed : null };
}

const isInside = ({ met, missed }: Ends, demand: number): boolean =>
  (met === null || demand > met) && (missed === null || demand < missed);

const isNarrow = (axis: Axis, { met, missed }: Ends): boolean =>
  met !== null && missed !== null && axis.width(met, missed) <= 1;

/** Ascending. */
const openOnes = (tried: Tries, found: Ends): number[] =>
  [...tried]
    .flatMap(([d, { verdict }]) => (verdict === "unknown" && isInside(found, d) ? [d] : []))
    .sort((a, b) => a - b);

/**
 * If a side has no proven point: after two unknown in a row at an end, the effort is raised instead of going farther.
 */
function farther(axis: Axis, tried: Tries, { met, missed }: Ends): number | null {
  const demands = [...tried.keys()].sort((a, b) => a - b);
  const isUnclear = (...end: number[]): boolean =>
    end.length > 1 && end.every((d) => tried.get(d)?.verdict === "unknown");
  const easier = met === null && !isUnclear(...demands.slice(0, 2)) ? axis.easier(demands[0]!) : null;
  if (easier !== null) return easier;
  return missed === null && !isUnclear(...demands.slice(-2)) ? axis.harder(demands[demands.length - 1]!) : null;
}

/** The next look that is likely to prove more with this effort; null if there is none on either side. */
function nearer(axis: Axis, tried: Tries, found: Ends, effort: number, expected: readonly Shot[]): number | null {
  const open = openOnes(tried, found);
  const [low, high] = [found.met ?? open[0], found.missed ?? open[open.length - 1]];
  if (low === undefined || high === undefined) return null;
  const target = aim(
    [...tried.values(), ...expected].filter(({ demand }) => demand >= low && demand <= high),
    effort,
  );
  const isClear = found.met !== null && found.missed !== null && open.length === 0;
  if (target === null && isClear) return axis.between(low, high);
  const worth = WORTH * (high - low);
  const now = open.filter((demand) => tried.get(demand)?.effort === effort);
  const { met, missed } = target ?? blind(low, high, now);
  const isOpenNow = (of: (demand: number) => boolean): boolean => now.some(of);
  // An end without proof is looked at again.
  if (found.met === null) {
    if (!now.includes(low)) return low;
  } else if (met > low + worth && !isOpenNow((demand) => demand <= met + worth)) {
    const next = axis.between(low, high, Math.min(met, high - worth));
    if (next !== null && !now.includes(next)) return next;
  }
  if (found.missed === null) return now.includes(high) ? null : high;
  if (missed >= high - worth || isOpenNow((demand) => demand >= missed - worth)) return null;
  const next = axis.between(low, high, Math.max(missed, low + worth));
  return next === null || now.includes(next) ? null : next;
}

/** If margins are not known: next to the unknown points, or at the quarters of the interval. */
function blind(low: number, high: number, open: readonly number[]): Record<Side, number> {
  const quarter = QUARTER * (high - low);
  const [first, last] = [open[0] ?? low + 2 * quarter, open[open.length - 1] ?? high - 2 * quarter];
  return { met: (low + first) / 2, missed: (last + high) / 2 };
}

/** The next effort: the unknown zone shrinks with its root. Null if the budget allows no look worth its cost. */
function raise(effort: number, axis: Axis, { met, missed }: Ends, most: number): number | null {
  const zone = met === null || missed === null ? RAISE.blind : axis.width(met, missed) ** 2;
  const wanted = effort * Math.min(RAISE.most, Math.max(RAISE.least, zone));
  const affordable = most / LOOKS > effort * Math.SQRT2 ? most / LOOKS : most;
  if (affordable < effort * Math.SQRT2) return null;
  return wanted * LAST > affordable ? affordable : wanted;
}

/** For an axis of whole numbers. */
export function wholeBetween(low: number, high: number, wanted = (low + high) / 2): number | null {
  return high - low <= 1 ? null : Math.min(high - 1, Math.max(low + 1, Math.floor(wanted)));
}
