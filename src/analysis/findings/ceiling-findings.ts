/** What `headroom ceiling` found, as `--json` writes it. */
import type { Estimate, ObjectiveFindings, SaturationFindings, Verdict, WindowFindings } from "./findings.js";
import type { StandstillFindings } from "./standstill-findings.js";

export interface CeilingFindings {
  readonly formatVersion: 1;
  readonly version: string;
  readonly seed: string;
  readonly confidence: number; // Of the intervals by which each point was judged.
  readonly name: string;
  readonly title: string;
  readonly variant: string;
  readonly modelHash: string;
  readonly window: WindowFindings; // Its replications are those of the first look.
  readonly objectives: readonly string[];
  /** Peak arrivals a second; users in all; or a number of the model, whose smallest value is sought. */
  readonly of: "rate" | "users" | "knob";
  readonly knob: string | null; // "shop-db.pool.connections"
  readonly expected: number | null; // Peak that is expected; of a knob, the model's own value; null: unlimited.
  /**
   * The highest load that meets the objectives, or the smallest value that does. Its ends are proven: the load `low`
   * meets them and `high` misses one; the value `high` meets them, and those below `low` miss one.
   */
  readonly ceiling: Estimate;
  readonly headroom: Estimate | null; // Ceiling ÷ expected; null for a knob.
  readonly verdict: Verdict; // Of headroom ≥ 1; of a knob, whether a value meets the objectives.
  readonly meetsUpTo: number | null; // Of a knob: the largest value tried that meets, where one beyond it misses.
  readonly stopped: "narrow" | "budget" | "end";
  readonly beyond: BeyondFindings | null; // What was seen at the least load proven to miss.
  readonly probes: readonly ProbeFindings[]; // In the order in which they were made.
  readonly audit: { readonly ok: boolean; readonly failures: readonly string[] };
  readonly simulated: { readonly requests: number; readonly events: number; readonly runs: number };
}

/** One point that was tried. */
export interface ProbeFindings {
  readonly at: number; // Peak arrivals a second, users, or the knob's value.
  readonly verdict: Verdict; // Missed where the number in the system grows.
  readonly replications: number;
  readonly windowMs: number; // Of each.
  readonly growing: boolean;
  readonly what?: string; // Grows: the number "of requests in the system", or "waiting at mails".
  readonly standing: boolean; // Requests wait for each other for ever.
  readonly objectives: readonly ObjectiveFindings[];
}

export interface BeyondFindings {
  readonly at: number;
  readonly growing: boolean;
  readonly what?: string; // As above.
  readonly standstill: StandstillFindings | null;
  readonly missed: readonly ObjectiveFindings[];
  readonly first: SaturationFindings | null; // What gave first; null: nothing filled up.
  readonly busiest: { readonly part: string; readonly resource: string; readonly utilisation: Estimate } | null;
}
