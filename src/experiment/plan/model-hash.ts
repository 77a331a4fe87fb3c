import { createHash } from "node:crypto";
import type { Model } from "../../model/language/model.js";

/** A hash of the model as simulated, independent of its files. What a model does not say at all does not count. */
export function hashOf({ data, regions, effects, timeline, random, ...model }: Model): string {
  const simulated = {
    ...model,
    ...(Object.keys(data).length === 0 ? {} : { data }),
    ...(Object.keys(regions).length === 0 ? {} : { regions }),
    ...(Object.keys(effects).length === 0 ? {} : { effects }),
    ...(Object.keys(timeline).length === 0 ? {} : { timeline }),
    ...(Object.keys(random).length === 0 ? {} : { random }),
  };
  return createHash("sha256")
    .update(JSON.stringify(simulated, (_, value) => (value === Number.POSITIVE_INFINITY ? "unlimited" : value)))
    .digest("hex");
}
