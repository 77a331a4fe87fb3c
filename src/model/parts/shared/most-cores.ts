/** The highest throughput of cores under contention and coherency. */

export interface SlowedCores {
  readonly cores?: number | undefined; // None given: no limit.
  readonly contention?: number; // α
  readonly coherency?: number; // β
}

/**
 * max over n of min(n, cores) ÷ (1 + α (n−1) + β n (n−1)) [cores], the throughput of the Universal Scalability Law. It
 * rises until n = √((1−α) ÷ β), and falls beyond the last core.
 *
 * Source: Gunther, Guerrilla Capacity Planning, ch. 4.
 */
export function mostCores({ cores = Number.POSITIVE_INFINITY, contention = 0, coherency = 0 }: SlowedCores): number {
  const done = (n: number): number => Math.min(n, cores) / (1 + contention * (n - 1) + coherency * n * (n - 1));
  if (contention === 0 && coherency === 0) return cores;
  if (coherency === 0 && cores === Number.POSITIVE_INFINITY) return 1 / contention;
  const rises = coherency === 0 ? cores : Math.sqrt((1 - contention) / coherency);
  const peak = Math.min(rises, cores);
  return Math.max(1, peak) === 1 ? Math.min(1, cores) : Math.max(done(Math.floor(peak)), done(Math.ceil(peak)));
}
