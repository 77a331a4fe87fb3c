/** Where a picture comes from: enough to make it again. */

/** What every sort of findings can say of itself. */
export interface Sourced {
  readonly name: string;
  readonly seed: string;
  readonly version: string;
  readonly window: { readonly replications: number };
  readonly variants: readonly { readonly modelHash: string }[];
}

const shortHash = (hash: string) => hash.replace(/^sha256[:-]/, "").slice(0, 7);

export function provenance({ name, seed, window, variants, version }: Sourced): string {
  const hashes = [...new Set(variants.map((variant) => shortHash(variant.modelHash)))];
  const shown = hashes.length > 8 ? [...hashes.slice(0, 8), "…"] : hashes;
  return [
    name,
    `seed ${seed}`,
    `${window.replications} replication${window.replications === 1 ? "" : "s"}`,
    `model${hashes.length === 1 ? "" : "s"} ${shown.join(" ")}`,
    `headroom ${version}`,
  ].join(" · ");
}
