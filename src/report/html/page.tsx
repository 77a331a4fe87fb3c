/**
 * `report.html`: a self-contained file for the browser, for paper and for screen readers. Chapters follow the
 * reader's questions: is it enough, what does a change bring, how much load does it bear, why, when, and how to check
 * it.
 */

import type { Findings } from "../../analysis/findings/findings.js";
import { notBackTitle } from "../../charts/kit/come-back.js";
import { clean } from "../../text/safe-text.js";
import type { Typed } from "../kit/answer.js";
import { verdictWords } from "../run/verdict-words.js";
import { checksChapter, tablesChapter, timelineChapter } from "./details.js";
import { ceilingChapter, differenceChapter } from "./difference.js";
import { pageDocument } from "./document.js";
import { againChapter, modelChapter } from "./model.js";
import { verdictChapter } from "./verdict.js";
import { timeChapter } from "./where-time-goes.js";

export interface ReadFile {
  readonly path: string;
  readonly text: string;
}

export interface HtmlOptions {
  readonly command: string; // The command that reproduces this report.
  readonly typed?: Typed; // Other commands about the same file.
  readonly files?: readonly ReadFile[]; // The experiment and its models, as written.
}

export function html(findings: Findings, { command, typed, files = [] }: HtmlOptions): string {
  return pageDocument({
    title: clean(findings.title) || clean(findings.name) || "A study",
    verdict: [notBackTitle(findings), verdictWords(findings)].filter((each) => each !== null).join(". "),
    lead: findings.question ?? "",
    chapters: [
      verdictChapter(findings, typed ?? null),
      differenceChapter(findings),
      ceilingChapter(findings),
      timeChapter(findings),
      timelineChapter(findings),
      tablesChapter(findings),
      checksChapter(findings),
      modelChapter(files),
      againChapter(findings, command),
    ],
    whole: "All of it is in result.json.",
    data: "The same numbers as data: result.json beside this file.",
  });
}
