/** What `headroom next` found: plain data, its output format. */
import type { Estimate, ObjectiveFindings, ObjectivesVerdict } from "./findings.js";

export interface NextFindings {
  readonly formatVersion: 1;
  readonly version: string; // Of headroom.
  readonly seed: string;
  readonly confidence: number; // Of every interval here.
  readonly name: string; // File name without its ending.
  readonly title: string;
  readonly model: string; // Path of the model file.
  readonly window: { readonly fromMs: number; readonly toMs: number };
  readonly metric: string; // What gains are measured in: "p99", "latency{web.checkout} p99", "growth waiting at mails".
  readonly because: string; // "an objective that is missed"
  readonly now: NowFindings;
  readonly changes: readonly ChangeFindings[]; // The best first, those not simulated last.
  readonly best: string | null; // Name of a change that gains, or else of one that saves; null: there is none.
  readonly ties: readonly string[]; // Not told apart from the best.
  readonly verdict: ObjectivesVerdict; // Whether the objectives hold with the best change, or as it is if nothing helps.
  readonly simulated: { readonly requests: number; readonly events: number; readonly runs: number };
}

/** The model as it is. */
export interface NowFindings {
  readonly measured: Estimate; // In `unit`.
  readonly unit: "ms" | "1" | "1/s";
  readonly verdict: ObjectivesVerdict;
  readonly objectives: readonly ObjectiveFindings[];
  readonly growing: boolean; // No steady state: something grows.
  readonly grows: string | null; // What does: "requests in the system", "messages waiting at mails".
  readonly stuck: string | null; // Which requests wait for each other for ever.
}

/**
 * saves: the same with less, where the objectives hold. trades: what is measured gains, and fewer requests are answered
 * or more fail, so that it is no gain by itself.
 */
export type ChangeVerdict = "gains" | "saves" | "trades" | "nothing" | "not proven" | "worse" | "unknown" | "not tried";

export interface ChangeFindings {
  readonly name: string; // "shop-db: 2 read replicas"
  readonly treats: string; // The symptom.
  readonly complexity: number; // 1 is a setting, 4 another way of working.
  readonly why: string; // So complex.
  readonly cost: Readonly<Record<string, number>>; // Counted units: cores, instances, replicas, caches … Negative: saved.
  readonly assumes: string | null;
  readonly loses: string | null; // What users no longer get with it: "the answer lacks what ads.for-you returns".
  readonly verdict: ChangeVerdict;
  readonly reason: string; // Why it was not tried, is worse, trades or mends, or by theory cannot gain; empty otherwise.
  readonly objectives: ObjectivesVerdict | null; // The worst of them with this change; null if not tried.
  readonly measured: Estimate | null;
  readonly gain: Estimate | null; // Relative change of the metric against the model as it is, paired.
  readonly goodput: Estimate | null; // Relative change, paired.
  readonly score: number | null; // See `change-score.ts`.
  readonly replications: number;
  readonly overlay: string; // As a model file.
}
