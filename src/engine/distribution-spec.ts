/** A distribution as plain data; every number in the unit of what is drawn (milliseconds for durations). */
export type DistributionSpec =
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
