/** Walks a call of a service: its load, its mean time, and mistakes. */
import { sayIdle } from "../../check/no-effect.js";
import type { Path, Sense } from "../../check/sense.js";
import { whileUp } from "../host/placed.js";
import type { Bytes } from "../network-link/options.js";
import { connects, idleBytes, linkAt, pieceOf, wayThere } from "../network-link/sense.js";
import { checkColdStart } from "../shared/cold-start.js";
import { whileNotKilled } from "../shared/leak.js";
import { mostInstances } from "./autoscale.js";
import { balanceOf, policyOf } from "./balancing/balance.js";
import { whileDrained } from "./drain.js";
import { atTheDoor } from "./limits.js";
import type { ServiceOptions } from "./options.js";
import { walkSession } from "./sessions.js";
import { threadSpread } from "./shares.js";
import { shedsWaiting } from "./shed.js";

/** Uses few stack frames, and small ones, since calls may be hundreds deep. @returns the mean time of a call without waiting [ms] */
export function checkAnswer(sense: Sense, target: string, _path: Path, bytes: Bytes): number {
  const back = walksThere(sense, target, bytes);
  const ms = served(sense, target)();
  checkCold(sense, target, ms);
  return back === null ? ms : back(ms);
}

const optionsOf = (sense: Sense, target: string): ServiceOptions =>
  sense.model.parts[target.split(".")[0]] as unknown as ServiceOptions;

/** @returns walks the way back; null where nothing is on the way */
function walksThere(sense: Sense, target: string, bytes: Bytes): ((ms: number) => number) | null {
  const [part] = target.split(".");
  const options = optionsOf(sense, target);
  const far = linkAt(sense, part);
  const near = options.network === undefined ? null : pieceOf(part, options.network, mostInstances(options));
  sayIdle(sense, sense.path, idleBytes(bytes, [far, near]));
  if (far === null && near === null) return null;
  const connectMs = connects(sense, [far, near]);
  const back = wayThere(sense, far, near, bytes);
  return (ms) => connectMs + back(ms);
}

const checkCold = (sense: Sense, target: string, ms: number): void =>
  checkColdStart(sense, target, optionsOf(sense, target)["cold-start"], ms);

/** What is walked at the service. */
function served(sense: Sense, target: string): () => number {
  const [part, endpoint] = target.split(".");
  const options = optionsOf(sense, target);
  const { balance } = options;
  const instances = mostInstances(options);
  const path = ["parts", part, "endpoints", endpoint];
  const does = (): number => walkSession(sense, part, endpoint, options) + sense.steps(options.endpoints[endpoint], []);
  const walk = (): number => {
    const held = takesThread(sense, part, options);
    return held === null ? 0 : sense.givesBack(held, sense.into(part, target, path, does));
  };
  const isByChance = instances > 1 && policyOf(balanceOf(balance)).isByChance === true;
  const chosen = isByChance ? () => sense.byChance(walk) : walk;
  const isLimited = options.limit !== undefined || options.limits?.[endpoint] !== undefined;
  const admitted = isLimited ? atTheDoor(sense, part, endpoint, options, chosen) : chosen;
  const there = whileDrained(sense, part, options, admitted);
  return whileNotKilled(sense, part, whileUp(sense, part, options, there));
}

function takesThread(sense: Sense, part: string, options: ServiceOptions) {
  const { threads, queue, patience, shed } = options;
  const boundedBy = [
    ...(queue < Number.POSITIVE_INFINITY ? ["queue"] : []),
    ...(patience === undefined ? [] : ["patience"]),
    ...(shedsWaiting(shed) ? ["shed"] : []),
  ];
  const capacity = threads * mostInstances(options);
  const spread = Number.isFinite(threads) ? threadSpread(options, sense.model) : null;
  return sense.takesHold({ part, resource: "threads", capacity, boundedBy, spread });
}
