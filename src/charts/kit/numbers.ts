/** Numbers that can be drawn. */

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

/** The largest drawable number, or null. */
export function largest(values: Iterable<number | null | undefined>): number | null {
  let most: number | null = null;
  for (const value of values) {
    const number = drawable(value);
    if (number !== null && (most === null || number > most)) most = number;
  }
  return most;
}

export function smallest(values: Iterable<number | null | undefined>): number | null {
  let least: number | null = null;
  for (const value of values) {
    const number = drawable(value);
    if (number !== null && (least === null || number < least)) least = number;
  }
  return least;
}

/** A coordinate, to a hundredth of a pixel. */
export function round(coordinate: number): number {
  return Math.round(coordinate * 100) / 100 + 0; // + 0 turns −0 into 0.
}
