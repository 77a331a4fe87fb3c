/** The tables of the report in markdown. */
import type { Findings } from "../../analysis/findings/findings.js";
import { code, md, table } from "../kit/markdown-text.js";
import { type Cell, type Table, verdictMarks } from "../kit/table.js";
import * as tables from "./tables.js";

export function toMarkdown({ heads, rows }: Table): string {
  return table(
    heads.map(md),
    rows.map((row) => row.map(cell)),
  );
}

function cell(of: Cell): string {
  if (typeof of === "string") return label(of);
  if ("code" in of) return code(of.code);
  return "verdict" in of ? verdictMarks[of.verdict] : label(of.again ?? of.label);
}

/** The space after a variant's number would be lost in some editors. */
const label = (text: string): string => md(text).replace(/^(\d+)\u2002/, "$1&ensp;");

const written = (of: (findings: Findings) => Table) => (findings: Findings) => toMarkdown(of(findings));

export const stageTable = written(tables.stageTable);
export const objectivesTable = written(tables.objectivesTable);
export const claimsTable = written(tables.claimsTable);
export const waitingTable = written(tables.waitingTable);
export const saturationTable = written(tables.saturationTable);
export const endpointsTable = written(tables.endpointsTable);
export const modelsTable = written(tables.modelsTable);

/** Empty if the experiment names no figures. */
export function shownTable(findings: Findings): string {
  const shown = tables.shownTable(findings);
  return shown === null ? "" : toMarkdown(shown);
}

/** Empty without errors. */
export function errorsTable(findings: Findings): string {
  const errors = tables.errorsTable(findings);
  return errors.rows.length === 0 ? "" : toMarkdown(errors);
}
