/**
 * Visits to stations that no deadline cuts short, with the lowest moment of the time held that is infinite. A timeout
 * cuts nothing: its caller goes, and the work goes on, past any deadline that would have come later.
 */
import type { Stage, Station } from "../../model/outline/outline.js";
import type { TrafficOutline } from "../../model/traffic/outline.js";
import { keyOf } from "../theory/network.js";
import { infiniteMoment, inside, lowestMoment } from "./lowest-moment.js";

export interface UncutVisits {
  readonly station: Station;
  moment: number;
  areUsers: boolean; // All visitors are closed users, with one request each at a time.
}

/** By "part resource". */
export function uncutVisits(traffic: readonly TrafficOutline[]): ReadonlyMap<string, UncutVisits> {
  const found = new Map<string, UncutVisits>();
  for (const { users, endpoints } of traffic)
    for (const { stages } of endpoints)
      visit(found, stages, { deadlineMs: Number.POSITIVE_INFINITY, isUser: users !== null });
  return found;
}

interface Way {
  readonly deadlineMs: number; // The tightest enclosing deadline; Infinity: none.
  readonly isUser: boolean;
}

const NOT_AWAITED: Way = { deadlineMs: Number.POSITIVE_INFINITY, isUser: false };

function visit(found: Map<string, UncutVisits>, stages: readonly Stage[], way: Way): void {
  for (const stage of stages) {
    if (stage.kind === "hold") count(found, stage.at, lowestMoment(stage.body), way);
    if (stage.kind === "cores") count(found, stage.at, infiniteMoment(stage.law), way);
    if (stage.kind === "aside") visit(found, stage.body, NOT_AWAITED);
    else if (stage.kind === "together")
      for (const { body } of stage.branches) visit(found, body, stage.stopsRest ? way : NOT_AWAITED);
    else if (stage.kind === "try") {
      visit(found, stage.body, within(stage.policies, way));
      visit(found, stage.fallback, way);
    } else visit(found, inside(stage), way);
  }
}

function within(
  { timeout = Number.POSITIVE_INFINITY, deadline = Number.POSITIVE_INFINITY }: { timeout?: number; deadline?: number },
  way: Way,
): Way {
  const deadlineMs = Math.min(way.deadlineMs, deadline);
  if (timeout < deadlineMs) return NOT_AWAITED;
  return { ...way, deadlineMs };
}

function count(found: Map<string, UncutVisits>, station: Station, moment: number, way: Way): void {
  if (way.deadlineMs < Number.POSITIVE_INFINITY) return;
  const key = keyOf(station);
  const known = found.get(key);
  if (known === undefined) {
    found.set(key, { station, moment, areUsers: way.isUser });
    return;
  }
  known.moment = Math.min(known.moment, moment);
  known.areUsers &&= way.isUser;
}
