/** The first three moments of a time, which is all that M/G/1 asks for. scv is the squared coefficient of variation. */
export interface Moments {
  readonly first: number;
  readonly second: number;
  readonly third: number;
}

/** E S^k = m^k (1 + scv)^{k(k−1)/2}. */
export function lognormalMoments(mean: number, scv: number): Moments {
  return { first: mean, second: mean ** 2 * (1 + scv), third: mean ** 3 * (1 + scv) ** 3 };
}

/** E S^k = m^k Π_{i<k} (1 + i scv). Exponential is scv 1, Erlang-k is 1 ÷ k, constant is 0. */
export function gammaMoments(mean: number, scv: number): Moments {
  return { first: mean, second: mean ** 2 * (1 + scv), third: mean ** 3 * (1 + scv) * (1 + 2 * scv) };
}
