/** What runs measured of a part besides its resources. */
import type { Measurements, RatioMeasurement } from "../../model/wiring/measurements.js";

/** One measure of a part, in every run; null where it was not measured. */
export function measured(
  runs: readonly Measurements[],
  part: string,
  measure: string,
): readonly RatioMeasurement[] | null {
  const found = runs.flatMap(({ parts }) => {
    const one = parts.find(({ name }) => name === part)?.measures.find(({ name }) => name === measure);
    return one?.kind === "ratio" || one?.kind === "times" ? [one] : [];
  });
  return found.length === runs.length ? found : null;
}

/** What tells a queue of messages: how many wait. */
export const DEPTH = "depth";

/** A level of a part at the end of each bin, in every run; null where it was not measured. */
export function levelsOf(
  runs: readonly Measurements[],
  part: string,
  measure: string,
): readonly (readonly number[])[] | null {
  const found = runs.flatMap(({ parts }) => {
    const one = parts.find(({ name }) => name === part)?.measures.find(({ name }) => name === measure);
    return one?.kind === "level" ? [one.atEnds] : [];
  });
  return found.length === runs.length ? found : null;
}
