/** Title, subtitle and alt text of latency over time. */
import type { Findings } from "../../analysis/findings/findings.js";
import type { Caption } from "../kit/caption.js";
import { duration, orUnknown, shortShare } from "../kit/format.js";
import { largest } from "../kit/numbers.js";
import { type Asked, askedOfP99, limitWords, p99Words, seriesOf } from "../kit/objective.js";
import { decidingFigures } from "../kit/objective-words.js";
import { throughWords, unanswered } from "../kit/spike.js";
import { binWords } from "../kit/time-axis.js";
import { bareName, capital } from "../kit/words.js";
import { worstBins } from "./standing.js";
import { latencyTitle } from "./title.js";

export function latencyCaption(findings: Findings): Caption {
  const title = latencyTitle(findings);
  const asked = askedOfP99(findings);
  const of = asked?.of ?? null;
  const numbers = findings.variants.map((variant, i) => {
    const series = seriesOf(variant, of);
    const { p99Ms, errorRate } =
      series === null ? { p99Ms: null, errorRate: null } : worstBins(findings, variant, series);
    const errors = errorRate === 0 ? "no errors" : `errors up to ${orUnknown(errorRate, shortShare)}`;
    const p99 = p99Ms === null ? `${p99Words({ of })} unknown` : `${p99Words({ of })} up to ${duration(p99Ms)}`;
    const verdict = variant.objectives.length === 0 ? "" : `, ${variant.verdict}`;
    const figures = verdict === "" ? "" : decidingFigures(variant);
    return `${bareName(findings, i)}: ${p99}, ${errors}${verdict}${figures === "" ? "" : ` (${figures})`}`;
  });
  const description = `${title}. ${capital(throughWords(findings))}: ${numbers.join("; ")}.`;
  return { title, subtitle: subtitle(findings, asked), description };
}

function subtitle(findings: Findings, asked: Asked | null): string {
  const { window, variants, spike, confidence } = findings;
  const binMs = variants[0]?.overTime.binMs ?? 1_000;
  const percent = Math.round(confidence * 100);
  const band =
    window.replications > 1
      ? `, band ${percent}% for the whole curve at once (Bonferroni over bins, ${window.replications} replications)`
      : "";
  const drawn = variants.flatMap((variant) => seriesOf(variant, asked?.of ?? null) ?? []);
  const widest =
    largest(drawn.flatMap(({ p99BinMs, p99Ms }) => (p99BinMs ?? []).filter((_, i) => p99Ms[i] !== null))) ?? binMs;
  const sentences = [
    `Response time of successful answers${asked?.of == null ? "" : ` of ${asked.of}`} from their intended arrival, in`,
    `${binWords(binMs)} bins, log scale: p50 thin, p99 thick${band}.`,
  ];
  if (widest > binMs) sentences.push(`Where few are answered, p99 takes bins together, up to ${duration(widest)}.`);
  if (asked !== null) sentences.push(`Dashed: ${limitWords(asked)}.`);
  if (drawn.some((series) => unanswered(series).length > 0)) sentences.push("Orange on top: no answer at all.");
  if (spike !== null) sentences.push(`Shaded: ${spike.label}.`);
  const judged = variants.some(({ objectives }) => objectives.length > 0);
  sentences.push(`Above: ${judged ? "the verdict, by these figures" : "figures"} of the whole time.`);
  return sentences.join(" ");
}
