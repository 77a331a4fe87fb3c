/** The page of `headroom ceiling --html`: the ceiling, its search, the bottleneck beyond it, and the checks. */

import type { BeyondFindings, CeilingFindings, ProbeFindings } from "../../analysis/findings/ceiling-findings.js";
import { loadWords } from "../../charts/ceiling/caption.js";
import { ceilingChart } from "../../charts/ceiling/ceiling.js";
import { duration } from "../../charts/kit/format.js";
import { list } from "../../charts/kit/words.js";
import { beyondTopology } from "../../charts/topology/beyond.js";
import { clean } from "../../text/safe-text.js";
import { beyondSentences, ceilingAnswer } from "../ceiling/answer.js";
import { isGrowthOpen } from "../ceiling/looks.js";
import { measuredWords } from "../diff/words.js";
import type { Answer } from "../kit/answer.js";
import { searchedWords, windowWords } from "../kit/search-words.js";
import type { Section } from "../kit/sections.js";
import type { Table } from "../kit/table.js";
import { answerBlock } from "./answer.js";
import { block, type Chapter, pictureBlock, sentenceBlock, tableBlock } from "./chapter.js";
import { pageDocument } from "./document.js";
import { againChapter, modelChapter } from "./model.js";
import type { HtmlOptions } from "./page.js";

export function ceilingHtml(found: CeilingFindings, { command, files = [], typed }: HtmlOptions): string {
  const answer = ceilingAnswer(found, typed);
  return pageDocument({
    title: found.title,
    verdict: answer.verdict,
    lead:
      found.of === "knob"
        ? `What is the smallest value of ${found.knob} that meets the objectives?`
        : "What is the highest load that meets the objectives?",
    chapters: [
      verdictChapter(found, answer),
      searchChapter(found),
      beyondChapter(found),
      modelChapter(files),
      againChapter(found, command),
    ],
    whole: "All of it is in what the same command prints with --json.",
    data: "The same numbers as data: the same command with --json.",
  });
}

function verdictChapter(found: CeilingFindings, answer: Answer): Chapter {
  const { audit, objectives, stopped } = found;
  return {
    id: "verdict",
    title: "Verdict",
    blocks: [
      answerBlock(answer),
      block(
        <>
          {!audit.ok && (
            <p class="alarm">{clean(`The runs FAILED their own checks: ${list(audit.failures.slice(0, 5))}.`)}</p>
          )}
          {stopped === "budget" && <p>The budget is spent; a larger one (--budget) narrows the interval.</p>}
        </>,
      ),
      ...sentenceBlock(objectives.map((each) => `Asked: ${each}`)),
      block(<p class="muted">{clean(`${windowWords(found)}. ${searchedWords(found.simulated)}`)}</p>),
    ],
  };
}

const searchChapter = (found: CeilingFindings): Chapter => ({
  id: "search",
  title: "The search",
  blocks:
    found.probes.length === 0
      ? []
      : [
          pictureBlock("ceiling", ceilingChart(found)),
          ...tableBlock("t-looks", "Every look, in the order in which they were made", looksTable(found)),
        ],
});

function looksTable(found: CeilingFindings): Table {
  const { probes, objectives, knob } = found;
  return {
    heads: [
      "look",
      knob === null ? ">load" : ">value",
      "verdict",
      ">replications",
      ">length",
      "in the system",
      ...objectives,
    ],
    rows: probes.map((probe, i) => [
      String(i + 1),
      loadWords(found, probe.at),
      { verdict: probe.verdict },
      String(probe.replications),
      duration(probe.windowMs),
      growthWords(probe),
      ...objectives.map((asked) => measured(probe, asked)),
    ]),
  };
}

function growthWords(probe: ProbeFindings): string {
  if (probe.standing) return "waits for each other for ever";
  if (probe.growing) return "grows all along";
  return isGrowthOpen(probe) ? "may grow, too slowly to tell" : "";
}

function measured({ objectives }: ProbeFindings, asked: string): string {
  const found = objectives.find(({ metric, expression }) => `${metric}: ${expression}` === asked);
  return found === undefined ? "" : measuredWords(found, found.unit);
}

/** Empty unless some load is proven to miss. */
const beyondChapter = (found: CeilingFindings): Chapter => ({
  id: "beyond",
  title: found.of === "knob" ? "What gives first below" : "What gives first beyond",
  blocks:
    found.beyond === null
      ? []
      : [block(<p>{clean(beyondSentences(found, found.beyond).join(" "))}</p>), ...drawnBeyond(found, found.beyond)],
});

function drawnBeyond(found: CeilingFindings, beyond: BeyondFindings): Section[] {
  const drawn = beyondTopology(found, beyond);
  return drawn === null ? [] : [pictureBlock("topology", drawn)];
}
