/** A distribution as plain data; every number in the unit of what is drawn (milliseconds for durations). */
export type DistributionSpec = SimpleSpec | CompoundSpec;

/** One of a family. */
export type SimpleSpec =
  | { readonly kind: "constant"; readonly value: number }
  | { readonly kind: "exponential"; readonly mean: number }
  | { readonly kind: "lognormal"; readonly mean: number; readonly sigma: number } // sigma of ln X; median = mean·exp(−σ²/2).
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

/** Made of others, each drawn independently. */
export type CompoundSpec =
  | { readonly kind: "sum" | "min" | "max"; readonly terms: readonly DistributionSpec[] }
  | { readonly kind: "ceil"; readonly term: DistributionSpec; readonly step: number }; // Up to the next multiple of the step.

export const isCompound = (spec: DistributionSpec): spec is CompoundSpec => "terms" in spec || "term" in spec;

/** Next to a multiple, in steps, is on it: so that ceil(0.3, 0.1) is 0.3, whatever the rounding. */
export const ON_STEP = 1e-9;

export const ceilTo = (value: number, step: number): number => Math.ceil(value / step - ON_STEP) * step;
