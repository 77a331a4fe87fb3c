/** Second and third chapters: the effect of a change on the same requests, and how much load it bears. */
import type { Findings } from "../../analysis/findings/findings.js";
import { clean } from "../../text/safe-text.js";
import { comparisonDetails, comparisonSummary, summaryReasons } from "../run/comparison-tables.js";
import { comparisonSentences, comparisonTitle, comparisonWords } from "../run/comparison-words.js";
import { loadTable } from "../run/variant-tables.js";
import { block, type Chapter, foldedTable, pictures, sentenceBlock, tableBlock } from "./chapter.js";

export function differenceChapter(findings: Findings): Chapter {
  const title = comparisonTitle(findings);
  if (title === "") return { id: "difference", title, blocks: [] };
  return {
    id: "difference",
    title: `Difference: ${title.charAt(0).toLowerCase()}${title.slice(1)}`,
    blocks: [
      block(<p>{clean(comparisonWords(findings))}</p>),
      ...pictures(findings, ["paired-difference"]),
      ...tableBlock("t-differences", "Differences that count most", comparisonSummary(findings)),
      ...sentenceBlock([summaryReasons(findings), ...comparisonSentences(findings)]),
      ...foldedTable("t-pairs", "Every figure, with and without pairs", comparisonDetails(findings)),
    ],
  };
}

/** Third chapter: how much load the system bears. A ceiling search can add its blocks here. */
export function ceilingChapter(findings: Findings): Chapter {
  return {
    id: "ceiling",
    title: "How much load it bears",
    blocks: [
      ...pictures(findings, ["load"]),
      ...foldedTable("t-load", "The numbers: every variant at every steady load", loadTable(findings)),
    ],
  };
}
