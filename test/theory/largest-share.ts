/**
 * The largest of multinomial shares: k things each go to one of n places, any with the same chance. How many are at the
 * fullest, on average: E max = Σ_{m ≥ 0} P(max > m), with P(max ≤ m) = k! [x^k] (Σ_{j ≤ m} x^j ÷ j!)^n ÷ n^k.
 */
export function largestOf(k: number, n: number): number {
  let sum = 0;
  for (let m = 0; m < k; m++) sum += 1 - atMost(m, k, n);
  return sum;
}

/** Place after place: the chance that so many of the rest are there, given that each is at one of those left. */
function atMost(m: number, k: number, n: number): number {
  let left = new Float64Array(k + 1); // By how many are yet to be placed.
  left[k] = 1;
  for (let place = n; place > 0; place--) {
    const next = new Float64Array(k + 1);
    for (let rest = 0; rest <= k; rest++) {
      if (left[rest] === 0) continue;
      let chance = place === 1 ? (rest === 0 ? 1 : 0) : (1 - 1 / place) ** rest; // Of none.
      if (place === 1) {
        if (rest <= m) next[0]! += left[rest]!;
        continue;
      }
      for (let j = 0; j <= Math.min(m, rest); j++) {
        next[rest - j]! += left[rest]! * chance;
        chance *= (rest - j) / (j + 1) / (place - 1);
      }
    }
    left = next;
  }
  return left[0]!;
}
