/** First chapter: whether the proposal makes anything worse, what decided that, and the caveats. */

import type { DiffFindings, DiffVerdict } from "../../../analysis/findings/diff-findings.js";
import type { Verdict } from "../../../analysis/findings/findings.js";
import { clean } from "../../../text/safe-text.js";
import { conditionsWords, diffVerdictWords, objectivesWords } from "../../diff/words.js";
import { block, type Chapter, sentenceBlock } from "../chapter.js";

const TONES: Readonly<Record<DiffVerdict, Verdict>> = {
  regression: "missed",
  undecided: "unknown",
  improvement: "met",
  "no difference": "met",
};

export function diffVerdictChapter(diff: DiffFindings): Chapter {
  return {
    id: "verdict",
    title: "Verdict",
    blocks: [
      block(
        <>
          <p class={`verdict ${TONES[diff.verdict]}`}>{clean(diffVerdictWords(diff))}</p>
          <p>{clean(objectivesWords(diff))}</p>
        </>,
      ),
      ...sentenceBlock(diff.notes),
      block(<p class="muted">{clean(conditionsWords(diff))}.</p>),
    ],
  };
}
