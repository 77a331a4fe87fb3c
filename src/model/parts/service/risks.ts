/** Risks of a service: a single instance, an unbounded queue for its threads. */
import { endless, oneOfIt, type Risk, type Surroundings } from "../../risks/risk.js";
import type { ServiceOptions } from "./options.js";

export function serviceRisks(around: Surroundings, name: string, options: ServiceOptions): readonly Risk[] {
  const { instances, threads, queue, patience } = options;
  const mayGrow = Number.isFinite(threads) && !Number.isFinite(queue) && patience === undefined;
  return [
    ...(mayGrow ? endless(around, name, "threads", "the queue for its threads") : []),
    ...(instances === 1 ? oneOfIt(around, name, "runs as one instance") : []),
  ];
}
