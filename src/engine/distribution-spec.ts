/** A distribution as plain data, in the unit of its values (milliseconds for durations). */
export type DistributionSpec = SimpleSpec | CompoundSpec;

/** A member of a family. */
export type SimpleSpec =
  | { readonly kind: "constant"; readonly value: number }
  | { readonly kind: "exponential"; readonly mean: number }
  | { readonly kind: "lognormal"; readonly mean: number; readonly sigma: number } // Of ln X; median = mean·exp(−σ²/2).
  | { readonly kind: "erlang"; readonly shape: number; readonly mean: number }
  | { readonly kind: "gamma"; readonly shape: number; readonly mean: number }
  | { readonly kind: "weibull"; readonly shape: number; readonly mean: number }
  | {
      readonly kind: "hyperexponential";
      readonly branches: readonly { readonly probability: number; readonly mean: number }[];
    }
  | { readonly kind: "pareto"; readonly shape: number; readonly min: number; readonly max: number | null }
  | { readonly kind: "uniform"; readonly min: number; readonly max: number }
  | { readonly kind: "geometric"; readonly mean: number } // On 0, 1, 2 …
  | { readonly kind: "empirical"; readonly values: readonly number[] };

/** Composed of others, each drawn independently. */
export type CompoundSpec =
  | { readonly kind: "sum" | "min" | "max"; readonly terms: readonly DistributionSpec[] }
  | { readonly kind: "ceil"; readonly term: DistributionSpec; readonly step: number }; // Up to a multiple of the step.

export const isCompound = (spec: DistributionSpec): spec is CompoundSpec => "terms" in spec || "term" in spec;

/** In steps: closer than this to a multiple counts as on it, so that ceil(0.3, 0.1) is 0.3. */
export const ON_STEP = 1e-9;

export const ceilTo = (value: number, step: number): number => Math.ceil(value / step - ON_STEP) * step;
