/** The words around latency over time. */
import type { Findings } from "../analysis/findings.js";
import type { Caption } from "./caption.js";
import { duration, orUnknown, shortShare } from "./format.js";
import { worstBins } from "./latency-standing.js";
import { latencyTitle } from "./latency-title.js";
import { latencyLimit, limitWords } from "./objective.js";
import { throughWords, unanswered } from "./spike.js";
import { binWords } from "./time-axis.js";
import { bareName, capital } from "./words.js";

export function latencyCaption(findings: Findings): Caption {
  const title = latencyTitle(findings);
  const numbers = findings.variants.map((variant, i) => {
    const { p99Ms, errorRate } = worstBins(findings, variant);
    const errors = errorRate === 0 ? "no errors" : `errors up to ${orUnknown(errorRate, shortShare)}`;
    const p99 = p99Ms === null ? "p99 unknown" : `p99 up to ${duration(p99Ms)}`;
    return `${bareName(findings, i)}: ${p99}, ${errors}`;
  });
  const description = `${title}. ${capital(throughWords(findings))}: ${numbers.join("; ")}.`;
  return { title, subtitle: subtitle(findings), description };
}

function subtitle(findings: Findings): string {
  const { window, variants, spike, confidence } = findings;
  const limit = latencyLimit(findings);
  const binMs = variants[0]?.overTime.binMs ?? 1_000;
  const percent = Math.round(confidence * 100);
  const band =
    window.replications > 1
      ? `, band ${percent}% for the whole curve at once (Bonferroni over bins, ${window.replications} replications)`
      : "";
  const sentences = [
    "Response time of successful answers from their intended arrival, in",
    `${binWords(binMs)} bins, log scale: p50 thin, p99 thick${band}.`,
  ];
  if (limit !== null) sentences.push(`Dashed: ${limitWords(limit)}.`);
  if (variants.some(({ overTime }) => unanswered(overTime).length > 0))
    sentences.push("Orange on top: no answer at all.");
  if (spike !== null) sentences.push(`Shaded: ${spike.label}.`);
  sentences.push("Above: figures of the whole time.");
  return sentences.join(" ");
}
