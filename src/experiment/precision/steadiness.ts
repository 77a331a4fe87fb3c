/**
 * Whether a figure describes a steady state: yes; no, since something grows; or these runs cannot tell. Each endpoint
 * is judged by its own requests and the parts that it visits.
 */
import type { DriftFindings, ObjectiveFindings } from "../../analysis/findings/findings.js";
import type { Model } from "../../model/language/model.js";
import { growingReason } from "../findings/missing-figures.js";
import { growsInTheEnd, mayGrow } from "../search/may-grow.js";
import { mustGrow } from "../search/overloaded-resource.js";
import type { Growth } from "./growth.js";
import { timeScalesOf } from "./time-scales.js";

export interface Steadiness {
  readonly growing: string | null; // Why there is no steady state.
  readonly open: Open | null;
}

/** Why it is not known whether there is one. */
export interface Open {
  readonly reason: string;
  readonly isShort: boolean; // The window is too short to show the steady state, whether met or missed.
}

export const STEADY: Steadiness = { growing: null, open: null };

const IN_SYSTEM = "of requests in the system";
const CANNOT_TELL = "these runs cannot tell whether the number in the system grows";

/** For all requests together: messages that pile up slow no answer, and yet cannot go on. */
export function steadinessOfAll(model: Model, growth: Growth): Steadiness {
  const growing = growingReason(growth.whole, IN_SYSTEM);
  const own = openness(model, growth.whole);
  if (growing !== null || own?.isShort) return { growing, open: own };
  return { growing, open: growingAt(growth, growth.parts.keys()) ?? own };
}

export function steadinessOf(model: Model, growth: Growth, endpoint: string): Steadiness {
  const own = growth.endpoints.get(endpoint);
  if (own === undefined) return steadinessOfAll(model, growth);
  if (own.verdict === "growing") return { growing: growingReason(own, `of requests of ${endpoint}`), open: null };
  const visited = timeScalesOf(model).visits.get(endpoint) ?? new Set(growth.parts.keys());
  if (own.verdict === "stable") return { growing: null, open: openInLine(model, growth, visited) };
  const grows = [...growth.parts].find(([part, { verdict }]) => verdict === "growing" && visited.has(part));
  if (grows !== undefined) return { growing: growingReason(grows[1], `waiting at ${grows[0]}`), open: null };
  const binding = growth.whole.verdict === "growing" ? mustGrow(model) : null;
  if (binding !== null && visited.has(binding.part)) return steadinessOfAll(model, growth);
  return { growing: null, open: openness(model, own, visited) };
}

/**
 * An endpoint whose own requests are stable may share a queue with those of one that grows, unless the queue has
 * priorities.
 */
function openInLine(model: Model, growth: Growth, visited: ReadonlySet<string>): Open | null {
  const sharedQueues = [...visited].filter((part) => timeScalesOf(model).sharedQueues.has(part));
  const grows = growingAt(growth, sharedQueues);
  if (grows !== null || growth.whole.verdict === "stable") return grows;
  return sharedQueues.flatMap((part) => openness(model, growth.parts.get(part), visited) ?? [])[0] ?? null;
}

function growingAt(growth: Growth, parts: Iterable<string>): Open | null {
  const [reason] = [...parts].flatMap((part) => steadinessOfPart(growth, part) ?? []);
  return reason === undefined ? null : { reason, isShort: false };
}

/** For changing traffic, once all planned changes are over. @param endpoint null: all requests and messages */
export function steadinessInTheEnd(model: Model, endpoint: string | null): Steadiness {
  const visited = endpoint === null ? undefined : timeScalesOf(model).visits.get(endpoint);
  const reason = growsInTheEnd(model, visited);
  return { growing: null, open: reason === null ? null : { reason, isShort: false } };
}

export function steadinessOfPart({ parts }: Growth, part: string): string | null {
  const found = parts.get(part);
  return found === undefined ? null : growingReason(found, `waiting at ${part}`);
}

function openness(model: Model, found: DriftFindings | undefined, visited?: ReadonlySet<string>): Open | null {
  if (found?.verdict !== "undecided") return null;
  if (found.reason !== undefined) return { reason: found.reason, isShort: true };
  return { reason: mayGrow(model, visited) ?? CANNOT_TELL, isShort: false };
}

/** Too short a window proves nothing; if something grows or may grow, an objective that is met may not stay so. */
export function held(found: ObjectiveFindings, { growing, open }: Steadiness): ObjectiveFindings {
  const reason = open?.reason ?? growing;
  const isHeld = found.verdict === "met" || (found.verdict === "missed" && open?.isShort === true);
  if (reason === null || !isHeld) return found;
  return { ...found, verdict: "unknown", measured: { ...found.measured, reason } };
}
