/** What `headroom sweep` found, as `--json` writes it. */
import type { CeilingFindings } from "./ceiling-findings.js";
import type { Estimate, ObjectiveFindings, SaturationFindings, Verdict } from "./findings.js";

type Provenance = Pick<
  CeilingFindings,
  | "formatVersion"
  | "version"
  | "seed"
  | "confidence"
  | "name"
  | "title"
  | "variant"
  | "modelHash"
  | "window"
  | "objectives"
  | "audit"
  | "simulated"
>;

export interface SweepFindings extends Provenance {
  readonly knobs: readonly KnobFindings[]; // One or two.
  readonly points: readonly SweepPoint[]; // Every combination; the last knob changes fastest.
  /** Of p99 over the one knob; to the neighbours of all values that may be the knee, see `knee.ts`. */
  readonly knee: Estimate | null;
}

export interface KnobFindings {
  readonly name: string; // "shop-db.pool.connections"; "load" is a factor on all traffic.
  readonly unit: string; // As written after each value: "ms", "%", "".
  readonly values: readonly number[]; // Ascending.
}

export interface SweepPoint {
  readonly at: readonly number[]; // Value of each knob.
  readonly verdict: Verdict; // Missed where the number in the system grows, or where it stands still; met without objectives.
  readonly growing: boolean;
  readonly standing: boolean; // Requests wait for each other for ever.
  readonly offeredLoad: Estimate;
  readonly goodput: Estimate;
  readonly errorRate: Estimate;
  readonly p50Ms: Estimate;
  readonly p99Ms: Estimate;
  readonly objectives: readonly ObjectiveFindings[];
  readonly first: SaturationFindings | null; // What gave first.
}

/** How much each number of a model matters. */
export interface TornadoFindings extends Provenance {
  readonly change: number; // Share by which each was changed, down and up: 0.2.
  readonly metric: string; // What is compared: "latency{web.browse} p99".
  readonly unit: "ms" | "1" | "1/s";
  readonly limit: number | null; // Of its objective.
  readonly base: Estimate;
  readonly verdict: Verdict; // Of the model as it is.
  readonly guesses: readonly GuessFindings[]; // What matters most first.
  readonly leftOut: readonly { readonly path: string; readonly why: string }[];
}

export interface GuessFindings {
  readonly path: string;
  readonly value: string; // As written.
  readonly less: ChangeFindings | null; // null: it cannot be changed that way.
  readonly more: ChangeFindings | null;
}

export interface ChangeFindings {
  readonly value: string;
  readonly difference: Estimate; // From the base, paired; null where it grows. With a `reason`: of fewer answers, so not comparable.
  readonly growing: boolean;
  readonly verdict: Verdict;
}
