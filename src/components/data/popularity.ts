/**
 * How popular the keys of some data are. Keys are numbered from the most popular, 0.
 *
 * - uniform: all alike;
 * - zipf: pᵢ ∝ i^−s, i = 1 … n (Zipf's law; s = 0 is uniform);
 * - hot: a few keys share so much of what is asked equally, the others the rest.
 *
 * A key is found by inversion, so that a like number finds a like key in every variant, with a guide table (Chen & Asau,
 * Management Science 21, 1974): which key to begin at, so that a search takes few steps however many keys there are.
 */
export type PopularityLaw =
  | { readonly kind: "uniform" }
  | { readonly kind: "zipf"; readonly exponent: number }
  | { readonly kind: "hot"; readonly keys: number; readonly share: number };

const KEPT = 8; // Of a million keys 12 MB each.
const known = new Map<string, Popularity>(); // Every run of a model asks for the same.

/** @param keys n ≥ 1 @returns shared by all who ask */
export function popularityOf(keys: number, law: PopularityLaw): Popularity {
  const name = `${keys} ${Object.values(law).join(" ")}`;
  const found = known.get(name) ?? new Popularity(keys, law);
  known.delete(name);
  known.set(name, found); // The latest is the last to go.
  if (known.size > KEPT) known.delete(known.keys().next().value as string);
  return found;
}

export class Popularity {
  readonly keys: number;
  private readonly upTo: Float64Array; // Cumulated shares; empty: all keys alike.
  private readonly guide: Int32Array; // The first key whose cumulated share exceeds i / n.

  constructor(keys: number, law: PopularityLaw) {
    this.keys = keys;
    this.upTo = law.kind === "uniform" ? new Float64Array(0) : cumulated(keys, law);
    this.guide = new Int32Array(this.upTo.length);
    let key = 0;
    for (let i = 0; i < this.guide.length; i++) {
      while (this.upTo[key] <= i / keys) key++;
      this.guide[i] = key;
    }
  }

  /** The key for u in [0, 1): the first with u < its cumulated share. */
  keyAt(u: number): number {
    const { upTo, guide, keys } = this;
    const at = Math.floor(u * keys);
    if (guide.length === 0) return at;
    let key = guide[at];
    while (upTo[key] <= u) key++;
    while (key > 0 && upTo[key - 1] > u) key--; // Where rounding put u in the next row of the guide.
    return key;
  }

  /** The share of the keys up to this one, all together. */
  shareUpTo(key: number): number {
    return this.upTo.length === 0 ? (key + 1) / this.keys : this.upTo[key];
  }

  shareOf(key: number): number {
    return this.shareUpTo(key) - (key === 0 ? 0 : this.shareUpTo(key - 1));
  }
}

function cumulated(keys: number, law: Exclude<PopularityLaw, { kind: "uniform" }>): Float64Array {
  const shares = new Float64Array(keys);
  if (law.kind === "zipf") for (let i = 0; i < keys; i++) shares[i] = (i + 1) ** -law.exponent;
  else {
    const others = (1 - law.share) / (keys - law.keys);
    for (let i = 0; i < keys; i++) shares[i] = i < law.keys ? law.share / law.keys : others;
  }
  let whole = 0;
  for (let i = 0; i < keys; i++) whole += shares[i];
  let sum = 0;
  for (let i = 0; i < keys; i++) {
    sum += shares[i] / whole;
    shares[i] = sum;
  }
  shares[keys - 1] = 1;
  return shares;
}
