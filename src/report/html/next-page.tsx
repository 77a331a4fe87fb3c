/** The page of `headroom next --html`: the answer, every change that was tried, the best as a file, the model and the command. */
import type { ChangeFindings, NextFindings } from "../../analysis/findings/next-findings.js";
import { showRelative } from "../../charts/kit/change.js";
import { inline } from "../../charts/kit/estimate.js";
import { clean } from "../../text/safe-text.js";
import type { Answer } from "../kit/answer.js";
import { searchedWords } from "../kit/search-words.js";
import type { Table } from "../kit/table.js";
import { nextAnswer } from "../next/answer.js";
import { costWords } from "../next/table.js";
import { answerBlock } from "./answer.js";
import { block, type Chapter, RANK, sentenceBlock, tableBlock } from "./chapter.js";
import { pageDocument } from "./document.js";
import { againChapter, modelChapter, textBlock } from "./model.js";
import type { HtmlOptions } from "./page.js";

/** @param tryIt the command that tries the best change */
export function nextHtml(
  found: NextFindings,
  { command, files = [], typed, tryIt }: HtmlOptions & { readonly tryIt?: string },
): string {
  const answer = nextAnswer(found, tryIt, typed);
  return pageDocument({
    title: `${clean(found.title) || clean(found.name)}: what to change next`,
    verdict: answer.verdict,
    lead: "Which change helps, what does it cost, and which of them gain nothing?",
    chapters: [
      verdictChapter(found, answer),
      changesChapter(found),
      bestChapter(found),
      modelChapter(files),
      againChapter(found, command),
    ],
    whole: "All of it is in what the same command prints with --json.",
    data: "The same numbers as data: the same command with --json.",
  });
}

const verdictChapter = (found: NextFindings, answer: Answer): Chapter => ({
  id: "verdict",
  title: "Verdict",
  blocks: [
    answerBlock(answer),
    ...sentenceBlock(found.now.objectives.map(({ metric, expression }) => `Asked: ${metric}: ${expression}`)),
    block(<p class="muted">{clean(searchedWords(found.simulated))}</p>),
  ],
});

const isHelp = ({ verdict }: ChangeFindings): boolean => /gains|saves|trades/.test(verdict);

function changesChapter(found: NextFindings): Chapter {
  const { changes } = found;
  const tried = changes.filter((each) => !isHelp(each) && each.verdict !== "not tried");
  const untried = changes.filter(({ verdict }) => verdict === "not tried");
  return {
    id: "changes",
    title: "The changes",
    blocks: [
      ...tableBlock(
        "t-helps",
        "What helps, the best for its price first",
        helpsTable(found, changes.filter(isHelp)),
        RANK.picture,
      ),
      ...tableBlock("t-others", "What was tried and does not help", othersTable(found, tried), RANK.picture),
      ...tableBlock("t-untried", "What cannot gain, so was not simulated", {
        heads: ["change", "why not"],
        rows: untried.map(({ name, reason }) => [name, reason]),
      }),
    ],
  };
}

const gainOf = ({ gain }: ChangeFindings): string => (gain === null ? "unknown" : inline(showRelative(gain)));

function helpsTable({ metric, now }: NextFindings, changes: readonly ChangeFindings[]): Table {
  const isAsked = now.objectives.length > 0;
  return {
    heads: [
      "change",
      "mends",
      `>change of ${metric}`,
      "cost",
      ">complexity",
      "effect",
      ...(isAsked ? ["objectives with it"] : []),
      "what to know",
    ],
    rows: changes.map((change) => [
      change.name,
      change.treats,
      gainOf(change),
      costWords(change.cost),
      String(change.complexity),
      change.verdict,
      ...(isAsked ? [judged(change)] : []),
      [change.why, change.assumes === null ? "" : `assumes that ${change.assumes}`, change.reason, change.loses ?? ""]
        .filter((each) => each !== "")
        .join("; "),
    ]),
  };
}

const judged = ({ objectives }: ChangeFindings) =>
  objectives === null || objectives === "none" ? "" : { verdict: objectives };

const othersTable = ({ metric }: NextFindings, changes: readonly ChangeFindings[]): Table => ({
  heads: ["change", "would mend", `>change of ${metric}`, "effect", "why"],
  rows: changes.map((change) => [change.name, change.treats, gainOf(change), SAID[change.verdict], change.reason]),
});

const SAID: Readonly<Record<ChangeFindings["verdict"], string>> = {
  gains: "gains",
  saves: "saves",
  trades: "trades",
  nothing: "gains nothing",
  "not proven": "is not proven to gain",
  worse: "makes it worse",
  unknown: "is undecided",
  "not tried": "cannot gain",
};

/** The overlay, to be copied into a file beside the model. */
function bestChapter({ changes, best }: NextFindings): Chapter {
  const change = changes.find(({ name }) => name === best);
  return {
    id: "best",
    title: "The best change as a file",
    blocks: change === undefined ? [] : [textBlock(change.name, change.overlay)],
  };
}
