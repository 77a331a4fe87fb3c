/** What `headroom sweep --up-and-down` says first: where it falls, and where it is back. */
import type { LoopFindings } from "../../analysis/findings/loop-findings.js";
import { leftOutWords, loopWords } from "../../charts/loop/caption.js";
import { clean } from "../../text/safe-text.js";
import type { Answer, Typed } from "../kit/answer.js";

export function loopAnswer(found: LoopFindings, typed: Typed | null = null): Answer {
  const { falls, returns } = found;
  const who = `“${clean(found.title) || clean(found.name)}”`;
  const isLoop = falls.value !== null && (returns.value === null || returns.value < falls.value);
  return {
    verdict: `${who}: ${uncapital(loopWords(found))}.`,
    tone: null,
    why: [
      ...(isLoop
        ? [
            "What waits when the load turns is worked off first, so longer steps (--duration) may make the loop narrower.",
          ]
        : []),
      leftOutWords(found).trim(),
    ].filter((each) => each !== ""),
    next: isLoop && typed !== null ? { words: "see which change ends it", command: typed("next") } : null,
  };
}

const uncapital = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
