/** What a run prints fits a screen of 40 lines, whatever it is of, opens with its answer and ends with the verdict. */
import { expect } from "vitest";
import type { Findings } from "../src/analysis/findings/findings.js";
import { runAnswer } from "../src/report/run/answer.js";
import { terminal } from "../src/report/run/terminal.js";
import { columns } from "../src/text/width.js";

const LINES = 40;

const inOneLine = (text: string): string => text.replace(/[\s\u00a0]+/g, " ").trim();

export function expectOneScreen(findings: Findings): void {
  const { verdict } = runAnswer(findings);
  for (const width of [80, 120]) {
    const said = terminal(findings, {
      width,
      written: `output/${findings.name}/`,
      typed: (verb, { variant = "" } = {}) =>
        `npx headroom ${verb} experiments/patterns/${findings.name}.yaml --variant '${variant}'`,
    });
    const lines = said.trimEnd().split("\n");
    expect(lines.length, said).toBeLessThanOrEqual(LINES);
    for (const line of lines) expect(columns(line), line).toBeLessThanOrEqual(width);
    expect(inOneLine(said).split(inOneLine(verdict))).toHaveLength(3); // First and last.
    expect(inOneLine(said).endsWith(inOneLine(verdict))).toBe(true);
  }
}
