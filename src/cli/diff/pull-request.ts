/** What GitHub Actions is told: marks on the lines of the pull request, and the summary of the step. */
import { appendFileSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import type { DiffFindings } from "../../analysis/findings/diff-findings.js";
import type { Diagnostic } from "../../model/source/index.js";
import { githubAnnotations } from "../../report/diff/annotations.js";
import { githubMarks } from "../../report/kit/github-marks.js";
import { fenced, md } from "../../report/kit/markdown-text.js";
import { stderr } from "../kit/terminals.js";

/** Nothing outside GitHub Actions. */
export function tellGithub(marks: (inRepository: (file: string) => string | null) => string, summary: string): void {
  const { GITHUB_ACTIONS, GITHUB_WORKSPACE = ".", GITHUB_STEP_SUMMARY } = process.env;
  if (GITHUB_ACTIONS !== "true") return;
  const inRepository = (file: string): string | null => {
    const path = relative(resolve(GITHUB_WORKSPACE), resolve(file));
    return path.startsWith("..") ? null : path.split(sep).join("/");
  };
  stderr.write(marks(inRepository)); // GitHub reads both streams; stdout may be JSON.
  if (GITHUB_STEP_SUMMARY) appendFileSync(GITHUB_STEP_SUMMARY, summary);
}

export const diffMarks =
  (found: DiffFindings) =>
  (inRepository: (file: string) => string | null): string =>
    githubAnnotations(found, inRepository);

/** Of files that could not be compared. */
export const mistakeMarks =
  (diagnostics: readonly Diagnostic[]) =>
  (inRepository: (file: string) => string | null): string =>
    githubMarks(
      diagnostics.map(({ severity, message, hint, location }) => ({
        level: severity,
        title: `headroom: ${severity}`,
        text: hint === undefined ? message : `${message}: ${hint}`,
        place: location,
      })),
      inRepository,
    );

/** The comment on a pull request whose model is not valid: its mistakes, so that no older comment stays. */
export const mistakesMarkdown = (base: string, proposal: string, rendered: string): string =>
  `## ${md(base)} → ${md(proposal)}\n\n**They cannot be compared until these mistakes are mended.**\n\n${fenced(rendered.slice(0, MOST_CHARACTERS), "text")}\n`;

const MOST_CHARACTERS = 60_000;
