import { createHash } from "node:crypto";
import type { Model } from "../../model/language/model.js";

/** A hash of the model as simulated, independent of its files. */
export const hashOf = (model: Model): string =>
  createHash("sha256")
    .update(JSON.stringify(model, (_, value) => (value === Number.POSITIVE_INFINITY ? "unlimited" : value)))
    .digest("hex");
