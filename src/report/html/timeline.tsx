/** Fifth chapter: what happened when, and all charts without a chapter of their own. */
import type { Findings } from "../../analysis/findings/findings.js";
import { charts } from "../../charts/index.js";
import { numberedName } from "../../charts/kit/words.js";
import type { Section } from "../kit/sections.js";
import { latencyOverTimeTable, rowWords, utilisationOverTimeTable } from "../run/over-time-tables.js";
import { saturationTable } from "../run/tables.js";
import { recoveryTable } from "../run/variant-tables.js";
import { type Chapter, foldedTables, pictures, RANK, tableBlock } from "./chapter.js";

const ELSEWHERE = ["paired-difference", "load", "theory", "convergence"];
const KNOWN = ["latency-over-time", "saturation-over-time"];

export function timelineChapter(findings: Findings): Chapter {
  const others = charts.map(({ name }) => name).filter((name) => ![...ELSEWHERE, ...KNOWN].includes(name));
  const saturated = findings.variants.length === 0 ? [] : saturationTable(findings).rows;
  return {
    id: "timeline",
    title: "Timeline",
    blocks: [
      ...pictures(findings, ["latency-over-time"]),
      ...tableBlock("t-recovery", "After the spike", recoveryTable(findings)),
      ...perVariant(findings, "t-latency", "latency over time", latencyOverTimeTable),
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
