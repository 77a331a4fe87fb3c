/** First chapter: whether the objectives are met, by how much, and the caveats. */

import type { Findings, Verdict } from "../../analysis/findings/findings.js";
import { clean } from "../../text/safe-text.js";
import { effectsTable, untrueHeadlines } from "../run/effect-words.js";
import { notBackWords } from "../run/recovery-words.js";
import { conditions, remarks } from "../run/remark-words.js";
import { auditFailed, auditWords } from "../run/run-words.js";
import { objectivesTable, shownTable, stageTable } from "../run/tables.js";
import { claimsWords, unaskedWords, verdictWords } from "../run/verdict-words.js";
import { block, type Chapter, pictures, RANK, sentenceBlock, tableBlock } from "./chapter.js";

export function verdictChapter(findings: Findings): Chapter {
  const claims = claimsWords(findings);
  const gone = [...notBackWords(findings), ...untrueHeadlines(findings)];
  const unasked = unaskedWords(findings);
  const shown = shownTable(findings);
  const sentence = (
    <>
      <p class={`verdict ${tone(findings)}`}>{clean(verdictWords(findings))}</p>
      {gone.map((each) => (
        <p class="alarm">{clean(each)}</p>
      ))}
      {unasked !== "" && <p class="alarm">{clean(unasked)}</p>}
      {auditFailed(findings) && <p class="alarm">{clean(auditWords(findings))}</p>}
      {claims !== "" && <p>{clean(claims)}</p>}
    </>
  );
  return {
    id: "verdict",
    title: "Verdict",
    blocks: [
      block(sentence),
      ...pictures(findings, ["figures"]),
      ...(shown === null ? [] : tableBlock("t-shown", "The figures that tell it", shown, RANK.picture)),
      ...tableBlock("t-variants", "What users see, and what gives first", stageTable(findings), RANK.picture),
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

/** The colour of the verdict that all variants share; mixed verdicts have none. */
function tone({ variants, objectives }: Findings): Verdict | "mixed" {
  const [first] = variants;
  if (first === undefined || objectives.length === 0 || first.verdict === "none") return "mixed";
  return variants.every(({ verdict }) => verdict === first.verdict) ? first.verdict : "mixed";
}
