/**
 * A distribution as 200 weighted values, for sums: P(A + B ≥ x) = Σ wᵢ P(B ≥ x − aᵢ).
 *
 * The values are quantiles at the nodes of Gauss and Legendre's rule on panels of probability that halve towards 1.
 */
export interface Atom {
  readonly value: number;
  readonly weight: number;
}

const PANELS = 20;
const MOST = 200; // Atoms that a sum is thinned to.

/** Nodes and weights on [−1, 1], by symmetry half of them. Source: Abramowitz and Stegun, table 25.4. */
const GAUSS_8: readonly (readonly [node: number, weight: number])[] = [
  [0.1834346424956498, 0.362683783378362],
  [0.525532409916329, 0.3137066458778873],
  [0.7966664774136267, 0.2223810344533745],
  [0.9602898564975363, 0.1012285362903763],
];

/** @param atLeast P(X ≥ x), of values from 0 on */
export function atomsOf(atLeast: (x: number) => number): readonly Atom[] {
  const edges = [1, 63 / 64, 15 / 16, 3 / 4, ...Array.from({ length: PANELS }, (_, i) => 2 ** -(i + 1)), 0]; // P(X ≥ x)
  return edges.slice(1).flatMap((low, i) => {
    const high = edges[i]!;
    const [centre, half] = [(high + low) / 2, (high - low) / 2];
    return GAUSS_8.flatMap(([node, weight]) =>
      [centre + half * node, centre - half * node].map((beyond) => ({
        value: quantile(atLeast, beyond),
        weight: weight * half,
      })),
    );
  });
}

/** Atoms of the sum of two, thinned by merging neighbours at their mean. */
export function added(a: readonly Atom[], b: readonly Atom[]): readonly Atom[] {
  const all = a.flatMap((x) => b.map((y) => ({ value: x.value + y.value, weight: x.weight * y.weight })));
  return thinned(all);
}

/** Groups get finer towards the largest values, whose weight is small. */
export function thinned(atoms: readonly Atom[]): readonly Atom[] {
  if (atoms.length <= MOST) return atoms;
  const sorted = [...atoms].sort((x, y) => y.value - x.value);
  const groups = new Map<number, { weight: number; total: number }>();
  let beyond = 0;
  for (const { value, weight } of sorted) {
    const u = beyond + weight / 2;
    beyond += weight;
    const tail = Math.floor(4 * Math.log2(Math.min(1, u))); // Four groups for each halving of the tail …
    const body = Math.floor(u * (MOST / 2)); // … and equal ones where most of the weight is.
    const key = tail * MOST + body;
    const group = groups.get(key) ?? { weight: 0, total: 0 };
    group.weight += weight;
    group.total += weight * value;
    groups.set(key, group);
  }
  return [...groups.values()].map(({ weight, total }) => ({ value: total / weight, weight }));
}

function quantile(atLeast: (x: number) => number, beyond: number): number {
  let high = 1e-300;
  while (atLeast(high) > beyond && high < 1e300) high = high < 1e-9 ? 1e-9 : high * 2;
  let low = high <= 1e-9 ? 0 : high / 2;
  for (let step = 0; step < 40; step++) {
    const middle = (low + high) / 2;
    if (atLeast(middle) > beyond) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
