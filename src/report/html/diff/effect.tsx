/** The verdict, and the effect of the change: on objectives, on headline metrics in pairs, and on the bottleneck. */
import type {
  DiffFindings,
  MeasuredObjective,
  MetricDiff,
  ObjectiveDiff,
} from "../../../analysis/findings/diff-findings.js";
import type { Findings } from "../../../analysis/findings/findings.js";
import { inline } from "../../../charts/kit/estimate.js";
import { clean } from "../../../text/safe-text.js";
import { type DiffCommands, diffAnswer } from "../../diff/answer.js";
import {
  ASKED,
  bottleneckWords,
  conditionsWords,
  diffVerdictWords,
  measuredWords,
  metricWords,
  notBackWords,
  objectiveName,
  objectivesWords,
  unknownWhy,
} from "../../diff/words.js";
import type { Table } from "../../kit/table.js";
import { remarks } from "../../run/remark-words.js";
import { stageTable } from "../../run/tables.js";
import { answerBlock } from "../answer.js";
import { block, type Chapter, RANK, sentenceBlock, tableBlock } from "../chapter.js";

export function effectChapter({ objectives, metrics }: DiffFindings, findings: Findings): Chapter {
  return {
    id: "effect",
    title: "Effect",
    blocks: [
      ...tableBlock("t-objectives", "Objectives, before and after", objectivesTable(objectives), RANK.picture),
      ...tableBlock("t-metrics", "Headline metrics; Δ is paired, on the same requests", metricsTable(metrics)),
      ...tableBlock("t-variants", "What users see, and what gives first", stageTable(findings)),
      ...sentenceBlock(remarks(findings)),
    ],
  };
}

const objectivesTable = (objectives: readonly ObjectiveDiff[]): Table => ({
  heads: ["objective", "before", "after", "verdict"],
  rows: objectives.map((each) => [
    `${objectiveName(each)}${ASKED[each.asked]}`,
    side(each.base, each),
    side(each.proposal, each),
    each.verdict === "unknown" ? `unknown: ${unknownWhy(each)}` : each.verdict,
  ]),
});

const side = (measured: MeasuredObjective, { unit }: ObjectiveDiff): string => measuredWords(measured, unit);

const metricsTable = (metrics: readonly MetricDiff[]): Table => ({
  heads: ["metric", ">before", ">after", ">Δ, paired", ">relative", "verdict"],
  rows: metrics.map((each) => {
    const { metric, base, proposal, difference, relative, verdict } = metricWords(each);
    const beyond = each.beyondTolerance ? ", beyond the tolerance" : "";
    return [metric, inline(base), inline(proposal), inline(difference), relative, `${verdict}${beyond}`];
  }),
});

export function bottleneckChapter({ bottleneck: { base, proposal } }: DiffFindings): Chapter {
  return {
    id: "bottleneck",
    title: "What limits",
    blocks: sentenceBlock([`Before: ${bottleneckWords(base)}.`, `After: ${bottleneckWords(proposal)}.`]),
  };
}

/** First chapter: whether the proposal makes anything worse, what decided that, and the caveats. */
export function diffVerdictChapter(diff: DiffFindings, commands: DiffCommands | null): Chapter {
  return {
    id: "verdict",
    title: "Verdict",
    blocks: [
      answerBlock(diffAnswer(diff, commands)),
      ...sentenceBlock([`What decided: ${diffVerdictWords(diff)} ${objectivesWords(diff)}`]),
      ...sentenceBlock(notBackWords(diff)),
      ...sentenceBlock(diff.notes),
      block(<p class="muted">{clean(conditionsWords(diff))}.</p>),
    ],
  };
}
