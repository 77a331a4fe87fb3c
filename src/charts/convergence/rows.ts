/** What the chart of convergence shows: the variants whose length was found, and their lines. */
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

/** Of every figure asked for; an interval that a look did not have leaves its point out. */
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
