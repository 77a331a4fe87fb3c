/** What a part may look up about the model to find its risks, units and possible changes. */
import type { Model } from "../language/model.js";
import type { SharedCores } from "../parts/shared/work-capacity.js";
import type { Hop } from "../risks/hops.js";
import type { OfferedLoad } from "./offered-loads.js";

export interface Surroundings {
  readonly model: Model;
  readonly hops: readonly Hop[]; // Every call that a request can make, see `risks/hops.ts`.
  /** The cores that do the part's work; undefined if it does none. */
  machineOf(part: string): SharedCores | undefined;
  /** Its number of instances; 1 for a part without instances. */
  instancesOf(part: string): number;
  /** The offered loads of this model or of a variation. */
  loadsOf(model: Model): readonly OfferedLoad[];
}
