/** Fifth to seventh chapters: what happened when, the remaining tables, and the checks of the numbers. */
import type { Findings } from "../../analysis/findings/findings.js";
import { charts } from "../../charts/index.js";
import { numberedName } from "../../charts/kit/words.js";
import type { Section } from "../kit/sections.js";
import { noteWords } from "../run/note-words.js";
import {
  attemptsOverTimeTable,
  latencyOverTimeTable,
  queuesOverTimeTable,
  rowWords,
  utilisationOverTimeTable,
} from "../run/over-time-tables.js";
import { givenUpTable, keptTable } from "../run/parked-tables.js";
import { queuesTable } from "../run/queue-tables.js";
import { backWords } from "../run/recovery-words.js";
import { retryTable } from "../run/retry-tables.js";
import { auditWords, controlWords, simulatedWords } from "../run/run-words.js";
import { claimsTable, endpointsTable, errorsTable, modelsTable, saturationTable, waitingTable } from "../run/tables.js";
import { theoryTable, theoryWords } from "../run/theory-words.js";
import { precisionTable, recoveryTable } from "../run/variant-tables.js";
import { type Chapter, foldedTable, foldedTables, pictures, RANK, sentenceBlock, tableBlock } from "./chapter.js";

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

const KNOWN = ["latency-over-time", "saturation-over-time", "attempts-over-time", "queue"];
const ELSEWHERE = ["topology", "figures", "effects", "paired-difference", "load", "theory", "convergence"];

/** Fifth chapter: what happened when, and all charts without a chapter of their own. */
export function timelineChapter(findings: Findings): Chapter {
  const others = charts.map(({ name }) => name).filter((name) => ![...ELSEWHERE, ...KNOWN].includes(name));
  const saturated = findings.variants.length === 0 ? [] : saturationTable(findings).rows;
  return {
    id: "timeline",
    title: "Timeline",
    blocks: [
      ...pictures(findings, ["latency-over-time"]),
      ...tableBlock("t-recovery", backWords(findings), recoveryTable(findings)),
      ...perVariant(findings, "t-latency", "latency over time", latencyOverTimeTable),
      ...pictures(findings, ["attempts-over-time"]),
      ...(findings.variants.some(({ overTime }) => (overTime.retried ?? []).length > 0)
        ? perVariant(findings, "t-attempts", "attempts over time", attemptsOverTimeTable)
        : []),
      ...tableBlock("t-layers", "Retries by layer", retryTable(findings)),
      ...pictures(findings, ["queue"]),
      ...tableBlock("t-messages", "Queues of messages", queuesTable(findings)),
      ...perVariant(findings, "t-queues", "queues over time", queuesOverTimeTable),
      ...tableBlock("t-given-up", "Messages given up, as shares of those published", givenUpTable(findings)),
      ...tableBlock("t-kept", "Messages parked", keptTable(findings)),
      ...pictures(findings, ["saturation-over-time"]),
      ...(saturated.length === 0
        ? []
        : tableBlock("t-saturation", "What gives first", saturationTable(findings), RANK.every)),
      ...perVariant(findings, "t-busy", "utilisation over time", utilisationOverTimeTable),
      ...pictures(findings, others),
    ],
  };
}

function perVariant(findings: Findings, id: string, name: string, table: typeof latencyOverTimeTable): Section[] {
  const tables = findings.variants.map((variant, i) => ({
    id: `${id}-${i + 1}`,
    caption: `${numberedName(findings, i)}: ${rowWords(variant)}`,
    table: table(findings, variant),
  }));
  return foldedTables(`The numbers: ${name}`, tables, RANK.overTime);
}
