/** A diff as a comment on a pull request: the verdict first, then the evidence. */

import type { DiffFindings } from "../../analysis/findings/diff-findings.js";
import { inline } from "../../charts/kit/estimate.js";
import { beside } from "../../charts/topology/beside.js";
import { mermaidBlock } from "../../charts/topology/mermaid.js";
import { clean } from "../../text/safe-text.js";
import { answerMarkdown } from "../kit/answer.js";
import { code, details, fenced, md, table } from "../kit/markdown-text.js";
import { assemble, may, must } from "../kit/sections.js";
import { type DiffCommands, diffAnswer } from "./answer.js";
import { ceilingWords } from "./ceiling-words.js";
import {
  ASKED,
  bottleneckWords,
  conditionsWords,
  countWords,
  diffVerdictWords,
  measuredWords,
  metricWords,
  notBackWords,
  objectiveName,
  objectivesWords,
  riskWords,
  unknownWhy,
} from "./words.js";

const MOST_CHARACTERS = 65_000; // The limit of a comment on a pull request, with a margin.

export interface DiffMarkdownOptions {
  readonly command: string; // That makes the diff again.
  readonly commands: DiffCommands | null; // What may come next.
}

export function diffMarkdown(diff: DiffFindings, { command, commands }: DiffMarkdownOptions): string {
  const { base, proposal, risks } = diff;
  const sections = [
    must(`## ${md(base.title)} → ${md(proposal.title)}`),
    must(answerMarkdown(diffAnswer(diff, commands))),
    may("the picture of both", pictureBlock(diff)),
    must(objectivesTable(diff)),
    must(metricsTable(diff)),
    must(list("New risks", riskWords(risks.fresh))),
    must(diff.notes.map((note) => `> ${md(note)}`).join("\n>\n")),
    must(`What decided: ${md(diffVerdictWords(diff))} ${md(objectivesWords(diff))}`),
    may("what does not come back", notBackWords(diff).map(md).join(" ")),
    may("the changes", changesBlock(diff)),
    may(
      "bottleneck and cost",
      [
        `**Bottleneck before**: ${md(bottleneckWords(diff.bottleneck.base))}.  `,
        `**after**: ${md(bottleneckWords(diff.bottleneck.proposal))}.`,
        ...(diff.ceiling === null ? [] : ["", `**Ceiling**: ${md(ceilingWords(diff))}.`]),
        "",
        `**Cost**, counted without prices: ${md(countWords(diff.units))}.  `,
        `**Complexity**: ${md(countWords(diff.complexity))}.`,
      ].join("\n"),
    ),
    may("the risks that are gone", list("Risks gone", riskWords(risks.gone))),
    must(`${md(conditionsWords(diff))}. Headroom ${md(diff.version)}, again with:\n\n    ${clean(command)}`),
  ];
  return assemble(sections, MOST_CHARACTERS, "All of it: the same command with --html or --json.");
}

/** As text that GitHub draws, since a comment cannot hold a picture: both in one, with what differs marked. */
function pictureBlock({ topology, changes }: DiffFindings): string {
  if (topology === undefined || changes.length === 0) return "";
  const { base, proposal } = topology;
  const both = beside(base, proposal, changes);
  const picture = mermaidBlock(both);
  if (picture === "") return "";
  const isRebuilt = [...both.nodes, ...both.edges].some(({ sign }) => sign === "+" || sign === "−");
  const before = isRebuilt ? mermaidBlock(base) : "";
  return [picture, `<sub>${LEGEND}</sub>`, ...(before === "" ? [] : [details("Before, by itself", before)])].join(
    "\n\n",
  );
}

const LEGEND =
  "Before and after: ~ is changed, + added, − removed; of each part how busy it is; a thick orange frame is full.";

function objectivesTable({ objectives }: DiffFindings): string {
  if (objectives.length === 0) return "";
  return table(
    ["objective", "before", "after", ""],
    objectives.map((each) => [
      `${code(objectiveName(each))}${ASKED[each.asked]}`,
      md(measuredWords(each.base, each.unit)),
      md(measuredWords(each.proposal, each.unit)),
      each.verdict === "unknown" ? md(unknownWhy(each)) : each.verdict === "regressed" ? "**regressed**" : each.verdict,
    ]),
  );
}

function metricsTable({ metrics }: DiffFindings): string {
  return table(
    ["metric", ">before", ">after", ">Δ, paired", ">relative", "verdict"],
    metrics.map((metric) => {
      const { base, proposal, difference, relative, verdict } = metricWords(metric);
      const word = metric.beyondTolerance ? `**${verdict}**` : verdict;
      return [metric.metric, ...[base, proposal, difference].map((shown) => md(inline(shown))), md(relative), word];
    }),
  );
}

/** As a diff, which GitHub colours: a changed value is its old line and its new one. */
function changesBlock({ changes }: DiffFindings): string {
  if (changes.length === 0) return "Nothing changes.";
  const lines = changes.flatMap(({ path, before, after }) => {
    const line = (sign: string, value: string | null) => (value === null ? [] : [clean(`${sign} ${path}: ${value}`)]);
    return before === null && after === null ? [clean(`! ${path}`)] : [...line("-", before), ...line("+", after)];
  });
  return details(`Changes (${changes.length})`, fenced(lines.join("\n"), "diff"));
}

const list = (title: string, items: readonly string[]): string =>
  items.length === 0 ? "" : `**${title}**\n\n${items.map((item) => `- ${md(item)}`).join("\n")}`;
