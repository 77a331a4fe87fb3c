/**
 * The Universal Scalability Law: the throughput of N users or nodes,
 *   X(N) = γN ÷ (1 + α (N − 1) + β N (N − 1))
 * with contention α (queueing for shared resources) and coherency β (exchange between all pairs).
 *
 * Source: Gunther, Guerrilla Capacity Planning (2007).
 */
export interface Usl {
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number; // Throughput of one.
}

export function uslThroughput({ alpha, beta, gamma }: Usl, n: number): number {
  return (gamma * n) / (1 + alpha * (n - 1) + beta * n * (n - 1));
}

/** N* = √((1 − α) ÷ β): more than this makes it slower. Infinity without coherency. */
export function uslPeak({ alpha, beta }: Usl): number {
  return beta > 0 ? Math.sqrt((1 - alpha) / beta) : Infinity;
}

/** Amdahl's speed-up of N workers with serial share s, 1 ÷ (s + (1 − s) ÷ N): the law with β = 0 (Amdahl 1967). */
export function amdahlSpeedUp(serialShare: number, workers: number): number {
  return 1 / (serialShare + (1 - serialShare) / workers);
}
