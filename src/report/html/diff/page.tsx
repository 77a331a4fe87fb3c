/**
 * The page of `headroom diff --html`: the diff, then the chapters of a run for both sides. The order is that of a
 * review: may it be merged, what does it change, how much load does it bear, what does it cost, and why.
 */
import type { DiffFindings } from "../../../analysis/findings/diff-findings.js";
import type { Findings } from "../../../analysis/findings/findings.js";
import type { DiffCommands } from "../../diff/answer.js";
import { verdictSentence } from "../../diff/verdict-sentence.js";
import { checksChapter, tablesChapter, timelineChapter } from "../details.js";
import { differenceChapter } from "../difference.js";
import { pageDocument } from "../document.js";
import { againChapter, modelChapter } from "../model.js";
import type { HtmlOptions } from "../page.js";
import { timeChapter } from "../where-time-goes.js";
import { diffCeilingChapter } from "./ceiling.js";
import { changesChapter, costChapter, risksChapter } from "./changes.js";
import { bottleneckChapter, diffVerdictChapter, effectChapter } from "./effect.js";

/** @param findings of the study of both sides, from which the diff was made */
export function diffHtml(
  diff: DiffFindings,
  findings: Findings,
  { command, commands = null, files = [] }: HtmlOptions & { readonly commands?: DiffCommands | null },
): string {
  const both = { ...findings, title: `${diff.base.title} → ${diff.proposal.title}` };
  return pageDocument({
    title: both.title,
    verdict: verdictSentence(diff),
    lead: `Base: ${diff.base.file}. Proposal: ${diff.proposal.file}.`,
    chapters: [
      diffVerdictChapter(diff, commands),
      changesChapter(diff, findings.name),
      effectChapter(diff, both),
      bottleneckChapter(diff),
      diffCeilingChapter(diff, both),
      costChapter(diff),
      risksChapter(diff),
      differenceChapter(both),
      timeChapter(both),
      timelineChapter(both),
      tablesChapter(both),
      checksChapter({ ...both, notes: [] }), // The notes stand below the verdict.
      modelChapter(files),
      againChapter(diff, command),
    ],
    whole: "An experiment with both as variants has all of it (headroom run).",
    data: "What the diff found as data: the same command with --json.",
  });
}
