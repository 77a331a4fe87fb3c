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
