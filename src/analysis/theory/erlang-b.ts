/**
 * Erlang B: the chance that a Poisson arrival finds all c servers busy and is lost, M/G/c/c. `load` is a = λ E S.
 *
 *   B(0) = 1,   B(k) = a B(k−1) ÷ (k + a B(k−1))
 *
 * Source: Erlang 1917; Gross & Harris, sec. 2.5. Insensitive to the distribution of the service time.
 */
export function erlangB(servers: number, load: number): number {
  let blocked = 1;
  for (let k = 1; k <= servers; k++) blocked = (load * blocked) / (k + load * blocked);
  return blocked;
}
