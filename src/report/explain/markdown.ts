/** The report of `headroom explain`, for a pull request or a wiki. */
import type { ExplainFindings } from "../../analysis/findings/explain-findings.js";
import { waterfallCaption } from "../../charts/waterfall/caption.js";
import { conditionsOfExplain, explainNotes, hopName, slowestName } from "../../charts/waterfall/words.js";
import { answerMarkdown, type Typed } from "../kit/answer.js";
import { md, table } from "../kit/markdown-text.js";
import { explainAnswer } from "./answer.js";
import { endpointWords, moreWords, msWords } from "./words.js";

export function explainMarkdown(found: ExplainFindings, typed?: Typed): string {
  const heads = ["hop", ">median waits", ">works", `>${slowestName(found)} wait`, ">work", ">difference"];
  const rows = found.hops.map((hop) => [
    hopName(hop),
    ...[hop.median.waitMs, hop.median.workMs, hop.slowest.waitMs, hop.slowest.workMs].map(msWords),
    moreWords(hop.differenceMs),
  ]);
  return `${[
    `# ${md(found.title)}: where the time of the slowest went`,
    answerMarkdown(explainAnswer(found, typed)),
    md(conditionsOfExplain(found)),
    ...(found.endpoints.length > 1 ? [md(endpointWords(found))] : []),
    `![${md(waterfallCaption(found).title)}.](waterfall.svg)`,
    ...(rows.length === 0 ? [] : [table(heads, rows)]),
    ...explainNotes(found).map((note) => md(note)),
  ].join("\n\n")}\n`;
}
