/** The calls, machines and loads of a model, each computed once. */
import { checkSense } from "../check/check-sense.js";
import type { OfferedLoad } from "../check/offered-loads.js";
import { machineIn } from "../language/catalogue.js";
import type { Model } from "../language/model.js";
import { hopsOf } from "./hops.js";
import type { Surroundings } from "./risk.js";

/** @param model without mistakes */
export function surroundingsOf(model: Model): Surroundings {
  const loads = new Map<Model, readonly OfferedLoad[]>(); // Cached, since every part asks.
  return {
    model,
    hops: hopsOf(model),
    machineOf: (name) => machineIn(model, name),
    instancesOf: (name) => machineIn(model, name)?.instances ?? 1,
    loadsOf: (of) => {
      const known = loads.get(of) ?? checkSense(of, () => null).loads;
      loads.set(of, known);
      return known;
    },
  };
}
