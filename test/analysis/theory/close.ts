import { expect } from "vitest";

/** Relative error below `tolerance`; the oracles are given to 12 digits. */
export function close(actual: number, expected: number, tolerance = 1e-10): void {
  expect(Math.abs(actual - expected), `${actual} is not ${expected}`).toBeLessThanOrEqual(
    tolerance * Math.abs(expected) + 1e-15,
  );
}
