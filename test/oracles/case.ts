/** What an oracle case is: models in the project's language, how long to run them, and the numbers to agree with. */
import type { Statistic } from "./statistic.js";

/** `short` runs with every test run, `long` is the one that proves it. */
export type Length = "short" | "long";

export interface OracleCase {
  readonly id: string; // As in oracles.json, like every quantity below.
  readonly title: string;
  readonly runs: Readonly<Record<string, Run>>;
  readonly checks: readonly Check[];
  /** Quantities of oracles.json that are not checked here, by the reason why. */
  readonly leftOut?: Readonly<Record<string, readonly string[]>>;
}

/** One model, and the replications to run of it; times in seconds. */
export interface Run {
  readonly model: string; // YAML.
  readonly warmUp: number; // At least ten relaxation times, 1 ÷ (μ(1 − √ρ)²), unless it starts where it should.
  readonly seconds: Readonly<Record<Length, number>>; // Of the window of each replication.
  readonly replications: Readonly<Record<Length, number>>;
  readonly bins: Readonly<Record<Length, number>>;
  readonly coolDown: number;
}

/** Relative half-widths allowed to a 95 % interval, so that a wide one cannot agree with anything. */
export type Limits = Readonly<Record<Length, number>>;

/** How a simulated number is judged; the class is that of oracles.json. */
export type Judgement =
  | { readonly class: "exact"; readonly limits: Limits }
  | { readonly class: "asymptotic" | "approximation"; readonly absolute?: number; readonly relative?: number }
  | { readonly class: "reference-simulation"; readonly halfWidth: number; readonly limits: Limits } // Both intervals combined.
  | { readonly class: "behaviour"; readonly moreThan?: boolean } // The same verdict; or more than expected.
  | { readonly class: "invariant"; readonly bound: "zero" | "at most" | "at least" }
  | { readonly class: "reported" | "simulation-published" }; // Context, never a gate.

export interface Check {
  readonly quantity: string;
  readonly expected: number; // True is 1, false 0.
  readonly judgement: Judgement;
  readonly statistic: Statistic;
  readonly onlyLong?: true; // Its tolerance is finer than the noise of the short version, where it is context.
}

const USUALLY = { short: 40, long: 50 };
/** Fewer replications for what has a long warm-up. */
export const FEWER = { short: 20, long: 50 };

/** Half-widths for most quantities, for means where ρ ≤ 0.8, and for what takes long to show. */
export const USUAL: Limits = { short: 0.05, long: 0.01 };
export const MEAN: Limits = { short: 0.05, long: 0.003 };
export const TAIL: Limits = { short: 0.1, long: 0.01 };

export const exact = (quantity: string, expected: number, statistic: Statistic, limits: Limits = USUAL): Check => ({
  quantity,
  expected,
  judgement: { class: "exact", limits },
  statistic,
});

/** An exact mean at ρ ≤ 0.8, held to 0.3 %. */
export const exactMean = (quantity: string, expected: number, statistic: Statistic): Check =>
  exact(quantity, expected, statistic, MEAN);

export const roughly = (
  quantity: string,
  expected: number,
  tolerance: { absolute?: number; relative?: number },
  statistic: Statistic,
): Check => ({ quantity, expected, judgement: { class: "asymptotic", ...tolerance }, statistic });

export const tooFineForShort = (check: Check): Check => ({ ...check, onlyLong: true });

export const verdict = (quantity: string, expected: boolean, statistic: Statistic): Check => ({
  quantity,
  expected: Number(expected),
  judgement: { class: "behaviour" },
  statistic,
});

export const context = (
  quantity: string,
  expected: number,
  statistic: Statistic,
  of: "reported" | "simulation-published" = "reported",
): Check => ({ quantity, expected, judgement: { class: of }, statistic });

interface RunOptions {
  readonly warmUp: number;
  readonly short: number;
  readonly long: number;
  readonly replications?: number | Readonly<Record<Length, number>>;
  readonly bins?: number | Readonly<Record<Length, number>>; // Only where time matters: a bin costs memory.
  readonly coolDown?: number; // By default as long as the warm-up: no answer takes longer.
}

export function run(model: string, options: RunOptions): Run {
  const { warmUp, short, long, replications = USUALLY, bins = 1, coolDown = Math.max(warmUp, 1) } = options;
  const both = (value: number | Readonly<Record<Length, number>>) =>
    typeof value === "number" ? { short: value, long: value } : value;
  return { model, warmUp, seconds: { short, long }, replications: both(replications), bins: both(bins), coolDown };
}
