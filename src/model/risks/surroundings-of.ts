/** The calls, machines and loads of a model, each computed once. */
import { senseOf } from "../check/check-sense.js";
import { machineIn } from "../language/catalogue.js";
import type { Model } from "../language/model.js";
import { hopsOf } from "./hops.js";
import type { Surroundings } from "./risk.js";

/** @param model without mistakes */
export function surroundingsOf(model: Model): Surroundings {
  return {
    model,
    hops: hopsOf(model),
    machineOf: (name) => machineIn(model, name),
    instancesOf: (name) => machineIn(model, name)?.instances ?? 1,
    loadsOf: (of) => senseOf(of).loads,
  };
}
