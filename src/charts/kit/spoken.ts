/** Estimates of time as they are spoken: "6 min (2.4–8.6)", the unit once, few digits. */
import type { Estimate } from "../../analysis/findings/findings.js";
import { decimal, type Scaled } from "./format.js";
import { drawable } from "./numbers.js";

const nbsp = "\u00a0"; // Keeps it on one line.

const UNITS: readonly (Scaled & { readonly from: number })[] = [
  { from: 6_000_000, divisor: 3_600_000, unit: "h" },
  { from: 100_000, divisor: 60_000, unit: "min" },
  { from: 1_000, divisor: 1_000, unit: "s" },
  { from: 0, divisor: 1, unit: "ms" },
];

/** Two significant digits, and all of what is larger. */
function digits(value: number): string {
  const rounded = Number(value.toPrecision(2));
  return Math.abs(value) >= 100
    ? decimal(value, 0)
    : decimal(rounded, Number.isInteger(rounded) ? 0 : rounded < 1 ? 2 : 1);
}

/** "6 min (2.4–8.6)", "30 s (up to 126)", "up to 6.7 s"; null where there is no number. */
export function spoken({ value, low, high }: Estimate): string | null {
  const ms = drawable(value);
  if (ms === null) return null;
  const { divisor, unit } = unitOf(ms);
  const [from, to] = [drawable(low), drawable(high)].map((end) => (end === null ? null : digits(end / divisor)));
  const [size, said] = [digits(ms / divisor), `${digits(ms / divisor)}${nbsp}${unit}`];
  if (from == null || to == null || from === to) return said;
  if (Number(from) > 0) return `${said} (${from}–${to})`;
  return to === size ? `up to ${said}` : `${said} (up${nbsp}to${nbsp}${to})`;
}

/** "60–72 s", "2.1–3.1 min", from one moment of a run to another. */
export function spokenSpan(fromMs: number, toMs: number): string {
  const { divisor, unit } = unitOf(toMs);
  return `${digits(fromMs / divisor)}–${digits(toMs / divisor)}${nbsp}${unit}`;
}

const unitOf = (ms: number): Scaled => UNITS.find(({ from }) => ms >= from) ?? UNITS.at(-1)!;
