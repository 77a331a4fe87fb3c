/** Warns of declared times without the moments that means and their intervals take: of a Pareto without a maximum. */
import type { DistributionSpec } from "../../engine/distribution-spec.js";
import type { Model } from "../language/model.js";
import type { Path, Sense } from "./sense.js";

type Pareto = Extract<DistributionSpec, { kind: "pareto" }>;

/** Not of times that a deadline always cuts short. */
export function checkHeavyTails(sense: Sense, { parts }: Model): void {
  for (const { path, time } of unboundedParetos(parts, ["parts"])) {
    const problem = whatIsMissing(time.shape);
    if (problem !== null && !sense.isCutShort(time))
      sense.warn(path, `shape ${time.shape} without a maximum: ${problem}`, "give it a `max`; every real time has one");
  }
}

function whatIsMissing(shape: number): string | null {
  if (shape <= 2)
    return "its variance is infinite, so that a mean wait in line is too, and no mean has a valid interval";
  return shape <= 3 ? "its third moment is infinite, so that a mean wait in line has no valid interval" : null;
}

function unboundedParetos(value: unknown, path: Path): { path: Path; time: Pareto }[] {
  if (typeof value !== "object" || value === null) return [];
  if ("kind" in value && value.kind === "pareto" && "max" in value && value.max === null && "shape" in value)
    return [{ path, time: value as Pareto }];
  const isList = Array.isArray(value);
  return Object.entries(value).flatMap(([key, inner]) =>
    unboundedParetos(inner, [...path, isList ? Number(key) : key]),
  );
}
