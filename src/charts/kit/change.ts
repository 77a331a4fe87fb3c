/** A difference as text: always signed, its interval in the same unit and digits. */
import type { DifferenceFindings, DifferenceVerdict, Estimate } from "../../analysis/findings/findings.js";
import { decimal, decimalsFor, durationUnit, rateUnit, type Scaled, shareUnit } from "./format.js";
import { isEven } from "./interval.js";
import { drawable } from "./numbers.js";

export interface ShownChange {
  readonly value: string; // "−12.3 ms", or "unknown".
  readonly interval: string; // "±0.4"; "−3 to +5" if uneven; "" without an interval.
}

export function showChange(estimate: Estimate, unit: DifferenceFindings["unit"]): ShownChange {
  return show(estimate, (size) => (unit === "ms" ? durationUnit(size) : CHANGES[unit]));
}

/** A relative change: "−12.3%". */
export const showRelative = (estimate: Estimate): ShownChange => show(estimate, () => shareUnit, 2);

/** Unit of a difference between shares: "%" would read as a relative change. */
const pointUnit: Scaled = { divisor: 0.01, unit: "\u00a0pp" };

const CHANGES = { "1": pointUnit, "1/s": rateUnit, number: { divisor: 1, unit: "" } } as const;

function show(estimate: Estimate, unitFor: (size: number) => Scaled, mostDecimals = 4): ShownChange {
  const [value, low, high] = [estimate.value, estimate.low, estimate.high].map(drawable);
  if (value === null) return { value: beyondWords(low, high, unitFor), interval: "" };
  const half = low === null || high === null ? 0 : Math.abs(high - low) / 2;
  const { divisor, unit } = unitFor(Math.max(Math.abs(value), half));
  const decimals = Math.min(mostDecimals, decimalsFor(Math.max(Math.abs(value), half) / divisor));
  const digits = (number: number): string => decimal(Math.abs(number) / divisor, decimals);
  const least = decimal(10 ** -decimals, decimals); // Smallest change shown.
  const signed = (number: number): string => `${isNothing(digits(number)) ? "" : sign(number)}${digits(number)}`;
  const isTiny = value !== 0 && isNothing(digits(value)) && isNothing(digits(half));
  const text = { value: `${value === 0 ? "0" : isTiny ? `${sign(value)}<${least}` : signed(value)}${unit}` };
  if (low === null || high === null) return { ...text, interval: "" };
  if (half === 0) return { ...text, interval: "±0" };
  if (isNothing(digits(half))) return { ...text, interval: `±<${least}` };
  if (isEven({ value: value / divisor, low: low / divisor, high: high / divisor }, decimals))
    return { ...text, interval: `±${digits(half)}` };
  const end = (number: number): string => (isNothing(digits(number)) ? besideNothing(number) : signed(number));
  return { ...text, interval: `${end(low)} to ${end(high)}` };
}

/** "≥+159 s", where only one end is proven; else "unknown". */
function beyondWords(low: number | null, high: number | null, unitFor: (size: number) => Scaled): string {
  const end = low ?? high;
  if (end === null || (low !== null && high !== null)) return "unknown";
  const { divisor, unit } = unitFor(Math.abs(end));
  return `${low === null ? "≤" : "≥"}${sign(end)}${decimal(Math.abs(end) / divisor)}${unit}`;
}

const sign = (number: number): string => (number < 0 ? "−" : "+");
/** An interval end; one that rounds to zero keeps its side of it. */
const besideNothing = (end: number): string => (end === 0 ? "0" : end < 0 ? "<0" : ">0");
const isNothing = (digits: string): boolean => !/[1-9]/.test(digits);

/** A verdict as shown in a table. For a figure that is zero in both variants, no difference is proven. */
export const verdictWord = ({ verdict, difference }: Pick<DifferenceFindings, "verdict" | "difference">): string =>
  verdict === "unproven" && difference.value === 0 ? "none seen" : VERDICT_WORDS[verdict];

export const VERDICT_WORDS: Readonly<Record<DifferenceVerdict, string>> = {
  better: "better",
  worse: "worse",
  more: "more",
  less: "less",
  tie: "a tie",
  unproven: "not proven",
  incomparable: "not comparable",
  unknown: "unknown",
};
