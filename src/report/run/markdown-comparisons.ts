/** The comparison with the baseline: what counts most as a table, what pairing bought, and every figure folded away. */
import type { Findings } from "../../analysis/findings/findings.js";
import { details, md } from "../kit/markdown-text.js";
import { comparisonDetails, comparisonSummary } from "./comparison-tables.js";
import { comparisonSentences, comparisonTitle, comparisonWords } from "./comparison-words.js";
import { toMarkdown } from "./markdown-tables.js";

/** Empty without anything to compare. */
export function comparisonSection(findings: Findings): string {
  if (findings.comparisons.length === 0) return "";
  return [
    `## ${md(comparisonTitle(findings))}`,
    md(comparisonWords(findings)),
    toMarkdown(comparisonSummary(findings)),
    comparisonSentences(findings)
      .map((each) => `- ${md(each)}`)
      .join("\n"),
    details("Every figure, with and without pairs", toMarkdown(comparisonDetails(findings))),
  ]
    .filter((each) => each !== "")
    .join("\n\n");
}
