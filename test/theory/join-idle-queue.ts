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
