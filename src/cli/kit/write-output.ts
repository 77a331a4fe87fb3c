/** Writes what a run found, every file whole or not at all; and checks beforehand that it can. */
import { accessSync, constants, existsSync, lstatSync, mkdirSync, renameSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
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

/** As below, of files; what was not asked for is undefined. */
export function mayWriteFiles(files: readonly (string | undefined)[], refuse: (message: string) => never): void {
  const asked = files.filter((file) => file !== undefined);
  for (const file of asked)
    if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) refuse(`error: cannot write ${file}: it is a folder`);
  mayWrite(
    asked.filter((file) => !isNoFile(file)).map((file) => dirname(file)),
    refuse,
  );
}

/** @param folders that will be made if they are missing @param refuse ends with a usage error */
export function mayWrite(folders: readonly string[], refuse: (message: string) => never): void {
  for (const folder of folders) {
    let at = resolve(folder);
    while (!existsSync(at)) at = dirname(at);
    if (!statSync(at).isDirectory()) refuse(`error: cannot write to ${folder}: ${at} is a file, not a folder`);
    try {
      accessSync(at, constants.W_OK);
    } catch {
      refuse(`error: cannot write to ${folder}: ${at} may not be written to`);
    }
  }
}
