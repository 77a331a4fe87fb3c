/** Warns of times with an infinite mean or variance: a Pareto without a maximum. */
import type { DistributionSpec } from "../../engine/distribution-spec.js";
import { tailIndexOf } from "../../engine/random/tail.js";
import type { Model } from "../language/model.js";
import type { Path, Sense } from "./sense.js";

/** Leaves out times that a deadline always cuts short. */
export function checkHeavyTails(sense: Sense, { parts }: Model): void {
  for (const { path, time } of heavyTimes(parts, ["parts"])) {
    const shape = tailIndexOf(time);
    const problem = whatIsMissing(shape);
    if (problem !== null && !sense.isCutShort(time))
      sense.warn(path, `shape ${shape} without a maximum: ${problem}`, "give it a `max`; every real time has one");
  }
}

function whatIsMissing(shape: number): string | null {
  if (shape <= 2)
    return "its variance is infinite, so that a mean wait in the queue is too, and no mean has a valid interval";
  return shape <= 3 ? "its third moment is infinite, so that a mean wait in the queue has no valid interval" : null;
}

const MAY_BE_HEAVY: readonly unknown[] = ["pareto", "sum", "min", "max", "ceil"] satisfies DistributionSpec["kind"][];

function heavyTimes(value: unknown, path: Path): { path: Path; time: DistributionSpec }[] {
  if (typeof value !== "object" || value === null) return [];
  if ("kind" in value && MAY_BE_HEAVY.includes(value.kind)) {
    const time = value as DistributionSpec;
    return tailIndexOf(time) === Infinity ? [] : [{ path, time }];
  }
  const isList = Array.isArray(value);
  return Object.entries(value).flatMap(([key, inner]) => heavyTimes(inner, [...path, isList ? Number(key) : key]));
}
