/** A logarithmic axis: a domain with round ends, and ticks at 1, 2 and 5. */
import { drawableLog, largest, smallest } from "./numbers.js";

/** The nearest round number 1, 2 or 5 · 10ⁿ below or above a positive value. */
function roundTo(value: number, up: boolean): number {
  const decade = 10 ** Math.floor(Math.log10(value));
  const choices = [1, 2, 5, 10].map((digit) => digit * decade);
  return up
    ? (choices.find((each) => each >= value * 0.9999) ?? value)
    : (choices.findLast((each) => each <= value * 1.0001) ?? value);
}

/** Round ends around all positive values, at least `leastRatio` apart. */
export function logDomain(values: readonly (number | null | undefined)[], leastRatio = 10): [number, number] {
  const positive = values.map(drawableLog);
  const low = roundTo(smallest(positive) ?? 1, false);
  const high = roundTo(largest(positive) ?? 1_000, true);
  return [low, Math.max(high, low * leastRatio)];
}

/** Ticks at 1, 2 and 5 if each has `room` pixels; else at powers of ten, every second, every fifth … */
export function logTicks([low, high]: readonly [number, number], pixels: number, room = 15): number[] {
  const from = Math.floor(Math.log10(low) + 1e-9);
  const to = Math.ceil(Math.log10(high) - 1e-9);
  const perDecade = pixels / Math.max(Math.log10(high / low), 1e-9);
  const digits = perDecade * Math.log10(2) >= room ? [1, 2, 5] : [1];
  const stride = [1, 2, 5, 10, 20, 50, 100].find((n) => n * perDecade >= room) ?? 100;
  const ticks: number[] = [];
  for (let power = from; power <= to; power++) {
    if (power % stride !== 0) continue;
    for (const digit of digits) ticks.push(Number(`${digit}e${power}`));
  }
  return ticks.filter((tick) => tick >= low * 0.9999 && tick <= high * 1.0001);
}
