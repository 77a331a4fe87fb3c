/**
 * Poisson batches of size X arriving at one instant; λ counts requests. The wait for others of the same batch
 * adds E S (E X² − E X) ÷ (2 E X (1 − ρ)) at one server.
 *
 *   M^[X]/G/1:  E W = λ E S² ÷ (2 (1 − ρ)) + E S (E X² − E X) ÷ (2 E X (1 − ρ)),   ρ = λ E S
 * With min(n, c) exponential servers of rate μ, the flow up across n is the flow down, and all of it is λ:
 *   min(n+1, c) μ p(n+1) = λ ÷ E X Σ_{i≤n} p(i) P(X > n − i),   Σ_{n<c} (c − n) p(n) = c − λ ÷ μ
 *   E N (c μ − λ) = λ (E X² + E X) ÷ (2 E X) + μ Σ_{n<c} n (c − n) p(n)
 *
 * Source: Burke 1975; Chaudhry & Templeton, A First Course in Bulk Queues (1983); Gross et al., sec. 3.1.
 */
import type { Moments } from "./mg1.js";

export interface BatchSize {
  readonly first: number; // E X > 0.
  readonly second: number; // E X²
  readonly exceeds: (n: number) => number; // P(X > n), n = 0, 1, 2 …
}

/** A constant size; one of the two neighbouring whole numbers for a fraction, with the right mean. */
export function constantBatch(size: number): BatchSize {
  const [least, rest] = [Math.floor(size), size - Math.floor(size)];
  const second = (1 - rest) * least ** 2 + rest * (least + 1) ** 2;
  return { first: size, second, exceeds: (n) => (n < least ? 1 : n === least ? rest : 0) };
}

/** On 0, 1, 2 …: P(X > n) = (m ÷ (1 + m))^(n+1). */
export const geometricBatch = (mean: number): BatchSize => ({
  first: mean,
  second: mean * (1 + 2 * mean),
  exceeds: (n) => (mean / (1 + mean)) ** (n + 1),
});

/** Mean wait in M^[X]/G/1, first come first served; Infinity if overloaded. */
export function batchWait(lambda: number, batch: BatchSize, service: Pick<Moments, "first" | "second">): number {
  const rho = lambda * service.first;
  const others = (service.first * (batch.second - batch.first)) / batch.first;
  return rho < 1 ? (lambda * service.second + others) / (2 * (1 - rho)) : Number.POSITIVE_INFINITY;
}

export interface BatchLaw {
  readonly meanSojourn: number;
  readonly waitingProbability: number; // That all servers are busy before a batch comes.
}

/** M^[X]/M/c, in turn or shared. @param servers may be a fraction where they are shared */
export function batchServers(lambda: number, batch: BatchSize, mu: number, servers: number): BatchLaw {
  if (lambda >= servers * mu) return { meanSojourn: Number.POSITIVE_INFINITY, waitingProbability: 1 };
  const idle = relativeIdle(lambda / batch.first / mu, batch, servers);
  const free = idle.reduce((sum, p, n) => sum + (servers - n) * p, 0);
  const p = idle.map((each) => (each * (servers - lambda / mu)) / free);
  const corner = p.reduce((sum, each, n) => sum + n * (servers - n) * each, 0);
  const pulled = (lambda * (batch.second + batch.first)) / (2 * batch.first);
  return {
    meanSojourn: (pulled + mu * corner) / (servers * mu - lambda) / lambda,
    waitingProbability: 1 - p.reduce((sum, each) => sum + each, 0),
  };
}

/** p(n) ÷ p(0) for n < c. @param rate of batches ÷ μ */
function relativeIdle(rate: number, { exceeds }: BatchSize, servers: number): number[] {
  const p = [1];
  for (let n = 1; n < servers; n++) {
    const up = p.reduce((sum, each, i) => sum + each * exceeds(n - 1 - i), 0);
    p.push((rate * up) / n);
  }
  return p;
}
