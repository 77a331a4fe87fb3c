/** Time series on an equal grid, as plain arrays. */

/** The mean over replications, bin by bin, up to the shortest. */
export function averageSeries(replications: readonly (readonly number[])[]): number[] {
  const length = Math.min(...replications.map((series) => series.length));
  if (!Number.isFinite(length)) return [];
  return Array.from({ length }, (_, bin) => {
    let sum = 0;
    for (const series of replications) sum += series[bin]!;
    return sum / replications.length;
  });
}

/** Least-squares slope b of y = a + b i over the index i: Σ(i − ī)(y − ȳ) ÷ Σ(i − ī)². NaN below two values. */
export function slopePerBin(series: readonly number[]): number {
  const middle = (series.length - 1) / 2;
  let products = 0;
  let squares = 0;
  for (let i = 0; i < series.length; i++) {
    products += (i - middle) * series[i]!;
    squares += (i - middle) ** 2;
  }
  return products / squares;
}
