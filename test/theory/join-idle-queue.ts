/**
 * Two servers of rate 1 each with a queue of its own, Poisson arrivals at the rate λ: an arrival goes to an idle server
 * where there is one, otherwise to either with the same chance. Its balance equations are solved over m, n ≤ longest, by
 * Gauss–Seidel.
 */
export function joinIdleOfTwo(lambda: number, longest = 90) {
  const size = longest + 1;
  const p = Float64Array.from({ length: size * size }, (_, i) => (lambda / 2) ** (Math.floor(i / size) + (i % size)));
  const at = (m: number, n: number): number => (m < 0 || n < 0 || m > longest || n > longest ? 0 : p[m * size + n]!);
  /** The rate of arrivals at the first server with (m, n) there. */
  const rate = (m: number, n: number): number => (m > 0 === n > 0 ? lambda / 2 : m === 0 ? lambda : 0);
  for (let round = 0; round < 600; round++)
    for (let m = 0; m <= longest; m++)
      for (let n = 0; n <= longest; n++) {
        const inflow = at(m + 1, n) + at(m, n + 1) + at(m - 1, n) * rate(m - 1, n) + at(m, n - 1) * rate(n - 1, m);
        const outflow =
          (m > 0 ? 1 : 0) + (n > 0 ? 1 : 0) + (m < longest ? rate(m, n) : 0) + (n < longest ? rate(n, m) : 0);
        p[m * size + n] = inflow / outflow;
      }
  let [whole, inSystem, bothBusy] = [0, 0, 0];
  for (let m = 0; m <= longest; m++)
    for (let n = 0; n <= longest; n++) {
      whole += at(m, n);
      inSystem += (m + n) * at(m, n);
      if (m > 0 && n > 0) bothBusy += at(m, n);
    }
  return { meanSojourn: inSystem / whole / lambda, waitingProbability: bothBusy / whole };
}

/**
 * Very many dispatchers with r servers each, in mean service times; λ at each server. A server that falls idle reports to
 * any dispatcher. A dispatcher with idle servers takes the first, at the rate λ r; and each of them leaves at the rate
 * s = λ (1 − ρ), when another that has none sends there at random; ρ is the share of dispatchers that have some. How many
 * they have is then a birth and death process with the mean r (1 − λ), and E T = 1 ÷ (1 − s), as of M/M/1.
 *
 * Source: Lu et al. 2011, theorems 1 and 2, who leave out that servers are taken by others: then ρ ÷ (1 − ρ) = r (1 − λ).
 */
export function joinIdleOfMany(lambda: number, serversEach: number): number {
  let rho = 0.5;
  for (let round = 0; round < 200; round++) rho = (rho + shareWithIdle(lambda, serversEach, lambda * (1 - rho))) / 2;
  return 1 / (1 - lambda * (1 - rho));
}

/** The rate of births is such that the mean is right. */
function shareWithIdle(lambda: number, serversEach: number, leaves: number): number {
  let [low, high] = [0, 10 * (lambda * serversEach + 1)];
  let none = 1;
  for (let halving = 0; halving < 80; halving++) {
    const births = (low + high) / 2;
    let [p, whole, mean] = [1, 1, 0];
    for (let k = 1; k < 1000 && p > 1e-16; k++) {
      p *= births / (lambda * serversEach + k * leaves);
      whole += p;
      mean += k * p;
    }
    none = 1 / whole;
    if (mean / whole > serversEach * (1 - lambda)) high = births;
    else low = births;
  }
  return 1 - none;
}
