/** Numbers that can be drawn. */
import { max, min } from "d3";

const huge = 1e100; // Beyond it a scale would overflow; no real value comes near.

/** The number, or null if it cannot be drawn. */
export function drawable(value: number | null | undefined): number | null {
  if (value === null || value === undefined || !Number.isFinite(value)) return null;
  return Math.abs(value) < 1 / huge ? 0 : Math.max(-huge, Math.min(huge, value));
}

/** As `drawable`, for a logarithmic axis: positive values only. */
export function drawableLog(value: number | null | undefined): number | null {
  const number = drawable(value);
  return number === null || number <= 0 ? null : number;
}

type Values = Iterable<number | null | undefined>;

/** The largest drawable number, or null. */
export const largest = (values: Values): number | null => max(values, (value) => drawable(value)) ?? null;
export const smallest = (values: Values): number | null => min(values, (value) => drawable(value)) ?? null;

/** A coordinate, to a hundredth of a pixel. */
export function round(coordinate: number): number {
  return Math.round(coordinate * 100) / 100 + 0; // + 0 turns −0 into 0.
}
