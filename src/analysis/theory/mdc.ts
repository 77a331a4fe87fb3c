/**
 * M/D/c: Poisson arrivals λ, one line in front of c servers, each taking exactly D. M/D/1 for c = 1.
 *
 * Source: Crommelin 1932; Spitzer 1956; Franx, Operations Research Letters 29 (2001); Tijms 2003.
 */
import { logGamma } from "../../mathematics/gamma-function.js";
import { gammaP } from "../../mathematics/incomplete-gamma.js";
import { queueLengths } from "./mdc-number.js";
import { overloaded, type QueueLaw } from "./queue-law.js";

/**
 * Constant services end in the order they began, so every c-th request meets one server, and its wait is the largest
 * sum of a random walk with steps D − (time of c arrivals). With S_m = mD − gamma(mc, λ), Spitzer's identity gives
 *   E W = Σ_{m≥1} E S_m⁺ ÷ m,   P(W = 0) = exp(−Σ_{m≥1} P(S_m > 0) ÷ m).
 */
export function mdc(lambda: number, service: number, servers: number): QueueLaw {
  const rho = (lambda * service) / servers;
  if (rho >= 1) return overloaded(rho);
  let meanWait = 0;
  let logOfNoWait = 0;
  for (let m = 1; ; m++) {
    const k = m * servers;
    const x = lambda * m * service;
    const late = gammaP(k, x); // P(S_m > 0)
    const excess = ((x - k) * late + k * Math.exp(k * Math.log(x) - x - logGamma(k + 1))) / lambda; // E S_m⁺
    meanWait += excess / m;
    logOfNoWait -= late / m;
    if (late < 1e-15) break;
  }
  const waitTail = waitTailOf(lambda, service, servers);
  return {
    utilisation: rho,
    waitingProbability: -Math.expm1(logOfNoWait),
    meanWait,
    meanSojourn: meanWait + service,
    meanWaiting: lambda * meanWait,
    meanInSystem: lambda * (meanWait + service),
    waitTail,
    sojournTail: (t) => (t < service ? 1 : waitTail(t - service)),
  };
}

/**
 * P(W ≤ t) = Σ_{j<kc} Q_{kc−j−1} e^{−u} u^j ÷ j!  for (k−1) D ≤ t < kD and u = λ (kD − t), where Q_m is the chance
 * that at most m wait. All terms are positive, unlike those of Erlang's and Crommelin's alternating sums.
 */
function waitTailOf(lambda: number, service: number, servers: number): (t: number) => number {
  let atMost: readonly number[] | null = null; // Solved when first asked for.
  return (t) => {
    if (t < 0) return 1;
    atMost ??= queueLengths(lambda * service, servers);
    const k = Math.floor(t / service) + 1;
    const u = lambda * (k * service - t);
    let poisson = Math.exp(-u);
    let within = 0;
    for (let j = 0; j < k * servers; j++) {
      within += (atMost[k * servers - j - 1] ?? 1) * poisson;
      poisson *= u / (j + 1);
      if (j > u && poisson < 1e-18) break;
    }
    return Math.max(0, 1 - within);
  };
}
