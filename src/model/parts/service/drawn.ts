/** How a picture of the model shows a service. */
import type { Drawn } from "../../language/kinds.js";
import { amount, facts, many, timesEach } from "../shared/facts.js";
import { firstInstances } from "./autoscale.js";
import type { ServiceOptions } from "./options.js";

export function drawnService(options: ServiceOptions): Drawn {
  const { autoscale, cores, threads, queue, unlike, host, breakdowns, limit, "cold-start": cold } = options;
  const copies = firstInstances(options);
  const scales =
    autoscale === undefined || autoscale.max === autoscale.min ? null : `scales ${autoscale.min}–${autoscale.max}`;
  const slots = many(threads, "thread");
  return {
    shape: "box",
    inside: host,
    facts: facts(
      timesEach(copies, host === undefined ? cores : undefined, "instance"),
      slots === null ? null : copies === 1 ? slots : `${slots} each`,
      scales,
      unlike !== undefined && "unlike each other",
      Number.isFinite(queue) && `queue of ${amount(queue)}`,
      limit !== undefined && "limited",
      breakdowns !== undefined && "breaks down",
      cold !== undefined && "cold starts",
    ),
  };
}
