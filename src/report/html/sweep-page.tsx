/** The pages of `headroom sweep --html`: the answer, the picture, every point, the model and the command. */
import type { LoopFindings } from "../../analysis/findings/loop-findings.js";
import type { SweepFindings, SweepPoint } from "../../analysis/findings/sweep-findings.js";
import type { ChangeFindings, TornadoFindings } from "../../analysis/findings/tornado-findings.js";
import { inline, showDuration, showMeasured, showRate, showShare } from "../../charts/kit/estimate.js";
import { plainNumber, roundDuration } from "../../charts/kit/format.js";
import { list } from "../../charts/kit/words.js";
import { loop as loopChart } from "../../charts/loop/loop.js";
import { backWords, boundaryWords, openWords } from "../../charts/sweep/back-words.js";
import { sweep as sweepChart } from "../../charts/sweep/sweep.js";
import { valueWords } from "../../charts/sweep/value-words.js";
import { tornado as tornadoChart } from "../../charts/tornado/tornado.js";
import { clean } from "../../text/safe-text.js";
import type { Answer } from "../kit/answer.js";
import { searchedWords, windowWords } from "../kit/search-words.js";
import type { Cell, Table } from "../kit/table.js";
import { sweepAnswer } from "../sweep/answer.js";
import { loopAnswer } from "../sweep/loop-answer.js";
import { sideWords } from "../sweep/tornado.js";
import { tornadoAnswer } from "../sweep/tornado-answer.js";
import { answerBlock } from "./answer.js";
import { block, type Chapter, pictureBlock, RANK, sentenceBlock, tableBlock } from "./chapter.js";
import { pageDocument } from "./document.js";
import { againChapter, modelChapter } from "./model.js";
import type { HtmlOptions } from "./page.js";

interface Parts {
  readonly answer: Answer;
  readonly lead: string;
  readonly notes: readonly string[];
  readonly picture: { readonly name: string; readonly drawn: string };
  readonly table: { readonly caption: string; readonly of: Table };
  readonly asked: readonly string[];
}

export const sweepHtml = (found: SweepFindings, options: HtmlOptions): string =>
  page(found, options, {
    answer: sweepAnswer(found, options.typed),
    lead: `What happens over ${list(found.knobs.map(({ name }) => name))}?`,
    notes: [openWords(found), boundaryWords(found)],
    picture: { name: "sweep", drawn: sweepChart(found) },
    table: { caption: "Every point, with 95% intervals", of: pointsTable(found) },
    asked: found.objectives,
  });

export const tornadoHtml = (found: TornadoFindings, options: HtmlOptions): string =>
  page(found, options, {
    answer: tornadoAnswer(found, options.typed),
    lead: `Which number matters most to ${found.metric}, when each is ${Math.round(found.change * 100)}% off?`,
    notes: found.leftOut.map(({ why }) => `Left out: ${why}.`),
    picture: { name: "tornado", drawn: tornadoChart(found) },
    table: { caption: `Change of ${found.metric}, what matters most first`, of: numbersTable(found) },
    asked: found.objectives,
  });

export const loopHtml = (found: LoopFindings, options: HtmlOptions): string =>
  page(found, options, {
    answer: loopAnswer(found, options.typed),
    lead: "Does it come back the way it fell, when the load goes up and down again?",
    notes: [`Each load lasts ${roundDuration(found.stepMs)}, of which the second half counts.`],
    picture: { name: "loop", drawn: loopChart(found) },
    table: { caption: "Goodput at every step", of: stepsTable(found) },
    asked: [],
  });

type Found = SweepFindings | TornadoFindings | LoopFindings;

function page(found: Found, { command, files = [] }: HtmlOptions, parts: Parts): string {
  const { answer, lead, picture, table } = parts;
  return pageDocument({
    title: clean(found.title) || clean(found.name),
    verdict: answer.verdict,
    lead,
    chapters: [
      verdictChapter(found, parts),
      {
        id: "points",
        title: "The numbers",
        blocks: tableBlock("t-points", table.caption, table.of, RANK.picture),
      },
      modelChapter(files),
      againChapter(found, command),
    ],
    whole: `All of it is in ${picture.name}.json.`,
    data: `The same numbers as data: ${picture.name}.json, in the folder that the command writes.`,
  });
}

