/**
 * What may be said of a figure: that it is of a steady state, that there is none since something grows, or that these
 * runs cannot tell. Each endpoint is judged by its own requests and by the parts that it visits.
 */
import type { DriftFindings, ObjectiveFindings } from "../../analysis/findings.js";
import type { Model } from "../../model/model.js";
import { mustGrow } from "../asked-too-much.js";
import { mayGrow } from "../may-grow.js";
import { growingReason } from "../refusals.js";
import type { Growth } from "./growth.js";
import { memoryOf } from "./memory-of.js";

export interface Standing {
  readonly growing: string | null; // Why there is no steady state.
  readonly open: Open | null;
}

/** Why it is not known whether there is one. */
export interface Open {
  readonly reason: string;
  readonly isShort: boolean; // The window is: what it shows is not what will stay, whether met or missed.
}

export const STEADY: Standing = { growing: null, open: null };

const IN_SYSTEM = "of requests in the system";
const CANNOT_TELL = "these runs cannot tell whether the number in the system grows";

/** Of all requests together: what grows behind their answers makes none of them slower, and still cannot go on. */
export function standingOfAll(model: Model, growth: Growth): Standing {
  const growing = growingReason(growth.whole, IN_SYSTEM);
  const behind = [...growth.parts.keys()].flatMap((part) => standingOfPart(growth, part) ?? []);
  if (growing === null && behind.length > 0) return { growing, open: { reason: behind[0]!, isShort: false } };
  return { growing, open: openness(model, growth.whole) };
}

export function standingOf(model: Model, growth: Growth, endpoint: string): Standing {
  const own = growth.endpoints.get(endpoint);
  if (own === undefined) return standingOfAll(model, growth);
  if (own.verdict === "growing") return { growing: growingReason(own, `of requests of ${endpoint}`), open: null };
  if (own.verdict === "stable") return STEADY;
  const visited = memoryOf(model).visits.get(endpoint) ?? new Set(growth.parts.keys());
  const grows = [...growth.parts].find(([part, { verdict }]) => verdict === "growing" && visited.has(part));
  if (grows !== undefined) return { growing: growingReason(grows[1], `waiting at ${grows[0]}`), open: null };
  const binding = growth.whole.verdict === "growing" ? mustGrow(model) : null;
  if (binding !== null && visited.has(binding.part)) return standingOfAll(model, growth);
  return { growing: null, open: openness(model, own, visited) };
}

export function standingOfPart({ parts }: Growth, part: string): string | null {
  const found = parts.get(part);
  return found === undefined ? null : growingReason(found, `waiting at ${part}`);
}

function openness(model: Model, { verdict, reason }: DriftFindings, visited?: ReadonlySet<string>): Open | null {
  if (verdict !== "undecided") return null;
  if (reason !== undefined) return { reason, isShort: true };
  return { reason: mayGrow(model, visited) ?? CANNOT_TELL, isShort: false };
}

/** Too short a window proves nothing; where growth is open, what is met may not stay so. */
export function held(found: ObjectiveFindings, open: Open | null): ObjectiveFindings {
  const isHeld = found.verdict === "met" || (found.verdict === "missed" && open?.isShort === true);
  if (open === null || !isHeld) return found;
  return { ...found, verdict: "unknown", measured: { ...found.measured, reason: open.reason } };
}
