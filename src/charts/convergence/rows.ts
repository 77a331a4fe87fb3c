/** Rows of the convergence chart: variants whose run length was searched for, with their curves. */
import type { Findings, SteadyFindings } from "../../analysis/findings/findings.js";
import { drawableLog } from "../kit/numbers.js";

export interface ConvergenceRow {
  readonly variant: number;
  readonly steady: SteadyFindings;
  readonly lines: readonly ConvergenceLine[];
}

export interface ConvergenceLine {
  readonly metric: string;
  readonly points: readonly { readonly lengthMs: number; readonly width: number }[]; // Half-width ÷ value.
}

export function convergenceRows({ variants }: Findings): ConvergenceRow[] {
  return variants.flatMap(({ steady }, variant) =>
    steady === null || steady.reached.length === 0 ? [] : [{ variant, steady, lines: linesOf(steady) }],
  );
}

/** A curve per requested figure; looks without an interval leave out their point. */
function linesOf({ reached, looks }: SteadyFindings): ConvergenceLine[] {
  return [...new Set(reached.map(({ metric }) => metric))].map((metric) => ({
    metric,
    points: looks.flatMap((look) => {
      const width = drawableLog(look.reached.find((each) => each.metric === metric)?.relativeHalfWidth);
      const lengthMs = drawableLog(look.lengthMs);
      return width === null || lengthMs === null ? [] : [{ lengthMs, width }];
    }),
  }));
}
