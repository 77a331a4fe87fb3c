/**
 * Exact mean value analysis of a closed network with one class: N users who think for Z and then visit the stations.
 * A station is one line (or processor sharing) in front of c exponential servers; its demand D is visits × service.
 *
 *   R_i(n) = (D_i ÷ c_i) (1 + Q_i(n−1) + Σ_{j<c_i−1} (c_i − 1 − j) p_i(j | n−1)),  X(n) = n ÷ (Z + Σ R_i),  Q_i = X R_i
 *   p_i(j | n) = (D_i X(n) ÷ j) p_i(j−1 | n−1),   p_i(0 | n) = p_i(0 | n−1) X(n) ÷ X₋ᵢ(n)
 *
 * X₋ᵢ is the throughput without station i. The usual p_i(0) = 1 − Σ p_i(j) loses all its digits near saturation.
 *
 * Source: Reiser & Lavenberg, JACM 27 (1980); Reiser 1981 (the stable p_i(0)).
 */
export interface Station {
  readonly demand: number; // Time a server spends on one interaction: visits × mean service.
  readonly servers?: number; // c, 1 by default.
}

export interface MvaResult {
  readonly throughput: number; // X(N)
  readonly response: number; // Σ R_i, without thinking.
  readonly residence: readonly number[]; // R_i, over all visits.
  readonly numberAt: readonly number[]; // Q_i
}

export function mva(stations: readonly Station[], users: number, thinkTime: number): MvaResult {
  return meanValues(stations, users, thinkTime).at(-1)!;
}

/** The results for 0, 1 … N users. */
function meanValues(stations: readonly Station[], users: number, thinkTime: number): MvaResult[] {
  const without = stations.map(({ servers = 1 }, i) =>
    servers > 1 ? meanValues(stations.toSpliced(i, 1), users, thinkTime) : null,
  );
  const shares = stations.map(({ servers = 1 }) => [1, ...new Array<number>(servers - 1).fill(0)]); // p_i(j), j < c_i.
  const results: MvaResult[] = [
    { throughput: 0, response: 0, residence: stations.map(() => 0), numberAt: stations.map(() => 0) },
  ];
  for (let n = 1; n <= users; n++) {
    const before = results[n - 1]!.numberAt;
    const residence = stations.map(({ demand, servers = 1 }, i) => {
      const idle = shares[i]!.reduce((sum, p, j) => sum + (servers - 1 - j) * p, 0);
      return (demand / servers) * (1 + before[i]! + idle);
    });
    const response = residence.reduce((sum, r) => sum + r, 0);
    const throughput = n / (thinkTime + response);
    for (const [i, p] of shares.entries()) {
      for (let j = p.length - 1; j > 0; j--) p[j] = ((stations[i]!.demand * throughput) / j) * p[j - 1]!;
      const alone = without[i]?.[n]?.throughput ?? Infinity;
      p[0] = Number.isFinite(alone) ? (p[0]! * throughput) / alone : 0;
    }
    results.push({ throughput, response, residence, numberAt: residence.map((r) => throughput * r) });
  }
  return results;
}
