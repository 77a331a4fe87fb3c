/** Walks a call of a service: its load, its mean time, and mistakes. */
import type { Sense } from "../../check/sense.js";
import { whileUp } from "../host/placed.js";
import { checkColdStart } from "../shared/cold-start.js";
import { whileNotKilled } from "../shared/leak.js";
import { mostInstances } from "./autoscale.js";
import { balanceOf, policyOf } from "./balancing/balance.js";
import { whileDrained } from "./drain.js";
import { atTheDoor } from "./limits.js";
import type { ServiceOptions } from "./options.js";
import { walkSession } from "./sessions.js";
import { shedsWaiting } from "./shed.js";

/** @returns the mean time of a call without waiting [ms] */
export function checkAnswer(sense: Sense, target: string): number {
  const [part, endpoint] = target.split(".");
  const options = sense.model.parts[part] as unknown as ServiceOptions;
  const { balance, network } = options;
  const instances = mostInstances(options);
  const walk = (): number => onThread(sense, part, endpoint, options);
  const isByChance = instances > 1 && policyOf(balanceOf(balance)).isByChance === true;
  const chosen = isByChance ? () => sense.byChance(walk) : walk;
  const isLimited = options.limit !== undefined || options.limits?.[endpoint] !== undefined;
  const admitted = isLimited ? atTheDoor(sense, part, endpoint, options, chosen) : chosen;
  const there = whileDrained(sense, part, options, admitted);
  const ms = whileNotKilled(sense, part, whileUp(sense, part, options, there))();
  checkColdStart(sense, target, options["cold-start"], ms);
  return ms + 2 * (network === undefined ? 0 : sense.takes(network));
}

/** Uses few stack frames, since calls may be hundreds deep. */
function onThread(sense: Sense, part: string, endpoint: string, options: ServiceOptions): number {
  const { threads, queue, patience, shed } = options;
  const instances = mostInstances(options);
  const boundedBy = [
    ...(queue < Number.POSITIVE_INFINITY ? ["queue"] : []),
    ...(patience === undefined ? [] : ["patience"]),
    ...(shedsWaiting(shed) ? ["shed"] : []),
  ];
  const held = sense.takesHold({ part, resource: "threads", capacity: threads * instances, boundedBy });
  const path = ["parts", part, "endpoints", endpoint];
  if (held === null) return 0;
  return sense.givesBack(
    held,
    sense.into(
      part,
      `${part}.${endpoint}`,
      path,
      () => walkSession(sense, part, endpoint, options) + sense.steps(options.endpoints[endpoint], []),
    ),
  );
}
