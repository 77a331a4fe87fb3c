/** The name under which the measurements of a job are kept: equal jobs of equal simulators have equal keys. */
import { createHash } from "node:crypto";
import type { Model } from "../../model/language/model.js";
import { hashOf, type Job } from "../plan/study.js";

const hashes = new WeakMap<Model, string>(); // A model has many runs.

/** @param simulator its hash, see simulator-hash.ts @returns SHA-256, as 64 hexadecimal digits */
export function jobKey({ model, plan }: Job, simulator: string): string {
  const ofModel = hashes.get(model) ?? hashOf(model);
  hashes.set(model, ofModel);
  const { seed, replication, warmUpMs, durationMs, binMs, coolDownMs, watch = [] } = plan;
  return createHash("sha256")
    .update(JSON.stringify([simulator, ofModel, seed, replication, warmUpMs, durationMs, binMs, coolDownMs, ...watch]))
    .digest("hex");
}
