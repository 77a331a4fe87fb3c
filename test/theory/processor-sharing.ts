/**
 * Processor sharing: all requests run at once, each at its share of the cores.
 *
 * Source: Kleinrock, Queueing Systems II (1976), sec. 4.4; Sakata, Noguchi & Oizumi 1971 (insensitivity).
 */
import { mmc } from "../../src/analysis/theory/mmc.js";

/** M/G/1-PS: E[T | size x] = x ÷ (1 − ρ), whatever the distribution of sizes. `size` may be the mean size. */
export function mg1ProcessorSharing(lambda: number, meanSize: number, size = meanSize): number {
  const rho = lambda * meanSize;
  return rho < 1 ? size / (1 - rho) : Infinity;
}

/**
 * M/M/c-PS, n requests at total rate min(n, c) μ: N moves as in M/M/c, so E T is M/M/c's. That it also holds for any
 * sizes of this mean is again insensitivity. The distribution of T is not M/M/c's.
 */
export function mmcProcessorSharing(lambda: number, mu: number, cores: number): number {
  return mmc(lambda, mu, cores).meanSojourn;
}
