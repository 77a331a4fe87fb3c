/**
 * The power of d choices, as the number of servers grows without end: each arrival looks at d servers (rate 1, load
 * ρ < 1 each) and joins the one with fewest requests.
 *
 *   share of servers with at least i requests: ρ^{(d^i − 1)/(d − 1)};   E T = Σ_{i≥1} ρ^{(d^i − d)/(d − 1)} mean services
 *
 * 100 servers are within 2 % of it. Source: Vvedenskaya, Dobrushin & Karpelevich 1996; Mitzenmacher 2001.
 */
export function supermarketTail(rho: number, choices: number, i: number): number {
  return rho ** (choices === 1 ? i : (choices ** i - 1) / (choices - 1));
}

/** In mean service times. */
export function supermarketSojourn(rho: number, choices: number): number {
  if (rho >= 1) return Infinity;
  if (choices === 1) return 1 / (1 - rho);
  let sum = 0;
  for (let i = 1; ; i++) {
    const term = rho ** ((choices ** i - choices) / (choices - 1));
    sum += term;
    if (term < 1e-17) return sum;
  }
}
