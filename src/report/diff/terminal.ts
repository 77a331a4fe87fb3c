/** What a diff says on the terminal, within 80 columns. The important line comes last. */
import pc from "picocolors";
import type { DiffFindings } from "../../analysis/diff-findings.js";
import { commandLines } from "../command-lines.js";
import { intervalLines } from "../interval-lines.js";
import { fold, padEnd, padStart, plain } from "../plain-text.js";
import { ceilingWords } from "./ceiling-words.js";
import {
  ASKED,
  bottleneckWords,
  conditionsWords,
  countWords,
  diffVerdictWords,
  measuredWords,
  metricWords,
  objectiveName,
  objectivesWords,
  riskWords,
  signed,
  unknownWhy,
} from "./words.js";

const WIDTH = 80;
const widths = { objective: 32, side: 24 }; // One and two of them make 80.
const columns = { metric: 10, figures: [14, 14, 20], relative: 9 }; // With the verdict they make 80.

export function diffTerminal(diff: DiffFindings, { colour, next }: { colour: boolean; next?: string }): string {
  const c = pc.createColors(colour);
  const lines: string[] = [];
  const say = (text: string, indent = "", paint = (same: string) => same): void => {
    const [first, ...rest] = fold(text, WIDTH - indent.length - 2);
    lines.push(paint(indent + first), ...rest.map((line) => paint(`${indent}  ${line}`)));
  };
  const title = (text: string): void => void lines.push("", c.bold(text));
  const verdicts = { better: c.green, worse: c.red, regressed: c.red, missed: c.red, fixed: c.green, met: c.green };
  const painted = (verdict: string, text: string): string =>
    (verdicts[verdict as keyof typeof verdicts] ?? c.yellow)(text);

  say(`${diff.base.title} → ${diff.proposal.title}`, "", c.bold);
  say(`before ${diff.base.file}, after ${diff.proposal.file}`, "", c.dim);
  say(conditionsWords(diff), "", c.dim);

  title("Changes");
  if (diff.changes.length === 0) say("none", "  ");
  for (const change of diff.changes) say(signed(change), "  ");

  if (diff.objectives.length > 0) {
    lines.push("", c.bold(`${padEnd("Objectives", widths.objective)}${padEnd("before", widths.side)}after`));
    for (const each of diff.objectives) {
      const name = fold(`${objectiveName(each)}${ASKED[each.asked]}`, widths.objective - 3);
      const sides = [each.base, each.proposal].map((side) => plain(measuredWords(side, each.unit)));
      const [before, after] = [padEnd(sides[0], widths.side), padEnd(sides[1], widths.side)];
      const row = `  ${padEnd(name[0], widths.objective - 2)}${painted(each.base.verdict, before)}`;
      lines.push(`${row}${painted(each.verdict, after.trimEnd())}`, ...name.slice(1).map((more) => `    ${more}`));
      if (each.verdict === "unknown" || each.base.verdict === "unknown") say(unknownWhy(each), "    ", c.dim);
    }
  }

  const inColumns = (texts: readonly string[]): string =>
    texts.map((text, i) => padStart(` ${plain(text)}`, columns.figures[i])).join("");
  const head = inColumns(["before", "after", "Δ"]);
  lines.push("", c.bold(`${padEnd("Effect", columns.metric)}${head}`));
  for (const metric of diff.metrics) {
    const words = metricWords(metric);
    const figures = [words.base, words.proposal, words.difference];
    const values = inColumns(figures.map(({ value }) => value));
    const intervals = figures.map(({ interval }, i) => intervalLines(plain(interval), columns.figures[i] - 1));
    const relative = padStart(plain(words.relative), columns.relative);
    lines.push(
      `  ${padEnd(words.metric, columns.metric - 2)}${values}${relative}  ${painted(metric.verdict, words.verdict)}`,
    );
    for (let i = 0; intervals.some((each) => (each[i] ?? "") !== ""); i++)
      lines.push(c.dim(`${" ".repeat(columns.metric)}${inColumns(intervals.map((each) => each[i] ?? ""))}`.trimEnd()));
  }

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
  say(objectivesWords(diff));
  const paint = { regression: c.red, undecided: c.yellow, improvement: c.green, "no difference": c.green };
  say(diffVerdictWords(diff), "", (text) => c.bold(paint[diff.verdict](text)));
  return `${lines.join("\n")}\n`;
}
