/** Seeded noise for these tests alone: mulberry32, and a birth–death process sampled on an equal grid. */

export function uniforms(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export function exponentials(uniform: () => number, mean = 1): () => number {
  return () => -mean * Math.log(1 - uniform());
}

/** Mean number in an M/M/c in each of `bins` bins, from empty. Time is in mean service times. */
export function numberInQueue(
  { utilisation, servers, time, bins }: { utilisation: number; servers: number; time: number; bins: number },
  uniform: () => number,
): number[] {
  const arrivalRate = utilisation * servers;
  const width = time / bins;
  const areas = new Array<number>(bins).fill(0);
  for (let now = 0, n = 0, bin = 0; bin < bins; ) {
    const rate = arrivalRate + Math.min(n, servers);
    const next = now - Math.log(1 - uniform()) / rate;
    while (bin < bins && next >= (bin + 1) * width) {
      areas[bin]! += n * ((bin + 1) * width - now);
      bin++;
      now = bin * width;
    }
    if (bin === bins) break;
    areas[bin]! += n * (next - now);
    now = next;
    n += uniform() * rate < arrivalRate ? 1 : -1;
  }
  return areas.map((area) => area / width);
}
