/** Estimates as text: the value with its unit, and the interval in the same unit and digits. */
import type { Unit } from "../../analysis/figures/units.js";
import type { Estimate } from "../../analysis/findings/findings.js";
import { decimal, decimalsFor, durationUnit, rateUnit, type Scaled, shareUnit } from "./format.js";
import { isEven } from "./interval.js";
import { drawable } from "./numbers.js";

export interface Shown {
  readonly value: string; // "184 ms", or "unknown".
  readonly interval: string; // "±6"; "170–204" if uneven; "≤204" from zero on; "" without an interval.
}

function show(estimate: Estimate, unitFor: (value: number) => Scaled): Shown {
  const value = drawable(estimate.value);
  if (value === null) return oneSided(estimate, unitFor);
  const { divisor, unit } = unitFor(value);
  const decimals = decimalsFor((value || Math.abs(drawable(estimate.high) ?? 0)) / divisor); // For 0, its interval's.
  const digits = (number: number) => decimal(number / divisor, decimals);
  return {
    value: `${value === 0 ? "0" : digits(value)}${unit}`,
    interval: interval(estimate, value, { divisor, decimals, digits }),
  };
}

/** A search with only one end proven: "≥65.0/s". */
function oneSided({ low, high }: Estimate, unitFor: (value: number) => Scaled): Shown {
  const end = drawable(low) ?? drawable(high);
  if (end === null) return { value: "unknown", interval: "" };
  const { divisor, unit } = unitFor(end);
  return { value: `${drawable(low) === null ? "<" : "≥"}${decimal(end / divisor)}${unit}`, interval: "" };
}

interface Format {
  readonly divisor: number;
  readonly decimals: number;
  readonly digits: (number: number) => string;
}

function interval({ low: l, high: h }: Estimate, value: number, { divisor, decimals, digits }: Format): string {
  const [low, high] = [drawable(l), drawable(h)];
  if (low === null || high === null) return "";
  const half = (high - low) / 2;
  const step = 10 ** -decimals * divisor; // One in the last digit shown.
  if (half === 0) return "±0";
  if (value === 0 && low === 0) return half * 2 < step ? `≤${digits(step)}` : `≤${digits(high)}`; // None seen: at most.
  if (half < step / 2) return `±<${digits(step)}`;
  if (isEven({ value: value / divisor, low: low / divisor, high: high / divisor }, decimals)) return `±${digits(half)}`;
  return low < step / 2 ? `≤${digits(high)}` : `${digits(low)}–${digits(high)}`;
}

export const showDuration = (estimate: Estimate): Shown => show(estimate, durationUnit);
export const showShare = (estimate: Estimate): Shown => show(estimate, () => shareUnit);
export const showNumber = (estimate: Estimate): Shown => show(estimate, () => ({ divisor: 1, unit: "" }));
export const showRate = (estimate: Estimate): Shown => show(estimate, () => rateUnit);

/** "184 ms ±6". */
export function inline({ value, interval }: Shown): string {
  return interval === "" ? value : `${value}\u00a0${interval}`;
}

/** A measured value in the unit of its objective. */
export const showMeasured = (estimate: Estimate, unit: Unit): Shown => SHOW[unit](estimate);

const SHOW: Readonly<Record<Unit, (estimate: Estimate) => Shown>> = {
  ms: showDuration,
  "1": showShare,
  "1/s": showRate,
  number: showNumber,
};
