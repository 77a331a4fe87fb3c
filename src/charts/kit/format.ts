/** Numbers for people: a unit, commas for thousands, three significant digits. */
import { format } from "d3";
import type { Unit } from "../../analysis/figures/units.js";
import { drawable } from "./numbers.js";

const nbsp = "\u00a0"; // Keeps a number and its unit on one line.

/** Decimals that leave three significant digits. */
export function decimalsFor(value: number): number {
  const size = Math.abs(Number(value.toPrecision(3))); // 9.996 reads 10.0.
  if (size === 0 || size >= 100) return 0;
  return Math.min(4, 2 - Math.floor(Math.log10(size)));
}

/** With commas; a number that is not finite is "?". */
export function decimal(value: number, decimals = decimalsFor(value)): string {
  const text = digits(value, Math.abs(value) >= 1e12 ? ".2~e" : `,.${decimals}f`);
  return text.replace(/^-(0(\.0+)?)$/, "$1"); // Never "-0".
}

function digits(value: number, specifier: string): string {
  return Number.isFinite(value) ? powerOfTen(format(specifier)(value).replace("−", "-")) : "?";
}

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** "1.2e+12" → "1.2×10¹²". */
const powerOfTen = (text: string): string =>
  text.replace(/e([+-])(\d+)$/, (_, sign: string, power: string) => {
    const raised = [...power].map((digit) => RAISED[Number(digit)]).join("");
    return `×10${sign === "-" ? "⁻" : ""}${raised}`;
  });

/** A number that is already round: no trailing zeros. */
function roundDigits(value: number): string {
  return digits(value, Math.abs(value) >= 1e12 ? ".2~e" : ",.6~r");
}

/** As given, without floating-point noise: "0.3", "1250". */
export const plainNumber = (value: number): string =>
  Number.isFinite(value) ? String(Number(value.toPrecision(6))) : "?";

/** At most three significant digits, no trailing zeros: "0.6", "1,220", "1.22×10²⁸". */
export function threeDigits(value: number): string {
  const size = Math.abs(value);
  return digits(value, size !== 0 && (size >= 1e12 || size < 1e-4) ? ".2~e" : ",.3~r");
}

/** "3×10⁻¹³", for values that should be zero. */
export function scientific(value: number): string {
  return value === 0 ? "0" : digits(value, ".0e");
}

export interface Scaled {
  readonly divisor: number;
  readonly unit: string; // Including a space before it where one belongs.
}

const durationUnits: readonly Scaled[] = [
  { divisor: 1, unit: `${nbsp}ms` },
  { divisor: 1_000, unit: `${nbsp}s` },
  { divisor: 60_000, unit: `${nbsp}min` },
  { divisor: 3_600_000, unit: `${nbsp}h` },
];

/** The most readable unit of a duration. */
export function durationUnit(ms: number): Scaled {
  const size = Math.abs(ms);
  const index = [999.5, 600_000, 36_000_000].filter((from) => size >= from).length;
  return durationUnits[index]!;
}

export const shareUnit: Scaled = { divisor: 0.01, unit: "%" };
export const rateUnit: Scaled = { divisor: 1, unit: "/s" };

/** "1.84 s", "41.3 ms"; for round values such as ticks and limits "300 ms", "2 s". */
export function duration(ms: number): string {
  if (ms > 0 && ms < 0.01) return `<0.01${nbsp}ms`;
  const { divisor, unit } = durationUnit(ms);
  return decimal(ms / divisor) + unit;
}

export function roundDuration(ms: number): string {
  const { divisor, unit } = roundest(ms);
  return roundDigits(ms / divisor) + unit;
}

/** A smaller unit where the usual one needs more than four digits: "1,000 s", not "16.6667 min". */
function roundest(ms: number): Scaled {
  const usual = durationUnit(ms);
  const isRound = ({ divisor }: Scaled): boolean => Number((ms / divisor).toPrecision(4)) === ms / divisor;
  const smaller = durationUnits.filter(({ divisor }) => divisor < usual.divisor).reverse();
  return [usual, ...smaller].find(isRound) ?? usual;
}

/** A share of one: "12.3%". Never rounds to 0% or 100% unless exact. */
export function share(value: number): string {
  const percent = value * 100;
  if (percent > 0 && percent < 0.01) return "<0.01%";
  if (percent < 100 && percent > 99.9) return ">99.9%";
  return percent === 100 ? "100%" : `${decimal(percent)}%`;
}

/** Few digits, for headings: "38%", "7.8%", "0.8%". */
export function shortShare(value: number): string {
  const percent = value * 100;
  if (percent > 0 && percent < 0.1) return "<0.1%";
  return percent >= 10 || percent === 0 ? wholeShare(value) : `${digits(percent, ".1~f")}%`;
}

/** A limit, which is round: "1%", "0.1%". */
export function roundShare(value: number): string {
  return `${roundDigits(value * 100)}%`;
}

export function wholeShare(value: number): string {
  const percent = value * 100;
  if (percent > 0 && percent < 1) return "<1%";
  return percent < 100 && percent > 99 ? ">99%" : `${decimal(percent, 0)}%`;
}

export function rate(perSecond: number): string {
  return `${decimal(perSecond)}/s`;
}

export function roundRate(perSecond: number): string {
  return `${roundDigits(perSecond)}/s`;
}

/** A value in its unit: "41.3 ms", "12.3%", "95.0/s". */
export const IN_UNIT: Readonly<Record<Unit, (value: number) => string>> = {
  ms: duration,
  "1": share,
  "1/s": rate,
  number: (value) => decimal(value),
};

/** A tick or a limit, which is round: "300 ms", "1%". */
export const ROUND_IN_UNIT: typeof IN_UNIT = {
  ms: roundDuration,
  "1": roundShare,
  "1/s": roundRate,
  number: roundDigits,
};

export function count(value: number): string {
  return decimal(value, 0);
}

/** "unknown" for a missing number. */
export function orUnknown(value: number | null, show: (value: number) => string): string {
  const number = drawable(value);
  return number === null ? "unknown" : show(number);
}
