/** The terminal output of a diff, within 80 columns. The important line comes last. */
import pc from "picocolors";
import type { DiffFindings, MetricDiff, ObjectiveDiff } from "../../analysis/findings/diff-findings.js";
import { fold } from "../../text/fold.js";
import { commandLines } from "../kit/command-lines.js";
import { type Cell, type Column, figure, fittedTable, indented, type Paint, words } from "../kit/fitted-table.js";
import { ceilingWords } from "./ceiling-words.js";
import {
  ASKED,
  bottleneckWords,
  conditionsWords,
  countWords,
  diffVerdictWords,
  happensWords,
  measuredWords,
  metricWords,
  notBackWords,
  objectiveName,
  objectivesWords,
  riskWords,
  signed,
  unknownWhy,
} from "./words.js";

const WIDTH = 80;
const OBJECTIVES: readonly Column[] = [
  { head: "Objectives", width: 32 },
  { head: "before", width: 24 },
  { head: "after", width: 24 },
];
const METRICS: readonly Column[] = [
  { head: "Effect", width: 10 },
  { head: "before", width: 14, isRight: true },
  { head: "after", width: 14, isRight: true },
  { head: "Δ", width: 17, isRight: true },
  { head: "", width: 9, isRight: true },
  { head: "", width: 16, gap: 2 },
];

interface Paints {
  readonly dim: Paint;
  readonly of: (verdict: string) => Paint;
}

function objectiveRow(each: ObjectiveDiff, { of }: Paints): Cell[] {
  return [
    indented(`${objectiveName(each)}${ASKED[each.asked]}`),
    words(measuredWords(each.base, each.unit), of(each.base.verdict)),
    words(measuredWords(each.proposal, each.unit), of(each.verdict)),
  ];
}

function metricRow(metric: MetricDiff, { dim, of }: Paints): Cell[] {
  const shown = metricWords(metric);
  return [
    indented(shown.metric),
    figure(shown.base, dim),
    figure(shown.proposal, dim),
    figure(shown.difference, dim),
    words(shown.relative, undefined, true),
    words(shown.verdict, of(metric.verdict)),
  ];
}

export function diffTerminal(diff: DiffFindings, { colour, next }: { colour: boolean; next?: string }): string {
  const c = pc.createColors(colour);
  const lines: string[] = [];
  const say = (text: string, indent = "", paint = (same: string) => same): void => {
    const [first, ...rest] = fold(text, WIDTH - indent.length - 2);
    lines.push(paint(indent + first), ...rest.map((line) => paint(`${indent}  ${line}`)));
  };
  const title = (text: string): void => void lines.push("", c.bold(text));
  const verdicts = { better: c.green, worse: c.red, regressed: c.red, missed: c.red, fixed: c.green, met: c.green };
  const paints = { dim: c.dim, of: (verdict: string) => verdicts[verdict as keyof typeof verdicts] ?? c.yellow };

  say(`${diff.base.title} → ${diff.proposal.title}`, "", c.bold);
  say(`before ${diff.base.file}, after ${diff.proposal.file}`, "", c.dim);
  say(conditionsWords(diff), "", c.dim);

  title("Changes");
  if (diff.changes.length === 0) say("none", "  ");
  for (const change of diff.changes) say(signed(change), "  ");

  if (diff.objectives.length > 0) {
    lines.push(
      "",
      ...fittedTable(
        OBJECTIVES,
        diff.objectives.map((each) => objectiveRow(each, paints)),
        c.bold,
      ),
    );
    for (const each of diff.objectives) {
      const why = each.verdict === "unknown" || each.base.verdict === "unknown" ? unknownWhy(each) : "";
      if (why !== "") say(`${objectiveName(each)} is unknown: ${why}.`, "  ", c.dim);
    }
  }
  lines.push(
    "",
    ...fittedTable(
      METRICS,
      diff.metrics.map((each) => metricRow(each, paints)),
      c.bold,
    ),
  );

  title("Bottleneck");
  say(`before: ${bottleneckWords(diff.bottleneck.base)}`, "  ");
  say(`after: ${bottleneckWords(diff.bottleneck.proposal)}`, "  ");
  if (diff.ceiling !== null) say(`ceiling: ${ceilingWords(diff)}`, "  ");

  title("Cost and complexity");
  say(`counted, without prices: ${countWords(diff.units)}`, "  ");
  say(`complexity: ${countWords(diff.complexity)}`, "  ");

  title(`New risks: ${diff.risks.fresh.length === 0 ? "none" : diff.risks.fresh.length}`);
  for (const words of riskWords(diff.risks.fresh)) say(words, "  ");
  if (diff.risks.gone.length > 0) title("Risks gone");
  for (const words of riskWords(diff.risks.gone)) say(words, "  ", c.dim);

  lines.push("");
  for (const note of diff.notes) say(`Note: ${note}`, "", c.dim);
  if (next !== undefined) lines.push(...commandLines("Next:", next));
  for (const sentence of happensWords(diff)) say(sentence, "", (text) => c.bold(c.yellow(text)));
  for (const sentence of notBackWords(diff)) say(sentence, "", (text) => c.bold(c.yellow(text)));
  say(objectivesWords(diff));
  const paint = { regression: c.red, undecided: c.yellow, improvement: c.green, "no difference": c.green };
  say(diffVerdictWords(diff), "", (text) => c.bold(paint[diff.verdict](text)));
  return `${lines.join("\n")}\n`;
}
