/** Breakdowns for queueing theory: cores that stand still, or a case that it does not cover. */
import { type Stage, type StandStill, unclear } from "../../outline/outline.js";
import type { Outages } from "./breakdowns.js";

export interface MayGoDown {
  readonly instances?: number | undefined;
  readonly breakdowns?: Outages | undefined;
  readonly "health-check"?: object | undefined;
}

/** Not covered: lost work, instances that differ, and a balancer that avoids instances that are down. */
export function unclearOutages({ instances = 1, breakdowns, "health-check": check }: MayGoDown): Stage[] {
  if (breakdowns === undefined) return [];
  const areAlike = (breakdowns.instances ?? instances) === instances && (check === undefined || instances === 1);
  return breakdowns.work === "lost" || !areAlike ? [unclear("breakdowns")] : [];
}

export function standStill({ breakdowns }: MayGoDown): StandStill | null {
  if (breakdowns === undefined || breakdowns.work === "lost") return null;
  const { up, down, work } = breakdowns;
  return { up, down, repeats: work === "repeats" };
}
