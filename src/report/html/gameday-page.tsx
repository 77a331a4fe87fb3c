/** The page of `headroom gameday`: what matters most, every fault with what users see of it, and the command. */
import type { GamedayFindings, TrialFindings } from "../../analysis/findings/gameday-findings.js";
import { gamedayChart } from "../../charts/gameday/gameday.js";
import { inline, showShare } from "../../charts/kit/estimate.js";
import { mechanismWords } from "../../charts/kit/mechanism.js";
import { gamedayTopology } from "../../charts/topology/gameday.js";
import { clean } from "../../text/safe-text.js";
import { gamedayAnswer } from "../gameday/answer.js";
import { backWords, conditionsOfDay, FALLBACKS, faultWords, modeWords, suffersWords } from "../gameday/words.js";
import type { Answer } from "../kit/answer.js";
import { searchedWords } from "../kit/search-words.js";
import type { Section } from "../kit/sections.js";
import type { Table } from "../kit/table.js";
import { answerBlock } from "./answer.js";
import { block, type Chapter, pictureBlock, RANK, sentenceBlock, tableBlock } from "./chapter.js";
import { pageDocument } from "./document.js";
import { againChapter, modelChapter } from "./model.js";
import type { HtmlOptions } from "./page.js";

export function gamedayHtml(found: GamedayFindings, { command, files = [], typed }: HtmlOptions): string {
  const answer = gamedayAnswer(found, typed);
  return pageDocument({
    title: `${clean(found.title) || clean(found.name)}: a game day`,
    verdict: answer.verdict,
    lead: "What do users see when each part in turn is down, slow, lossy or throttled, and when is it back?",
    chapters: [verdictChapter(found, answer), trialsChapter(found), modelChapter(files), againChapter(found, command)],
    whole: "All of it is in gameday.json.",
    data: "The same numbers as data: gameday.json beside this file.",
  });
}

function verdictChapter(found: GamedayFindings, answer: Answer): Chapter {
  return {
    id: "verdict",
    title: "Verdict",
    blocks: [
      answerBlock(answer),
      ...sentenceBlock(found.trials.flatMap(stuckWords)),
      ...sentenceBlock(found.objectives.map((each) => `Asked: ${each}`)),
      block(<p class="muted">{clean(`${conditionsOfDay(found)} ${searchedWords(found.simulated)}`)}</p>),
    ],
  };
}

/** "pay ten times as slow: retries turn …", of each after which it does not come back. */
const stuckWords = (trial: TrialFindings): string[] =>
  trial.mechanism === undefined ? [] : [`${trial.part} ${faultWords(trial)}: ${mechanismWords(trial.mechanism)}.`];

const trialsChapter = (found: GamedayFindings): Chapter => ({
  id: "faults",
  title: "Every fault",
  blocks: [
    ...drawnFaults(found),
    pictureBlock("gameday", gamedayChart(found)),
    ...tableBlock("t-faults", "What users see, hops without a fallback first", trialsTable(found), RANK.picture),
    block(
      <p class="muted">
        Lost: requests that came meanwhile and were not answered well. Slow: longer than 99% of the answers take on a
        good day.
      </p>,
    ),
  ],
});

function drawnFaults(found: GamedayFindings): Section[] {
  const drawn = gamedayTopology(found);
  return drawn === null ? [] : [pictureBlock("topology", drawn)];
}

const trialsTable = ({ trials, objectives }: GamedayFindings): Table => ({
  heads: [
    "part",
    "fault",
    ">lost",
    "how",
    "who suffers",
    "back after",
    "fallback",
    "asked by",
    ...(objectives.length === 0 ? [] : ["objectives"]),
  ],
  rows: trials.map((trial) => [
    trial.part,
    faultWords(trial),
    inline(showShare(trial.lost)),
    modeWords(trial),
    suffersWords(trial),
    backWords(trial),
    FALLBACKS[trial.fallback],
    trial.calledBy.join(", "),
    ...(objectives.length === 0 || trial.verdict === "none" ? [] : [{ verdict: trial.verdict }]),
  ]),
});