/** With the picture at once: it is what a sweep is made for. */
const verdictChapter = (found: Found, { answer, notes, picture, asked }: Parts): Chapter => ({
  id: "verdict",
  title: "Verdict",
  blocks: [
    answerBlock(answer),
    ...(found.audit.ok
      ? []
      : [
          block(
            <p class="alarm">
              {clean(`The runs FAILED their own checks: ${list(found.audit.failures.slice(0, 5))}.`)}
            </p>,
          ),
        ]),
    pictureBlock(picture.name, picture.drawn),
    ...sentenceBlock([...notes, ...asked.map((each) => `Asked: ${each}`)]),
    block(<p class="muted">{clean(`${windowWords(found)}. ${searchedWords(found.simulated)}`)}</p>),
  ],
});

function pointsTable(found: SweepFindings): Table {
  const { knobs, figures, objectives, points } = found;
  const hasBack = points.some(({ back }) => back !== undefined);
  return {
    heads: [
      ...knobs.map(({ name }) => name),
      ">offered",
      ...(figures?.map(({ name }) => `>${name}`) ?? [">p50", ">p99"]),
      ">errors",
      ...(hasBack ? ["runs that come back"] : []),
      ...(objectives.length === 0 ? [] : ["objectives"]),
      "full first",
    ],
    rows: points.map((point) => [
      ...point.at.map((value, i) => valueWords(knobs[i]!, value)),
      inline(showRate(point.offeredLoad)),
      ...(figures?.map(({ name, unit }) =>
        figureCell(point, inline(showMeasured(point.figures?.[name] ?? NONE, unit))),
      ) ?? [
        figureCell(point, inline(showDuration(point.p50Ms))),
        figureCell(point, inline(showDuration(point.p99Ms))),
      ]),
      inline(showShare(point.errorRate)),
      ...(hasBack ? [point.back === undefined ? "" : backWords(point.back)] : []),
      ...(objectives.length === 0 ? [] : [{ verdict: point.verdict }]),
      point.first === null ? "" : `${point.first.part} ${point.first.resource}`,
    ]),
  };
}

const NONE = { value: null, low: null, high: null };

function figureCell({ growing, standing }: SweepPoint, shown: string): Cell {
  if (shown !== "unknown") return shown;
  return standing ? "stands still" : growing ? "grows" : shown;
}

function numbersTable(found: TornadoFindings): Table {
  const percent = Math.round(found.change * 100);
  const side = (each: ChangeFindings | null): Cell => (each === null ? "" : sideWords(found, each));
  const judged = (each: ChangeFindings | null): Cell => (each === null ? "" : { verdict: each.verdict });
  const hasVerdicts = found.objectives.length > 0;
  return {
    heads: [
      "number",
      "as written",
      `>−${percent}%`,
      ...(hasVerdicts ? ["objectives then"] : []),
      `>+${percent}%`,
      ...(hasVerdicts ? ["objectives then"] : []),
    ],
    rows: found.guesses.map(({ path, value, less, more }) => [
      path,
      value,
      side(less),
      ...(hasVerdicts ? [judged(less)] : []),
      side(more),
      ...(hasVerdicts ? [judged(more)] : []),
    ]),
  };
}

function stepsTable({ up, down }: LoopFindings): Table {
  return {
    heads: ["load", ">offered", ">goodput going up", ">coming down"],
    rows: up.map(({ at, offeredLoad, goodput }) => {
      const back = down.find((step) => step.at === at);
      return [
        `×${plainNumber(at)}`,
        inline(showRate(offeredLoad)),
        inline(showRate(goodput)),
        back === undefined ? "" : inline(showRate(back.goodput)),
      ];
    }),
  };
}
