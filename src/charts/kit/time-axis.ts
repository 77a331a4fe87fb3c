/** Simulated time for people: time of day for a recording, else seconds, minutes and hours. */
import { utcFormat } from "d3";
import type { Findings } from "../../analysis/findings/findings.js";
import { threeDigits } from "./format.js";

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const steps = [1, 2, 5, 10, 15, 30].flatMap((n) => [n * second, n * minute]);
steps.push(...[1, 2, 3, 6, 12].map((n) => n * hour), ...[1, 2, 7, 14, 28, 84, 364].map((n) => n * day));
steps.sort((a, b) => a - b);

/**
 * Start of the simulation in milliseconds since 1970, or since midnight if the clock has no date; null without a
 * valid clock.
 */
function clockMs(clock: string | null): number | null {
  const ofDay = /^(\d\d):(\d\d):(\d\d)$/.exec(clock ?? "");
  if (ofDay !== null) return Number(ofDay[1]) * hour + Number(ofDay[2]) * minute + Number(ofDay[3]) * second;
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d))?/.exec(clock ?? "");
  if (match === null) return null;
  const [year, month, date, hours, minutes, seconds] = match.slice(1).map((digits) => Number(digits ?? 0));
  return Date.UTC(year!, month! - 1, date!, hours!, minutes!, seconds!);
}

/** From the first bin of any variant to the last; never empty. */
export function timeDomain(findings: Findings): [number, number] {
  const spans = findings.variants.map(({ overTime }) => overTime).filter((each) => each.offeredLoad.length > 0);
  if (spans.length === 0) spans.push({ startMs: 0, binMs: 1, offeredLoad: [0] } as never);
  const from = Math.min(...spans.map((each) => each.startMs));
  const to = Math.max(...spans.map((each) => each.startMs + each.binMs * each.offeredLoad.length));
  return Number.isFinite(from) && Number.isFinite(to) && to > from ? [from, to] : [0, 1];
}

/** Round times within the domain, spaced at least as wide as their labels. */
export function timeTicks([from, to]: readonly [number, number], clock: string | null, pixels: number): number[] {
  const offset = (clockMs(clock) ?? 0) % (7 * day);
  const room = (step: number) => (clock === null ? 48 : step < minute ? 60 : 44);
  const step = steps.find((each) => (each * pixels) / (to - from) >= room(each));
  const ticks: number[] = [];
  if (step === undefined) return [from]; // Domains of centuries.
  for (let tick = Math.ceil((from + offset) / step) * step - offset; tick <= to; tick += step) ticks.push(tick);
  return ticks;
}

const timeOfDay = utcFormat("%H:%M");
const timeWithSeconds = utcFormat("%H:%M:%S");
const dayOfMonth = utcFormat("%-d %b");

/** "21:41" with a clock; "41 min", "41.7 s" or "16 min 40 s" without. */
export function time(ms: number, clock: string | null): string {
  const start = clockMs(clock);
  if (start !== null && Math.abs(start + ms) <= 8.64e15) {
    const date = new Date(start + ms);
    return date.getTime() % minute === 0 ? timeOfDay(date) : timeWithSeconds(date);
  }
  if (ms % hour === 0 && ms !== 0) return `${ms / hour}\u00a0h`;
  if (ms % minute === 0 && ms !== 0) return `${ms / minute}\u00a0min`;
  return ms < 10 * minute ? `${threeDigits(ms / second)}\u00a0s` : inUnits(ms);
}

/** "16 min 40 s", "2 h 46 min", "11 d 14 h": the two largest units, rounded. */
function inUnits(ms: number): string {
  if (ms >= 1000 * day) return `${threeDigits(ms / day)}\u00a0d`;
  const [large, name, small, below] =
    ms >= 2 * day
      ? ([day, "d", hour, "h"] as const)
      : ms >= 2 * hour
        ? ([hour, "h", minute, "min"] as const)
        : ([minute, "min", second, "s"] as const);
  const inSmall = Math.round(ms / small);
  const most = large / small;
  const rest = inSmall % most;
  return `${Math.floor(inSmall / most)}\u00a0${name}${rest === 0 ? "" : ` ${rest}\u00a0${below}`}`;
}

/** The length of a bin, as an adjective: "1-minute", "10-second". */
export function binWords(ms: number): string {
  const [length, unit] =
    ms >= hour && ms % hour === 0
      ? [ms / hour, "hour"]
      : ms >= minute && ms % minute === 0
        ? [ms / minute, "minute"]
        : [ms / second, "second"];
  return `${Number(length.toPrecision(3))}-${unit}`;
}

/** "1998-07-07", or null where only the time of day is known. */
export const dayOf = (clock: string | null): string | null => /^\d{4}-\d\d-\d\d(?=T)/.exec(clock ?? "")?.[0] ?? null;

/** As `time`, but with the date where a day begins. */
export function tickTime(ms: number, clock: string | null): string {
  const start = dayOf(clock) === null ? null : clockMs(clock);
  const begins = start !== null && (start + ms) % day === 0 && Math.abs(start + ms) <= 8.64e15;
  return begins ? dayOfMonth(new Date(start + ms)) : time(ms, clock);
}
