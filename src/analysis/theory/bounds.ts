/**
 * Bounds and laws that hold whatever the distributions.
 *
 * Source: Denning & Buzen 1978; Lazowska et al., Quantitative System Performance (1984), ch. 3 and 5.
 */

export interface ClosedBounds {
  readonly throughputAtMost: number; // min(1 ÷ D_max, N ÷ (D + Z))
  readonly responseAtLeast: number; // max(D, N D_max − Z)
  readonly knee: number; // N* = (D + Z) ÷ D_max: with more users than this, they must queue.
}

/** D_i is a station's demand over one interaction, divided by its servers; D their sum; N users who think for Z. */
export function closedBounds(demands: readonly number[], users: number, thinkTime: number): ClosedBounds {
  const total = demands.reduce((sum, demand) => sum + demand, 0);
  const largest = Math.max(...demands);
  return {
    throughputAtMost: Math.min(1 / largest, users / (total + thinkTime)),
    responseAtLeast: Math.max(total, users * largest - thinkTime),
    knee: (total + thinkTime) / largest,
  };
}

/** The interactive response-time law, X = N ÷ (Z + R). */
export function closedThroughput(users: number, thinkTime: number, response: number): number {
  return users / (thinkTime + response);
}

/** λ E S ÷ c: the utilisation law. At 1 or more the station cannot keep up. */
export function offeredUtilisation(lambda: number, meanService: number, servers: number): number {
  return (lambda * meanService) / servers;
}
