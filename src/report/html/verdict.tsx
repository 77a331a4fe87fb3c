/** First chapter: whether the objectives are met, by how much, and the caveats. */

import type { Findings } from "../../analysis/findings/findings.js";
import { clean } from "../../text/safe-text.js";
import type { Typed } from "../kit/answer.js";
import { runAnswer } from "../run/answer.js";
import { effectsTable } from "../run/effect-words.js";
import { conditions, remarks } from "../run/remark-words.js";
import { auditFailed, auditWords } from "../run/run-words.js";
import { objectivesTable, shownTable, stageTable } from "../run/tables.js";
import { answerBlock } from "./answer.js";
import { block, type Chapter, pictures, RANK, sentenceBlock, tableBlock } from "./chapter.js";

export function verdictChapter(findings: Findings, typed: Typed | null): Chapter {
  const shown = shownTable(findings);
  return {
    id: "verdict",
    title: "Verdict",
    blocks: [
      answerBlock(runAnswer(findings, typed)),
      ...(auditFailed(findings) ? [block(<p class="alarm">{clean(auditWords(findings))}</p>)] : []),
      ...(shown === null ? [] : tableBlock("t-shown", "The figures that tell it", shown, RANK.picture)),
      ...tableBlock("t-variants", "What users see, and what gives first", stageTable(findings), RANK.picture),
      ...pictures(findings, ["topology", "figures"]),
      ...tableBlock(
        "t-effects",
        "What really happened, beside what monitoring shows: the share answered well",
        effectsTable(findings),
        RANK.picture,
      ),
      ...pictures(findings, ["effects"]),
      ...sentenceBlock(remarks(findings)),
      ...tableBlock("t-objectives", "Objectives, with what was measured", objectivesTable(findings)),
      block(<p class="muted">{clean(conditions(findings))}</p>),
    ],
  };
}
