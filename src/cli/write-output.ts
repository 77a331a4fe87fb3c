/** Writes what a run found; every file appears whole or not at all. */
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Findings } from "../analysis/findings.js";
import { charts } from "../charts/index.js";
import { toJson } from "../report/json.js";
import { type MarkdownOptions, markdown } from "../report/markdown.js";

/** @returns the folder written to */
export function writeOutput(out: string, findings: Findings, options: MarkdownOptions): string {
  const folder = join(out, findings.name);
  mkdirSync(folder, { recursive: true });
  const write = (name: string, text: string): void => {
    const unfinished = join(folder, `.${name}.${process.pid}`);
    writeFileSync(unfinished, text);
    renameSync(unfinished, join(folder, name));
  };
  for (const { name, draw } of charts.filter((chart) => chart.applies(findings))) write(`${name}.svg`, draw(findings));
  write("report.md", markdown(findings, options));
  write("result.json", toJson(findings));
  return folder;
}
