/**
 * Fits the Universal Scalability Law to measured throughputs, by least squares on the throughput itself: Gauss–Newton
 * steps, damped where a full one would make it worse.
 *
 * Source: Levenberg 1944; Marquardt 1963.
 */

import { type Usl, uslThroughput } from "../../src/analysis/theory/usl.js";
import { solve } from "../../src/mathematics/linear-equations.js";

export interface Throughput {
  readonly n: number;
  readonly throughput: number;
}

/** At least three points with different n. */
export function fitUsl(points: readonly Throughput[]): Usl {
  let fitted: Usl = { alpha: 0.01, beta: 1e-4, gamma: Math.max(...points.map(({ n, throughput }) => throughput / n)) };
  let error = squaredError(points, fitted);
  for (let damping = 1e-3; damping < 1e12; ) {
    const next = step(points, fitted, damping);
    const nextError = squaredError(points, next);
    if (nextError < error) {
      const done = error - nextError < 1e-15 * error;
      [fitted, error, damping] = [next, nextError, damping / 10];
      if (done) break;
    } else {
      damping *= 10;
    }
  }
  return fitted;
}

function squaredError(points: readonly Throughput[], usl: Usl): number {
  return points.reduce((sum, { n, throughput }) => sum + (throughput - uslThroughput(usl, n)) ** 2, 0);
}

/** (JᵀJ + d diag JᵀJ) δ = Jᵀ r, with J the derivatives of X by α, β and γ. */
function step(points: readonly Throughput[], usl: Usl, damping: number): Usl {
  const normal = [0, 1, 2].map(() => [0, 0, 0]);
  const right = [0, 0, 0];
  for (const { n, throughput } of points) {
    const x = uslThroughput(usl, n);
    const slope = (-x * x) / (usl.gamma * n); // ∂X ÷ ∂(denominator)
    const derivatives = [slope * (n - 1), slope * n * (n - 1), x / usl.gamma];
    for (let i = 0; i < 3; i++) {
      right[i]! += derivatives[i]! * (throughput - x);
      for (let j = 0; j < 3; j++) normal[i]![j]! += derivatives[i]! * derivatives[j]!;
    }
  }
  for (let i = 0; i < 3; i++) normal[i]![i]! *= 1 + damping;
  const [alpha = 0, beta = 0, gamma = 0] = solve(normal, right);
  return { alpha: usl.alpha + alpha, beta: usl.beta + beta, gamma: usl.gamma + gamma };
}
