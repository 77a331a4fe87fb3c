/** The figure that an objective was judged by, in a few words. */
import type { ObjectiveFindings, VariantFindings, Verdict } from "../../analysis/findings/findings.js";
import { parseObjective } from "../../analysis/verdicts/objectives.js";
import { decimal, duration, orUnknown, rate, shortShare } from "./format.js";

/** "p99 1.84 s", "web.checkout p99 1.84 s", "12% fail", "goodput 95.0/s". */
export function figureWords({ metric, expression, measured: { value }, unit }: ObjectiveFindings): string {
  const show = { ms: duration, "1": shortShare, "1/s": rate, number: decimal }[unit];
  const parsed = parseObjective(metric, expression);
  if ("errors" in parsed) return `${metric} ${orUnknown(value, show)}`;
  const { endpoint, metric: what, statistic } = parsed.objective;
  const whose = endpoint === null ? "" : `${endpoint} `;
  if (what === "errors") return `${whose}${orUnknown(value, show)} fail`;
  return `${whose}${what === "latency" ? statistic : what} ${orUnknown(value, show)}`;
}

/** The figures that decided: missed or unknown ones alone, or all if all are met. */
export const decidingFigures = (of: Deciding): string => figuresOf(of).join(", ");

/** As many whole figures as fit, and how many more there are. */
export function decidingWithin(of: Deciding, fits: (words: string) => boolean): string {
  const all = figuresOf(of);
  const shown = all.map(
    (_, left) => all.slice(0, all.length - left).join(", ") + (left === 0 ? "" : ` and ${left} more`),
  );
  return shown.find(fits) ?? shown.at(-1) ?? "";
}

type Deciding = Pick<VariantFindings, "objectives" | "verdict">;

const figuresOf = ({ objectives, verdict }: Deciding): string[] =>
  objectives.filter((each) => each.verdict === verdict).map(figureWords);

export const VERDICT_SIGNS: Readonly<Record<Verdict, string>> = { met: "✓", missed: "✗", unknown: "?" };
