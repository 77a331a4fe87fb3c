/**
 * What theory says of a queue. Throughout `theory/`, rates are per unit of time and times are in that unit: with
 * requests per second, seconds. A queue that cannot keep up has infinite means and tails of 1.
 */
import { invertCdf } from "../../mathematics/root.js";
export interface QueueLaw {
  readonly utilisation: number; // ρ: the share of its servers that is busy.
  readonly waitingProbability: number; // P(W > 0), as arrivals see it.
  readonly meanWait: number; // E W, zeros included.
  readonly meanSojourn: number; // E T = E W + E S.
  readonly meanWaiting: number; // Lq = λ E W.
  readonly meanInSystem: number; // L = λ E T.
  readonly waitTail: (t: number) => number; // P(W > t)
  readonly sojournTail: (t: number) => number; // P(T > t)
}

/** The law of a queue that grows for ever. */
export function overloaded(utilisation: number): QueueLaw {
  return {
    utilisation: Math.min(utilisation, 1),
    waitingProbability: 1,
    meanWait: Infinity,
    meanSojourn: Infinity,
    meanWaiting: Infinity,
    meanInSystem: Infinity,
    waitTail: () => 1,
    sojournTail: () => 1,
  };
}

/** The p-quantile of a distribution given by its tail P(X > t): 0 where P(X = 0) ≥ p, Infinity where the tail stays above. */
export function percentile(tail: (t: number) => number, p: number): number {
  return tail(0) <= 1 - p ? 0 : invertCdf((t) => 1 - tail(t), p);
}
