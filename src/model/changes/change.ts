/** A change that somebody might make next: what it treats, what it takes, and the overlay that makes it. */

import type { StepLoad } from "../check/step-loads.js";
import type { Surroundings } from "../check/surroundings.js";

/** What is wrong, in the words of those who run such systems. */
export type Symptom =
  | "co-located"
  | "single node"
  | "too few instances"
  | "too few threads"
  | "no bound"
  | "work for nobody"
  | "heavy work in the path"
  | "read pressure"
  | "bad query"
  | "small database"
  | "connection storm"
  | "pool too small"
  | "pool too large"
  | "small cache"
  | "too few workers"
  | "small machine"
  | "slow call"
  | "failing dependency"
  | "noisy neighbour"
  | "retry storm"
  | "one after the other"
  | "more than needed";

/** Counted units, beyond what is there today; negative: saved. */
export interface ChangeCost {
  readonly cores?: number;
  readonly instances?: number;
  readonly replicas?: number;
  readonly caches?: number;
  readonly queues?: number;
  readonly machines?: number;
  readonly workers?: number;
  readonly retries?: number;
}

/** Plain data that is laid over a model, as a file that `extends` it would: `null` removes. */
export type Overlay = { readonly [key: string]: unknown };

export interface Change {
  readonly name: string; // "shop-db: 2 read replicas"
  readonly treats: Symptom;
  readonly overlay: Overlay;
  readonly complexity: 1 | 2 | 3 | 4; // 1 is a setting, 4 another way of working.
  readonly why: string; // What makes it so complex.
  readonly cost: ChangeCost;
  /** It only frees capacity here; while all of it has room, it cannot gain. Empty: it does something else. */
  readonly relieves: readonly Capacity[];
  /** It takes something away: the same as before, with less, is what it is for. */
  readonly isLess?: boolean;
  /** It only takes so much of this away, which cannot be spared while it is needed. */
  readonly spares?: Capacity & { readonly left: number }; // Share of it that is left.
  /** It only acts on calls that fail; while none does, it cannot gain. */
  readonly needsFailures?: boolean;
  readonly assumes?: string; // What nobody has measured yet.
  readonly loses?: string; // What users no longer get.
}

export interface Capacity {
  readonly part: string;
  readonly resource: string;
}

/** What a part may look at to propose changes. */
export interface ChangeContext extends Surroundings {
  readonly data: Overlay; // The same as its files say it, with units: what an overlay is written in.
  readonly steps: readonly StepLoad[];
  /** Whether it has data of its own. */
  isStateful(part: string): boolean;
}

/** An overlay of one part. */
export const ofPart = (name: string, options: Overlay): Overlay => ({ parts: { [name]: options } });
