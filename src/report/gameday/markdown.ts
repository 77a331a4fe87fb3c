/** The report of a game day, for a pull request or a wiki. */
import type { GamedayFindings } from "../../analysis/findings/gameday-findings.js";
import { gamedayCaption } from "../../charts/gameday/caption.js";
import { inline, showShare } from "../../charts/kit/estimate.js";
import { clean } from "../../text/safe-text.js";
import { answerMarkdown, type Typed } from "../kit/answer.js";
import { code, md, table } from "../kit/markdown-text.js";
import { gamedayAnswer } from "./answer.js";
import { backWords, conditionsOfDay, FALLBACKS, faultWords, modeWords, suffersWords } from "./words.js";

export function gamedayMarkdown(findings: GamedayFindings, typed?: Typed): string {
  const heads = ["part", "fault", ">lost", "how", "who suffers", "back after", "fallback", "asked by"];
  const rows = findings.trials.map((trial) => [
    clean(trial.part),
    faultWords(trial),
    inline(showShare(trial.lost)),
    modeWords(trial),
    suffersWords(trial),
    backWords(trial),
    FALLBACKS[trial.fallback],
    trial.calledBy.map(clean).join(", "),
  ]);
  return `${[
    `# ${md(findings.title)}: a game day`,
    answerMarkdown(gamedayAnswer(findings, typed)),
    [...findings.objectives.map((each) => `Asked: ${code(each)}`), md(conditionsOfDay(findings))].join("  \n"),
    `![${md(gamedayCaption(findings).title)}.](gameday.svg)`,
    table(heads, rows),
    "Lost: requests that came meanwhile and were not answered well. Slow: longer than 99% of the answers take on a good day.",
  ].join("\n\n")}\n`;
}
