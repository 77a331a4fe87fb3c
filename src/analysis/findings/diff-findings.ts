/**
 * What `headroom diff` found: a base and a proposal, side by side. Plain data, and the format of `diff --json`: the same
 * seed gives the same bytes.
 */
import type { CeilingVerdict } from "../verdicts/ceiling-verdict.js";
import type {
  DifferenceFindings,
  Estimate,
  ObjectiveFindings,
  ObjectivesVerdict,
  OverloadFindings,
  SaturationFindings,
  Verdict,
} from "./findings.js";

export type DiffVerdict = "regression" | "undecided" | "improvement" | "no difference";

export interface DiffFindings {
  readonly formatVersion: 1;
  readonly version: string; // Of headroom.
  readonly seed: string;
  readonly confidence: number;
  readonly tolerance: number; // Share; what is proven worse by more is a regression.
  readonly base: DiffSide;
  readonly proposal: DiffSide;
  readonly window: { readonly fromMs: number; readonly toMs: number; readonly replications: number };
  readonly verdict: DiffVerdict;
  readonly why: readonly string[]; // What decided, one sentence each.
  readonly changes: readonly ChangeFindings[];
  readonly objectives: readonly ObjectiveDiff[];
  readonly metrics: readonly MetricDiff[];
  readonly bottleneck: { readonly base: BottleneckFindings; readonly proposal: BottleneckFindings };
  readonly ceiling: CeilingDiff | null; // Null where there is none: closed traffic, or nothing that could be full.
  readonly units: readonly CountDiff[]; // Counted, since the language knows no prices.
  readonly complexity: readonly CountDiff[];
  readonly risks: RiskDiff;
  readonly simulated: { readonly requests: number; readonly runs: number };
  readonly notes: readonly string[];
}

/** The highest load, of all traffic together. */
export interface CeilingDiff {
  readonly of: "backlog" | "objectives"; // At most, whatever the objectives say; or such that they are met.
  readonly base: CeilingSide;
  readonly proposal: CeilingSide;
  readonly verdict: CeilingVerdict; // By their intervals.
}

export interface CeilingSide {
  readonly perSecond: Estimate; // Of objectives: `low` is proven to meet them, `high` to miss one.
  readonly binding: { readonly part: string; readonly resource: string } | null; // What is full then.
  readonly expected: number | null; // Peak of the model [1/s]; null of a backlog.
  readonly headroom: Estimate | null; // Ceiling ÷ expected.
}

export interface DiffSide {
  readonly file: string;
  readonly title: string;
  readonly modelHash: string;
  readonly verdict: ObjectivesVerdict; // Of the objectives that the proposal asks for.
}

export interface ChangeFindings {
  readonly sign: "+" | "~" | "-";
  readonly path: string; // "parts.db.pool.connections"
  readonly before: string | null; // As written in the file; null when added.
  readonly after: string | null; // null when removed.
}

/** Where a line of the proposal is to be shown; null where it belongs to no line. */
export interface PlaceFindings {
  readonly file: string;
  readonly line: number;
}

export interface ObjectiveDiff {
  readonly metric: string;
  readonly expression: string;
  readonly limit: number;
  readonly unit: ObjectiveFindings["unit"];
  readonly asked: "both" | "proposal" | "base"; // Whose objective it is; that of the base alone decides nothing.
  readonly base: MeasuredObjective;
  readonly proposal: MeasuredObjective;
  readonly verdict: ObjectiveVerdict;
  readonly place: PlaceFindings | null;
}

export interface MeasuredObjective {
  readonly measured: Estimate;
  readonly verdict: Verdict;
}

/** "regressed": met before and missed now; "fixed": missed before and met now. */
export type ObjectiveVerdict = "regressed" | "fixed" | "met" | "missed" | "unknown";

export interface MetricDiff {
  readonly metric: string; // "mean", "p99", "goodput", "errors", …
  readonly unit: DifferenceFindings["unit"];
  readonly base: Estimate;
  readonly proposal: Estimate;
  readonly difference: Estimate; // Proposal − base, paired.
  readonly relative: Estimate;
  readonly verdict: DifferenceFindings["verdict"];
  readonly beyondTolerance: boolean; // The whole interval lies beyond it, so that it decides.
}

export interface BottleneckFindings {
  readonly overload: Pick<OverloadFindings, "what" | "growthPerSecond" | "binding"> | null; // It cannot keep up.
  readonly saturation: readonly SaturationFindings[];
  readonly busiest: { readonly part: string; readonly resource: string; readonly utilisation: Estimate } | null;
  readonly meanMs: Estimate; // Latency, of which the waiting below is a part.
  readonly waiting: readonly WaitingFindings[]; // The most first.
}

/** Mean time that a request waits at a resource, over all requests, by Little's law. */
export interface WaitingFindings {
  readonly part: string;
  readonly resource: string;
  readonly perRequestMs: Estimate;
}

export interface CountDiff {
  readonly what: string;
  readonly base: number;
  readonly proposal: number;
}

export interface RiskFindings {
  readonly rule: string;
  readonly subject: string;
  readonly message: string;
  readonly place: PlaceFindings | null;
}

export interface RiskDiff {
  readonly fresh: readonly RiskFindings[];
  readonly gone: readonly RiskFindings[];
  readonly kept: number;
}
