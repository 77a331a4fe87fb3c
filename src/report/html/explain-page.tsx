/** The page of `headroom explain`: where the slowest waited, single requests, every hop and every span, and the command. */
import type { ExplainFindings, TraceFindings } from "../../analysis/findings/explain-findings.js";
import { duration } from "../../charts/kit/format.js";
import { rowsOf } from "../../charts/waterfall/rows.js";
import { waterfallChart } from "../../charts/waterfall/waterfall.js";
import {
  conditionsOfExplain,
  explainNotes,
  hopName,
  rowName,
  rowRemark,
  slowestName,
  traceTitle,
} from "../../charts/waterfall/words.js";
import { clean } from "../../text/safe-text.js";
import { explainAnswer } from "../explain/answer.js";
import { endpointWords, moreWords, msWords } from "../explain/words.js";
import type { Answer } from "../kit/answer.js";
import type { Table } from "../kit/table.js";
import { answerBlock } from "./answer.js";
import { block, type Chapter, pictureBlock, RANK, sentenceBlock, tableBlock } from "./chapter.js";
import { pageDocument } from "./document.js";
import { againChapter, modelChapter } from "./model.js";
import type { HtmlOptions } from "./page.js";

const MOST_ROWS = 200; // Of a request's table.

export function explainHtml(found: ExplainFindings, { command, files = [], typed }: HtmlOptions): string {
  const answer = explainAnswer(found, typed);
  return pageDocument({
    title: `${clean(found.title) || clean(found.name)}: where the time of the slowest went`,
    verdict: answer.verdict,
    lead: "Where do the slowest requests spend their time, and the median does not?",
    chapters: [
      verdictChapter(found, answer),
      requestsChapter(found),
      hopsChapter(found),
      modelChapter(files),
      againChapter(found, command),
    ],
    whole: "All of it is in explain.json.",
    data: "The same numbers as data: explain.json beside this file.",
  });
}

const verdictChapter = (found: ExplainFindings, answer: Answer): Chapter => ({
  id: "verdict",
  title: "Verdict",
  blocks: [
    answerBlock(answer),
    ...sentenceBlock(found.endpoints.length > 1 ? [endpointWords(found)] : []),
    ...sentenceBlock([...explainNotes(found)]),
    block(<p class="muted">{clean(conditionsOfExplain(found))}</p>),
  ],
});

const requestsChapter = (found: ExplainFindings): Chapter => ({
  id: "requests",
  title: "Single requests",
  blocks: [
    pictureBlock("waterfall", waterfallChart(found)),
    ...found.traces.flatMap((trace, i) =>
      tableBlock(`t-request-${i + 1}`, traceTitle(trace, found), spansTable(trace), RANK.picture),
    ),
  ],
});

const spansTable = (trace: TraceFindings): Table => ({
  heads: ["what", ">from", ">took", "what else"],
  rows: rowsOf(trace, MOST_ROWS).rows.map((row) => [
    `${"\u2003".repeat(row.depth)}${rowName(row)}`,
    duration(row.fromMs),
    duration(row.toMs - row.fromMs),
    rowRemark(row, trace.latencyMs),
  ]),
});

const hopsChapter = (found: ExplainFindings): Chapter => ({
  id: "hops",
  title: "Where the time went",
  blocks: tableBlock("t-hops", "A request in the mean, over all of both classes", hopsTable(found), RANK.picture),
});

const hopsTable = (found: ExplainFindings): Table => ({
  heads: ["hop", ">median waits", ">works", `>${slowestName(found)} wait`, ">work", ">difference"],
  rows: found.hops.map((hop) => [
    hopName(hop),
    ...[hop.median.waitMs, hop.median.workMs, hop.slowest.waitMs, hop.slowest.workMs].map(msWords),
    moreWords(hop.differenceMs),
  ]),
});
