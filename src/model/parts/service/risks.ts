/** Risks of a service: a single instance, an unbounded queue for its threads. */
import type { Surroundings } from "../../check/surroundings.js";
import type { Risk } from "../../risks/risk.js";
import { oneOfIt } from "../../risks/single-point.js";
import { endless } from "../../risks/unbounded-queue.js";
import type { ServiceOptions } from "./options.js";

export function serviceRisks(around: Surroundings, name: string, options: ServiceOptions): readonly Risk[] {
  const { instances, threads, queue, patience } = options;
  const mayGrow = Number.isFinite(threads) && !Number.isFinite(queue) && patience === undefined;
  return [
    ...(mayGrow ? endless(around, name, "threads", "the queue for its threads") : []),
    ...(instances === 1 ? oneOfIt(around, name, "runs as one instance") : []),
  ];
}
