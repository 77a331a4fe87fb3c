/** Third chapter: how much load the system bears. A ceiling search can add its blocks here. */
import type { Findings } from "../../analysis/findings/findings.js";
import { loadTable } from "../run/variant-tables.js";
import { type Chapter, foldedTable, pictures } from "./chapter.js";

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
