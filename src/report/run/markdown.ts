/** `report.md`: the verdict first, then the evidence, then how to reproduce it. */

import type { Findings } from "../../analysis/findings/findings.js";
import { charts } from "../../charts/index.js";
import { clean } from "../../text/safe-text.js";
import { answerMarkdown, type Typed } from "../kit/answer.js";
import { code, details, fenced, md } from "../kit/markdown-text.js";
import { assemble, may, must, type Section } from "../kit/sections.js";
import { runAnswer } from "./answer.js";
import { comparisonDetails, comparisonSummary, summaryReasons } from "./comparison-tables.js";
import { comparisonSentences, comparisonTitle, comparisonWords } from "./comparison-words.js";
import { effectsTable } from "./effect-words.js";
import * as tables from "./markdown-tables.js";
import { toMarkdown } from "./markdown-tables.js";
import { noteWords } from "./note-words.js";
import { givenUpTable, keptTable } from "./parked-tables.js";
import { queuesTable } from "./queue-tables.js";
import { backWords } from "./recovery-words.js";
import { conditions, remarks } from "./remark-words.js";
import { retryTable } from "./retry-tables.js";
import { auditFailed, auditWords, controlWords, type Speed, simulatedWords } from "./run-words.js";
import { theoryTable, theoryWords } from "./theory-words.js";
import { recoveryTable } from "./variant-tables.js";

export interface MarkdownOptions {
  readonly command: string; // The command that reproduces this report.
  readonly typed?: Typed; // Another command on the same file.
  readonly speed?: Speed;
}

const mostCharacters = 65_000; // The limit of a comment on a pull request, with a margin.

export function markdown(findings: Findings, { command, speed, typed }: MarkdownOptions): string {
  const caution = auditFailed(findings) ? `\n\n> [!CAUTION]\n> ${md(auditWords(findings))}` : "";
  const sections: Section[] = [
    must(`# ${md(findings.title || findings.name)}`),
    must(findings.question === null ? "" : md(findings.question)),
    must(`${answerMarkdown(runAnswer(findings, typed ?? null))}${caution}`),
    must(tables.shownTable(findings)),
    must(tables.stageTable(findings)),
    must(effects(findings)),
    must([...findings.objectives.map((each) => `Asked: ${code(each)}`), md(conditions(findings))].join("  \n")),
    must(
      remarks(findings)
        .map((each) => `- ${md(each)}`)
        .join("\n"),
    ),
    ...charts
      .filter((chart) => chart.applies(findings))
      .map(({ name, caption }) => must(`![${md(caption(findings).description)}](${name}.svg)`)),
    may("comparison", comparisonSection(findings)),
    may(
      "where time goes",
      `## Where time goes\n\nMean wait for the busiest resource of each part, p99 in brackets.\n\n${tables.waitingTable(findings)}`,
    ),
    may("given up", givenUp(findings)),
    may("retries", retries(findings)),
    may("queues", queues(findings)),
    may("what gives first", `## What gives first\n\n${tables.saturationTable(findings)}`),
    may("recovery", recovery(findings)),
    may("errors", errors(findings)),
    may("objectives", findings.objectives.length === 0 ? "" : `## Objectives\n\n${tables.objectivesTable(findings)}`),
    may("claims", findings.claims.length === 0 ? "" : `## Claims\n\n${tables.claimsTable(findings)}`),
    may("endpoints", `## Endpoints\n\n${details("Every endpoint of every model", tables.endpointsTable(findings))}`),
    may("models", `## Models\n\n${tables.modelsTable(findings)}`),
    may("theory", theorySection(findings)),
    must(`## How it was measured\n\n${measured(findings, speed)}`),
    may(
      "notes",
      findings.notes.length === 0
        ? ""
        : `## Notes\n\n${noteWords(findings)
            .map((note) => `- ${md(note)}`)
            .join("\n")}`,
    ),
    must(`## See it again\n\n${fenced(clean(command), "sh")}`),
  ];
  return assemble(sections, mostCharacters);
}

function effects(findings: Findings): string {
  const table = effectsTable(findings);
  return table.rows.length === 0
    ? ""
    : `What really happened, beside the share answered well, which is what monitoring shows:\n\n${toMarkdown(table)}`;
}

/** Empty where no message was parked. */
function givenUp(findings: Findings): string {
  const [reasons, kept] = [givenUpTable(findings), keptTable(findings)];
  if (reasons.rows.length === 0) return "";
  const where = kept.rows.length === 0 ? "" : `\n\n${toMarkdown(kept)}`;
  return `## Messages given up\n\nShares of the published messages that were parked, by reason.\n\n${toMarkdown(reasons)}${where}`;
}

function recovery(findings: Findings): string {
  const table = recoveryTable(findings);
  return table.rows.length === 0 ? "" : `## ${backWords(findings)}\n\n${toMarkdown(table)}`;
}

/** Empty where no retries stand around others. */
function retries(findings: Findings): string {
  const table = retryTable(findings);
  return table.rows.length === 0
    ? ""
    : `## Retries by layer\n\nA call that fails is tried again at each layer around it, so attempts multiply.\n\n${toMarkdown(table)}`;
}

/** Empty where no messages are published. */
function queues(findings: Findings): string {
  const table = queuesTable(findings);
  return table.rows.length === 0 ? "" : `## Queues of messages\n\n${toMarkdown(table)}`;
}

function errors(findings: Findings): string {
  const table = tables.errorsTable(findings);
  return `## Errors by cause and part\n\n${table === "" ? "None." : table}`;
}

function theorySection(findings: Findings): string {
  const table = theoryTable(findings);
  return table.rows.length === 0
    ? ""
    : `## Theory beside it\n\n${md(theoryWords(findings))}\n\n${details("Every closed form", toMarkdown(table))}`;
}

function measured(findings: Findings, speed: Speed | undefined): string {
  const { seed, version } = findings;
  const controls = controlWords(findings);
  return [
    ...(controls === "" ? [] : [`- ${md(controls)}`]),
    `- ${md(simulatedWords(findings, speed))}`,
    `- ${md(auditWords(findings))}`,
    `- Seed ${code(seed)}, headroom ${md(version)}.`,
  ].join("\n");
}

/** Headline differences, the gain from pairing, and every figure folded; empty without a comparison. */
function comparisonSection(findings: Findings): string {
  if (findings.comparisons.length === 0) return "";
  return [
    `## ${md(comparisonTitle(findings))}`,
    md(comparisonWords(findings)),
    toMarkdown(comparisonSummary(findings)),
    [summaryReasons(findings), ...comparisonSentences(findings)]
      .filter((each) => each !== "")
      .map((each) => `- ${md(each)}`)
      .join("\n"),
    details("Every figure, with and without pairs", toMarkdown(comparisonDetails(findings))),
  ]
    .filter((each) => each !== "")
    .join("\n\n");
}
