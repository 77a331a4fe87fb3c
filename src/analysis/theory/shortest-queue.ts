/**
 * Join the shortest of two queues: Poisson arrivals λ, two servers of rate μ each with its own queue. It has no closed
 * form; the balance equations are solved over m ≤ n requests, far enough out for what is left to be negligible.
 *
 * Each round replaces every p(m, n) by inflow ÷ outflow (Gauss–Seidel), then gives each total m + n its exact share:
 * the totals form a birth–death process, with deaths at the rate of the busy servers. Tens of rounds do.
 *
 * Source: Kingman 1961; Flatto & McKean 1977; Koury, McAllister & Stewart 1984 (the two-level iteration).
 */
import { overloaded, type QueueLaw } from "./queue-law.js";

const WIDEST = 40; // The queues are hardly ever this far apart.
const PRECISION = 1e-14;

export function shortestOfTwo(lambda: number, mu: number): Omit<QueueLaw, "waitTail" | "sojournTail"> {
  const rho = lambda / (2 * mu);
  if (rho >= 1) return overloaded(rho);
  const longest = Math.ceil(18 / -Math.log(rho)) + WIDEST;
  const p = balance(lambda, mu, longest);
  let [bothIdle, oneIdle, meanInSystem] = [p[0]![0]!, 0, 0];
  for (let n = 0; n <= longest; n++) {
    if (n > 0) oneIdle += p[0]![n] ?? 0;
    for (let m = Math.max(0, n - WIDEST); m <= n; m++) meanInSystem += (m + n) * p[m]![n]!;
  }
  const waitingProbability = 1 - bothIdle - oneIdle;
  const meanSojourn = meanInSystem / lambda;
  return {
    utilisation: rho,
    waitingProbability,
    meanSojourn,
    meanWait: meanSojourn - 1 / mu,
    meanInSystem,
    meanWaiting: meanInSystem - 2 * rho,
  };
}

/** p[m][n], m ≤ n ≤ longest. */
function balance(lambda: number, mu: number, longest: number): number[][] {
  const p = Array.from({ length: longest + 2 }, () => new Array<number>(longest + 2).fill(0));
  for (let m = 0; m <= longest; m++) {
    for (let n = m; n <= Math.min(longest, m + WIDEST); n++) p[m]![n] = (lambda / (2 * mu)) ** (m + n) / (1 + n - m);
  }
  for (;;) {
    let change = 0;
    for (let total = 0; total <= 2 * longest; total++) {
      for (let m = total >> 1; m >= Math.max(0, total - longest, (total - WIDEST) / 2); m--) {
        change += relax(p, m, total - m, lambda, mu, longest);
      }
    }
    shareOut(p, lambda, mu, longest);
    if (change < PRECISION) return p;
  }
}

/** Sets p(m, n) to inflow ÷ outflow; returns its change. */
function relax(p: number[][], m: number, n: number, lambda: number, mu: number, longest: number): number {
  const at = (i: number, j: number): number => (i < 0 ? 0 : p[i]![j]!);
  let inflow = mu * at(m, n + 1); // A departure from the longer queue,
  if (m < n) inflow += mu * at(m + 1, n) * (m + 1 === n ? 2 : 1); // or from the shorter, which two equals both are.
  if (m > 0) inflow += lambda * at(m - 1, n); // An arrival at the shorter,
  if (n === m + 1) inflow += lambda * at(m, m); // or at either of two equals.
  const outflow = (m + n < 2 * longest ? lambda : 0) + mu * (m > 0 ? 2 : n > 0 ? 1 : 0);
  const before = p[m]![n]!;
  p[m]![n] = inflow / outflow;
  return Math.abs(inflow / outflow - before);
}

/** Scales every total m + n to what the balance of totals, λ p(T) = (deaths at T + 1), gives it. */
function shareOut(p: number[][], lambda: number, mu: number, longest: number): void {
  const mass = new Array<number>(2 * longest + 1).fill(0);
  const busy = new Array<number>(2 * longest + 1).fill(0);
  const each = (visit: (m: number, n: number) => void): void => {
    for (let m = 0; m <= longest; m++) for (let n = m; n <= Math.min(longest, m + WIDEST); n++) visit(m, n);
  };
  each((m, n) => {
    mass[m + n]! += p[m]![n]!;
    busy[m + n]! += p[m]![n]! * (m > 0 ? 2 : n > 0 ? 1 : 0);
  });
  const share = [1];
  for (let total = 1; total <= 2 * longest; total++) {
    const servers = mass[total]! > 0 ? busy[total]! / mass[total]! : 2;
    share.push((share[total - 1]! * lambda) / (mu * servers));
  }
  const all = share.reduce((sum, s) => sum + s, 0);
  each((m, n) => {
    if (mass[m + n]! > 0) p[m]![n]! *= share[m + n]! / all / mass[m + n]!;
  });
}
