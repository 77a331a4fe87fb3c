/**
 * M/M/1 from empty: what the first customers wait, which is far less than the steady state promises.
 *
 * The number an arrival finds is a Markov chain. Of the events after it, each is an arrival with probability
 * a = λ ÷ (λ + μ) and, while there is anyone, else a departure. So with u_j = P(the next one finds j), j ≥ 1:
 *   u_j = a p_{j−1} + (1 − a) u_{j+1},   u_0 = 1 − Σ u_j,   E W_n = E N_n ÷ μ
 *
 * Source: Kelton & Law, The transient behaviour of the M/M/s queue, Operations Research 33 (1985).
 */

/** Mean waits of customers 1 … `customers`, who are numbered from 0 in the result. O(customers²). */
export function meanWaitsFromEmpty(lambda: number, mu: number, customers: number): number[] {
  const arrival = lambda / (lambda + mu);
  let found = [1]; // P(customer n finds j).
  return Array.from({ length: customers }, () => {
    const meanFound = found.reduce((sum, p, j) => sum + j * p, 0);
    found = afterOneMore(found, arrival);
    return meanFound / mu;
  });
}

function afterOneMore(found: readonly number[], arrival: number): number[] {
  const next = new Array<number>(found.length + 1).fill(0);
  let positive = 0;
  for (let j = found.length; j > 0; j--) {
    next[j] = arrival * found[j - 1]! + (1 - arrival) * (next[j + 1] ?? 0);
    positive += next[j]!;
  }
  next[0] = Math.max(0, 1 - positive);
  return next;
}
