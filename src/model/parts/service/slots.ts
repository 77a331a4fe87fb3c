/** The threads of a service: what a call holds until it is answered. */

import type { Slots } from "../../language/kinds.js";
import type { Model } from "../../language/model.js";
import { hostOf } from "../host/options.js";
import type { ServiceOptions } from "./options.js";
import { shedsWaiting } from "./shed.js";

export function threadsOf(options: ServiceOptions, model: Model): Slots | null {
  const { threads, instances } = options;
  if (!Number.isFinite(threads)) return null;
  return {
    resource: "threads",
    each: threads,
    instances,
    heldBy: "requests",
    waitsForGood: waitsForGood(options, model),
  };
}

/** Whether no request is refused, gives up or is lost: all that can come must fit into the queue. */
function waitsForGood({ threads, queue, patience, shed, breakdowns, host }: ServiceOptions, model: Model): boolean {
  const mayBeLost = [breakdowns, hostOf(model, host)?.breakdowns].some((each) => each?.work === "lost");
  return !mayBeLost && patience === undefined && !shedsWaiting(shed) && queue >= threads;
}
