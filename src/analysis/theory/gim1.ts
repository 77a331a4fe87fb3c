/**
 * GI/M/1: independent gaps between arrivals of any distribution, one exponential server of rate μ.
 *
 * With A*(s) = E e^{−s gap} and σ the root in (0, 1) of σ = A*(μ (1 − σ)):
 *   P(W > t) = σ e^{−μ(1−σ)t},   T ~ exponential(μ (1 − σ)),   L = ρ ÷ (1 − σ)
 * Arrivals see σ, not ρ: only Poisson arrivals see time averages.
 *
 * Source: Kleinrock, Queueing Systems I (1975), ch. 6; Gross & Harris, sec. 5.3.
 */
import { root } from "../../mathematics/root.js";
import { overloaded, type QueueLaw } from "./queue-law.js";

/** Gaps between arrivals: their mean, variance ÷ mean², and Laplace transform. */
export interface Gaps {
  readonly mean: number;
  readonly scv: number;
  readonly transform: (s: number) => number;
}

export function gim1(gaps: Gaps, mu: number): QueueLaw {
  const lambda = 1 / gaps.mean;
  const rho = lambda / mu;
  const excess = (sigma: number): number => gaps.transform(mu * (1 - sigma)) - sigma; // Convex, and 0 at 1.
  const nearOne = 1 - 1e-9;
  if (rho >= 1 || excess(nearOne) >= 0) return overloaded(rho);
  const sigma = root(excess, 0, nearOne);
  const decay = mu * (1 - sigma);
  return {
    utilisation: rho,
    waitingProbability: sigma,
    meanWait: sigma / decay,
    meanSojourn: 1 / decay,
    meanWaiting: (lambda * sigma) / decay,
    meanInSystem: lambda / decay,
    waitTail: (t) => sigma * Math.exp(-decay * t),
    sojournTail: (t) => Math.exp(-decay * t),
  };
}

/** Always the same: e^{−s/λ}. */
export const constantGaps = (mean: number): Gaps => ({ mean, scv: 0, transform: (s) => Math.exp(-s * mean) });

/** k exponential phases, (kλ ÷ (kλ + s))^k: what each of k servers gets of Poisson arrivals dealt out in turn. */
export const erlangGaps = (phases: number, mean: number): Gaps => ({
  mean,
  scv: 1 / phases,
  transform: (s) => (1 + (s * mean) / phases) ** -phases,
});

/** Exponential at rate r₁ with probability p, otherwise at rate r₂. */
export const hyperexponentialGaps = (p: number, rate1: number, rate2: number): Gaps => ({
  mean: p / rate1 + (1 - p) / rate2,
  scv: (2 * (p / rate1 ** 2 + (1 - p) / rate2 ** 2)) / (p / rate1 + (1 - p) / rate2) ** 2 - 1,
  transform: (s) => (p * rate1) / (rate1 + s) + ((1 - p) * rate2) / (rate2 + s),
});

/** Poisson at `rate` while on; on and off for exponential times of these means. Source: Kuczura 1973. */
export function interruptedPoissonGaps(rate: number, meanOn: number, meanOff: number): Gaps {
  const [stop, start] = [1 / meanOn, 1 / meanOff];
  return {
    mean: (1 + stop / start) / rate,
    scv: 1 + (2 * rate * stop) / (stop + start) ** 2,
    transform: (s) => (rate * (s + start)) / (s * s + (rate + stop + start) * s + rate * start),
  };
}
