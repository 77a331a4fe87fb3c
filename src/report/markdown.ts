/** `report.md`: the verdict first, then what it rests on, then how to see it again. */
import type { Findings } from "../analysis/findings.js";
import { charts } from "../charts/index.js";
import { tickTime } from "../charts/time-axis.js";
import { comparisonSection } from "./markdown-comparisons.js";
import * as tables from "./markdown-tables.js";
import { code, details, md } from "./markdown-text.js";
import { overloadWords } from "./overload-words.js";
import { recoveryWords } from "./recovery-words.js";
import { auditFailed, auditWords, controlWords, type Speed, simulatedWords } from "./run-words.js";
import { assemble, type Section } from "./sections.js";
import { steadyWords } from "./steady-words.js";
import { theoryTable } from "./theory-table.js";
import { theoryWarnings, theoryWords } from "./theory-words.js";
import { driftWords, unfinishedWords, unknownWords } from "./unknown-words.js";
import { claimsWords, objectiveWords, verdictWords } from "./verdict-words.js";

export interface MarkdownOptions {
  readonly command: string; // That makes this report again.
  readonly speed?: Speed;
}

const mostCharacters = 65_000; // What a comment on a pull request holds, with room to spare.

export function markdown(findings: Findings, { command, speed }: MarkdownOptions): string {
  const claims = claimsWords(findings);
  const caution = auditFailed(findings) ? `\n\n> [!CAUTION]\n> ${md(auditWords(findings))}` : "";
  const sections: Section[] = [
    must(`# ${md(findings.title || findings.name)}`),
    must(findings.question === null ? "" : md(findings.question)),
    must(`**${md(verdictWords(findings))}**${claims === "" ? "" : ` ${md(claims)}`}${caution}`),
    must([...findings.objectives.map((each) => `Asked: ${code(each)}`), conditions(findings)].join("  \n")),
    must(tables.stageTable(findings)),
    must(remarks(findings)),
    ...charts
      .filter((chart) => chart.applies(findings))
      .map(({ name, caption }) => must(`![${md(caption(findings).description)}](${name}.svg)`)),
    may("comparison", comparisonSection(findings)),
    may(
      "where time goes",
      `## Where time goes\n\nMean wait for the busiest resource of each part, p99 in brackets.\n\n${tables.waitingTable(findings)}`,
    ),
    may("what gives first", `## What gives first\n\n${tables.saturationTable(findings)}`),
    may("errors", errors(findings)),
    may("objectives", findings.objectives.length === 0 ? "" : `## Objectives\n\n${tables.objectivesTable(findings)}`),
    may("claims", findings.claims.length === 0 ? "" : `## Claims\n\n${tables.claimsTable(findings)}`),
    may("endpoints", `## Endpoints\n\n${details("Every endpoint of every model", tables.endpointsTable(findings))}`),
    may("models", `## Models\n\n${tables.modelsTable(findings)}`),
    may("theory", theorySection(findings)),
    must(`## How it was measured\n\n${measured(findings, speed)}`),
    may(
      "notes",
      findings.notes.length === 0 ? "" : `## Notes\n\n${findings.notes.map((note) => `- ${md(note)}`).join("\n")}`,
    ),
    must(`## See it again\n\n${["```sh", command.replace(/\s+/g, " ").replaceAll("```", ""), "```"].join("\n")}`),
  ];
  return assemble(sections, mostCharacters);
}

const must = (text: string): Section => ({ text, name: null });
const may = (name: string, text: string): Section => ({ text, name });

function remarks(findings: Findings): string {
  const { how, short } = steadyWords(findings);
  const sentences = [
    ...objectiveWords(findings),
    ...unknownWords(findings),
    driftWords(findings),
    short,
    how,
    recoveryWords(findings),
    unfinishedWords(findings),
    ...theoryWarnings(findings),
    ...overloadWords(findings),
  ];
  return sentences
    .filter((each) => each !== "")
    .map((each) => `- ${md(each)}`)
    .join("\n");
}

function errors(findings: Findings): string {
  const table = tables.errorsTable(findings);
  return `## Errors by cause and part\n\n${table === "" ? "None." : table}`;
}

function theorySection(findings: Findings): string {
  const table = theoryTable(findings);
  return table === ""
    ? ""
    : `## Theory beside it\n\n${md(theoryWords(findings))}\n\n${details("Every closed form", table)}`;
}

function conditions({ window, spike, confidence }: Findings): string {
  const span = ({ fromMs, toMs }: { fromMs: number; toMs: number }) =>
    `${tickTime(fromMs, window.clock)}–${tickTime(toMs, window.clock)}`;
  const day = window.clock === null ? "" : ` on ${window.clock.slice(0, 10)}`;
  const shaded = spike === null ? "" : ` The spike: ${spike.label}, ${span(spike)}.`;
  return md(
    `Counted: requests that arrive ${span(window)}${day}.${shaded} Intervals: ${Math.round(confidence * 100)}%, over ${window.replications} replications.`,
  );
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
