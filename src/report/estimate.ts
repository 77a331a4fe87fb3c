/** Estimates as text: the value with its unit, and the interval in the same unit and digits. */
import type { Estimate } from "../analysis/findings.js";
import { decimal, decimalsFor, durationUnit, rateUnit, type Scaled, shareUnit } from "../charts/format.js";
import { drawable } from "../charts/numbers.js";

export interface Shown {
  readonly value: string; // "184 ms", or "unknown".
  readonly interval: string; // "±6"; "170–204" when it is lopsided, "≤204" from nothing on; "" without one.
}

const lopsided = 0.15; // Of half the width: how far off the middle a value may lie for "±" to be fair.

function show(estimate: Estimate, unitFor: (value: number) => Scaled): Shown {
  const value = drawable(estimate.value);
  if (value === null) return { value: "unknown", interval: "" };
  const { divisor, unit } = unitFor(value);
  const decimals = decimalsFor((value || Math.abs(drawable(estimate.high) ?? 0)) / divisor); // Of nothing, its interval's.
  const digits = (number: number) => decimal(number / divisor, decimals);
  return {
    value: `${value === 0 ? "0" : digits(value)}${unit}`,
    interval: interval(estimate, value, digits, 10 ** -decimals * divisor),
  };
}

/** `step` is one in the last digit that is shown. */
function interval({ low: l, high: h }: Estimate, value: number, digits: (n: number) => string, step: number): string {
  const [low, high] = [drawable(l), drawable(h)];
  if (low === null || high === null) return "";
  const half = (high - low) / 2;
  if (half === 0) return "±0";
  if (value === 0 && low === 0) return half * 2 < step ? `≤${digits(step)}` : `≤${digits(high)}`; // None seen: at most.
  if (half < step / 2) return `±<${digits(step)}`;
  const even = Math.abs((low + high) / 2 - value) <= Math.max(lopsided * half, step / 2);
  if (!even && low < step / 2) return `≤${digits(high)}`;
  return even ? `±${digits(half)}` : `${digits(low)}–${digits(high)}`;
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
export function showMeasured(estimate: Estimate, unit: "ms" | "1" | "1/s"): Shown {
  if (unit === "ms") return showDuration(estimate);
  return unit === "1" ? showShare(estimate) : showRate(estimate);
}
