/** What a part may look at around it, to say what is risky about it, what it counts as, and what could be changed. */
import type { Model } from "../language/model.js";
import type { SharedCores } from "../parts/shared/work-capacity.js";
import type { Hop } from "../risks/hops.js";
import type { OfferedLoad } from "./offered-loads.js";

export interface Surroundings {
  readonly model: Model;
  readonly hops: readonly Hop[]; // Every call that a request can make, see `risks/hops.ts`.
  /** Where its work is done; undefined of a part that does none. */
  machineOf(part: string): SharedCores | undefined;
  /** How many of it there are; 1 of what has no instances. */
  instancesOf(part: string): number;
  /** The load that a model offers its resources; of this one, or of a variation. */
  loadsOf(model: Model): readonly OfferedLoad[];
}
