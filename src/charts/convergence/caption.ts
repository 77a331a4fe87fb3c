/** Title, subtitle and alt text of the convergence chart. */
import type { Findings, SteadyFindings } from "../../analysis/findings/findings.js";
import type { Caption } from "../kit/caption.js";
import { count, duration, roundShare } from "../kit/format.js";
import { drawableLog } from "../kit/numbers.js";
import { agree, bareName, capital, list, named } from "../kit/words.js";

export function convergenceCaption(findings: Findings): Caption {
  const rows = convergenceRows(findings);
  const title = titleOf(findings);
  const subtitle =
    "Left: requests in the system over a first look, from the start, mean over replications; shaded is what was then removed as warm-up. Right: half-width of each interval, relative to its value, by the length of every replication, first look included; the dashed line is what was asked.";
  const each = rows.map(
    ({ variant, steady: { warmUpMs, lengthMs, requests } }) =>
      `${bareName(findings, variant)}: ${duration(warmUpMs)} removed, ${duration(lengthMs)} measured, ${count(requests)} requests`,
  );
  return { title, subtitle, description: `${title}. ${each.join("; ")}.` };
}

function titleOf(findings: Findings): string {
  const asked = findings.variants.flatMap(({ steady }, variant) => (steady === null ? [] : [{ steady, variant }]));
  const { precision } = asked[0]?.steady ?? {};
  if (precision === undefined) return "No precision was asked for";
  const goal = `the ±${roundShare(precision)} asked for`;
  const those = (met: boolean) => asked.filter(({ steady }) => steady.met === met).map(({ variant }) => variant);
  const [short, reached] = [those(false), those(true)];
  if (short.length === 0)
    return `${asked.length === 1 ? "Every interval is" : "All variants’ intervals are"} within ${goal}`;
  const without = short.filter((variant) => findings.variants[variant]!.steady!.reached.length === 0);
  const fall = short.filter((variant) => !without.includes(variant));
  return capital(
    list([
      ...(reached.length === 0 ? [] : [`${named(findings, reached)} ${agree(reached, "is", "are")} precise enough`]),
      ...(fall.length === 0 ? [] : [`${named(findings, fall)} ${agree(fall, "falls", "fall")} short of ${goal}`]),
      ...(without.length === 0 ? [] : [`${named(findings, without)} ${agree(without, "has", "have")} no interval`]),
    ]),
  );
}

/** Rows of the convergence chart: variants whose run length was searched for, with their curves. */
export interface ConvergenceRow {
  readonly variant: number;
  readonly steady: SteadyFindings;
  readonly lines: readonly ConvergenceLine[];
}

interface ConvergenceLine {
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
