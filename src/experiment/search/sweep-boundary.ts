/** How many runs come back at each value of a sweep, and the value from which on most do not. */
import type { BoundaryFindings, SweepPoint } from "../../analysis/findings/sweep-findings.js";
import type { Model } from "../../model/language/model.js";
import { type BackCount, backCount, happening } from "../findings/happening.js";
import { CONFIDENCE } from "../findings/replication-estimates.js";
import { NoKnob, type Workbench } from "../plan/knob.js";
import type { Study } from "../plan/study.js";
import { backBoundary } from "./back-boundary.js";
import type { Look, Probe, Size } from "./probe.js";

/** Null where nothing happens. */
export function countOf(
  study: Study,
  { variant }: Workbench,
  model: Model,
  { findings, runs }: Look,
): BackCount | null {
  const { spike } = happening(study, { ...variant, model }, runs);
  if (spike === null) return null;
  // So many requests piled up that the runs were cut short.
  return findings === null ? { back: 0, down: runs.length, of: runs.length } : backCount(model, runs, spike);
}

interface Swept {
  readonly points: readonly SweepPoint[];
  readonly longer: Partial<Size>; // Than the study's.
  readonly modelOf: (value: number) => Model;
}

/** Null where not every value says whether it comes back. */
export async function boundaryOf(
  probe: Probe,
  bench: Workbench,
  { points, longer, modelOf }: Swept,
): Promise<BoundaryFindings | null> {
  const swept = points.flatMap(({ at, back }) => (back === undefined ? [] : [{ at: at[0]!, ...back }]));
  if (swept.length < points.length) return null;
  return backBoundary(swept, CONFIDENCE, {
    async test(values) {
      const models = values.map((value) => ({ model: modelOf(value), run: longer }));
      const cost = models.reduce((sum, each) => sum + probe.costLeft(each), 0);
      if (cost > probe.budgetLeft) return null;
      const looks = await probe.all(models, 1, false);
      return looks.map((look, i) => countOf({ ...probe.study, ...longer }, bench, models[i]!.model, look));
    },
    between: (a, b) =>
      [Number(((a + b) / 2).toPrecision(4)), Math.floor((a + b) / 2)].find((value) =>
        isBetween(value, a, b, modelOf),
      ) ?? null,
  });
}

/** Whether it is between the two, with few digits, and the model takes it. */
function isBetween(value: number, a: number, b: number, modelOf: (value: number) => Model): boolean {
  if (!(value > Math.min(a, b) && value < Math.max(a, b))) return false;
  try {
    modelOf(value);
    return true;
  } catch (problem) {
    if (problem instanceof NoKnob) return false;
    throw problem;
  }
}
