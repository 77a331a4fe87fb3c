/** A possible next change: the symptom it treats, what it costs, and the overlay that makes it. */
import type { StepLoad } from "../check/step-loads.js";
import type { Kinds } from "../language/kinds.js";
import type { Surroundings } from "../risks/risk.js";
import type { Symptom, Treated } from "./symptoms.js";

export type { Symptom } from "./symptoms.js";

/** Units more than today; negative: saved. */
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
  readonly treats: Treated;
  readonly overlay: Overlay;
  readonly complexity: number; // 1 is a setting, 4 another way of working; of a pair, the sum.
  readonly why: string; // What makes it so complex.
  readonly cost: ChangeCost;
  /** The resources whose load it relieves; it cannot help while none is a bottleneck. Empty: it works otherwise. */
  readonly relieves: readonly Capacity[];
  readonly isPair?: boolean; // Two changes together, or a larger step of one.
  /** It removes something; it succeeds if the figures stay the same. */
  readonly isLess?: boolean;
  /** It removes part of this resource; ruled out while that part is in use. */
  readonly spares?: Capacity & { readonly left: number }; // Share of it that is left.
  /** It only acts on failing calls; it cannot help while none fails. */
  readonly needsFailures?: boolean;
  readonly assumes?: string; // What has not been measured.
  readonly loses?: string; // What users no longer get.
}

export interface Capacity {
  readonly part: string;
  readonly resource: string;
}

/** What a part may look up to propose changes. */
export interface ChangeContext extends Surroundings {
  readonly data: Overlay; // The model as written, with units, for overlays.
  readonly steps: readonly StepLoad[];
  readonly kinds: Kinds;
  /** Whether it has data of its own. */
  isStateful(part: string): boolean;
  /** Whether no request waits for what it does. */
  isAside(part: string): boolean;
}

/** An overlay of one part. */
export const ofPart = (name: string, options: Overlay): Overlay => ({ parts: { [name]: options } });

/** A single machine stays a single point of failure, and is down while replaced. @param count of machines */
export const largerMachine = (name: string, cores: number, treats: Symptom, count = 1): Change => ({
  name: `${name}: ${cores * 2} cores${count === 1 ? "" : " each"}`,
  treats,
  overlay: ofPart(name, { cores: cores * 2 }),
  complexity: count === 1 ? 2 : 1,
  why: count === 1 ? "a larger machine, and a stop to replace the only one" : "larger machines",
  cost: { cores: count * cores },
  relieves: [{ part: name, resource: "cores" }],
});
