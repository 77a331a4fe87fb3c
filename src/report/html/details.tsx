/** Sixth and seventh chapters: the remaining tables, and the checks of the numbers. */
import type { Findings } from "../../analysis/findings/findings.js";
import { noteWords } from "../run/note-words.js";
import { auditWords, controlWords, simulatedWords } from "../run/run-words.js";
import { claimsTable, endpointsTable, errorsTable, modelsTable, waitingTable } from "../run/tables.js";
import { theoryTable, theoryWords } from "../run/theory-words.js";
import { precisionTable } from "../run/variant-tables.js";
import { type Chapter, foldedTable, pictures, sentenceBlock, tableBlock } from "./chapter.js";

export function tablesChapter(findings: Findings): Chapter {
  const errors = errorsTable(findings);
  return {
    id: "tables",
    title: "Tables",
    blocks: [
      ...(errors.rows.length === 0 ? sentenceBlock(["There were no errors."]) : []),
      ...foldedTable("t-errors", "Errors by cause and part", errors),
      ...foldedTable("t-endpoints", "Every endpoint", endpointsTable(findings)),
      ...foldedTable(
        "t-parts",
        "Mean wait for the busiest resource of each part, p99 in brackets",
        waitingTable(findings),
      ),
      ...foldedTable("t-models", "The models, and their hashes", modelsTable(findings)),
    ],
  };
}

export function checksChapter(findings: Findings): Chapter {
  const words = [
    auditWords(findings),
    theoryWords(findings),
    controlWords(findings),
    simulatedWords(findings, undefined),
    ...noteWords(findings),
  ];
  return {
    id: "checks",
    title: "Claims, notes and checks",
    blocks: [
      ...tableBlock("t-claims", "What the experiment was said to show", claimsTable(findings)),
      ...sentenceBlock(words),
      ...pictures(findings, ["convergence"]),
      ...foldedTable(
        "t-precision",
        "The numbers: the precision reached by runs of every length",
        precisionTable(findings),
      ),
      ...pictures(findings, ["theory"]),
      ...foldedTable("t-theory", "Theory beside the run: every closed form", theoryTable(findings)),
    ],
  };
}
