/** Whether independent runs agree with theory. */
import { studentTQuantile } from "../../../src/mathematics/student-t.js";

/** Of few runs, and one in a thousand may be wrong: there are many programs and questions. */
const CONFIDENCE = 0.999;

export interface Agreement {
  readonly mean: number;
  readonly halfWidth: number; // Of Student's interval.
  readonly agrees: boolean;
}

export function agreement(means: readonly number[], theory: number): Agreement {
  const n = means.length;
  const mean = means.reduce((sum, each) => sum + each, 0) / n;
  const variance = means.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (n - 1);
  const halfWidth = studentTQuantile((1 + CONFIDENCE) / 2, n - 1) * Math.sqrt(variance / n);
  return { mean, halfWidth, agrees: Math.abs(mean - theory) <= halfWidth };
}
