/** How a picture of the model shows a work queue. */
import type { Drawn } from "../../language/kinds.js";
import { amount, facts, many } from "../shared/facts.js";
import type { QueueOptions } from "./options.js";

export function drawnQueue(options: QueueOptions): Drawn {
  const { workers, cores, host, limit, attempts } = options;
  return {
    shape: "pipe",
    inside: host,
    facts: facts(
      many(workers, "worker"),
      host === undefined ? many(cores, "core") : null,
      Number.isFinite(limit) && `holds ${amount(limit)}`,
      (attempts ?? 1) > 1 && Number.isFinite(attempts) && `${attempts} attempts`,
    ),
  };
}
