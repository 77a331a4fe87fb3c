/** Walks a call: its load, its mean time, and mistakes. */
import type { Path, Sense } from "../../check/sense.js";
import { whileUp } from "../host/placed.js";
import { checkColdStart } from "../shared/cold-start.js";
import { mostInstances } from "./autoscale.js";
import { balanceOf, policyOf } from "./balancing/balance.js";
import type { ServiceOptions } from "./options.js";
/** @returns the mean time of a call without waiting [ms] */
export function checkCall(sense: Sense, target: string, path: Path): number {
  const [part, endpoint] = target.split(".");
  const options = sense.part<ServiceOptions>(part, "service", path);
  if (options === null) return 0;
  const names = Object.keys(options.endpoints);
  if (!sense.oneOf(endpoint, names, path, `"${part}" has no endpoint "${endpoint}"`)) return 0;
  const { balance, network } = options;
  const instances = mostInstances(options);
  const walk = (): number => onThread(sense, part, endpoint, options);
  const isByChance = instances > 1 && policyOf(balanceOf(balance)).isByChance === true;
  const ms = whileUp(sense, part, options, isByChance ? () => sense.byChance(walk) : walk)();
  checkColdStart(sense, target, options["cold-start"], ms);
  return ms + 2 * (network === undefined ? 0 : sense.takes(network));
}

/** Uses few stack frames, since calls may be hundreds deep. */
function onThread(sense: Sense, part: string, endpoint: string, options: ServiceOptions): number {
  const { threads, queue, patience } = options;
  const instances = mostInstances(options);
  const boundedBy = [
    ...(queue < Number.POSITIVE_INFINITY ? ["queue"] : []),
    ...(patience === undefined ? [] : ["patience"]),
  ];
  const held = sense.takesHold({ part, resource: "threads", capacity: threads * instances, boundedBy });
  const path = ["parts", part, "endpoints", endpoint];
  if (held === null) return 0;
  return sense.givesBack(
    held,
    sense.into(part, `${part}.${endpoint}`, path, () => sense.steps(options.endpoints[endpoint], [])),
  );
}
