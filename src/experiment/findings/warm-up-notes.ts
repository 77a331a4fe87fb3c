/** Notes where the given warm-up looks too short. */
import type { VariantFindings } from "../../analysis/findings/findings.js";
import { warmUpLeft } from "../../analysis/steadiness/warm-up-left.js";
import { writeDuration } from "../../model/language/values/index.js";
import type { Measurements } from "../../model/wiring/measurements.js";
import { isSteady, type Study } from "../plan/study.js";
import { longest, timeScalesOf } from "../precision/time-scales.js";

/** @param windows one per variant, as `found` */
export function warmUpNotes(
  { variants, warmUpMs }: Study,
  windows: readonly (readonly Measurements[])[],
  found: readonly VariantFindings[],
): string[] {
  return variants.flatMap(({ name, model }, i) => {
    const window = windows[i];
    const { steady, overload, standstill } = found[i];
    if (steady !== null || !isSteady(model)) return [];
    if (overload !== null || standstill !== null) return []; // A growing system never warms up.
    const left = warmUpLeft(window.map(({ inSystem }) => inSystem));
    if (left === null) return [];
    const seenMs = warmUpMs + left * window[0].binMs; // In a slowly growing system, too short a window sees little.
    const untilMs = Number(Math.max(seenMs, longest(timeScalesOf(model).all).ms).toPrecision(2));
    return `“${name}” seems to warm up until ${writeDuration(untilMs)}, and only ${writeDuration(warmUpMs)} are left out: give a longer warm-up, or ask for a precision and it is found.`;
  });
}
