/** Writes what a run found; every file appears whole or not at all. */
import { lstatSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Findings } from "../../analysis/findings/findings.js";
import { charts } from "../../charts/index.js";
import { type HtmlOptions, html } from "../../report/html/page.js";
import { toJson } from "../../report/kit/json.js";
import { type MarkdownOptions, markdown } from "../../report/run/markdown.js";

/** @returns the folder written to */
export function writeOutput(out: string, findings: Findings, options: MarkdownOptions & HtmlOptions): string {
  const pictures = charts
    .filter((chart) => chart.applies(findings))
    .map(({ name, draw }) => [`${name}.svg`, draw(findings)] as const);
  return writeFiles(out, findings.name, {
    ...Object.fromEntries(pictures),
    "report.html": html(findings, options),
    "report.md": markdown(findings, options),
    "result.json": toJson(findings),
  });
}

/** @param files text of each by its name @returns the folder written to */
export function writeFiles(out: string, name: string, files: Readonly<Record<string, string>>): string {
  const folder = join(out, name);
  for (const [file, text] of Object.entries(files)) writeWhole(join(folder, file), text);
  return folder;
}

/** Makes its folder too, so that a long run is not lost for want of one. A link or a device (/dev/null) is not replaced. */
export function writeWhole(path: string, text: string): void {
  if (isNoFile(path)) writeFileSync(path, text);
  else replace(path, text);
}

function replace(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const unfinished = join(dirname(path), `.${basename(path)}.${process.pid}`);
  writeFileSync(unfinished, text);
  renameSync(unfinished, path);
}

/** Is there something that is written through, such as a link, a pipe or a device? */
export const isNoFile = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isFile() === false;
