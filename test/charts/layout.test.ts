/** Looks at the charts in a real browser: no text lies on another or leaves the picture. */
import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Findings } from "../../src/analysis/findings/findings.js";
import { ceilingChart } from "../../src/charts/ceiling/ceiling.js";
import { gamedayChart } from "../../src/charts/gameday/gameday.js";
import { charts } from "../../src/charts/index.js";
import { loop } from "../../src/charts/loop/loop.js";
import { sweep } from "../../src/charts/sweep/sweep.js";
import { beyondTopology } from "../../src/charts/topology/beyond.js";
import { gamedayTopology } from "../../src/charts/topology/gameday.js";
import { tornado } from "../../src/charts/tornado/tornado.js";
import { waterfallChart } from "../../src/charts/waterfall/waterfall.js";
import { knobSearch, search } from "./ceiling-fixture.js";
import { comparisonsOf } from "./comparisons.js";
import { converging } from "./convergence-fixture.js";
import { promising } from "./effects-fixture.js";
import { shopDay } from "./gameday-fixture.js";
import { turnedLoop } from "./loop-fixture.js";
import { queueing } from "./queues-fixture.js";
import { retrying } from "./retries-fixture.js";
import { sharded } from "./sharded-fixture.js";
import { showing } from "./shown-fixture.js";
import { semiFinal } from "./stages.js";
import { curve, map, queueMap, shares, stall, storm } from "./sweep-fixture.js";
import { besideTheory } from "./theory-fixture.js";
import { changedPicture, dayParts, manyParts, pictured, withTopology } from "./topology-fixture.js";
import { shopExplained } from "./waterfall-fixture.js";

const executablePath = "/usr/bin/chromium";
const installed = existsSync(executablePath);
if (!installed)
  console.warn(`Layout is not checked: there is no ${executablePath} (apt-get install chromium fonts-dejavu-core)`);

const study = semiFinal();
const withVariants = (variants: Findings["variants"]): Findings => ({
  ...study,
  variants,
  comparisons: comparisonsOf(variants),
});
const pick = (...indexes: number[]): Findings => withVariants(indexes.map((i) => study.variants[i]));
const renamed = (name: (i: number) => string): Findings =>
  withVariants(study.variants.map((variant, i) => ({ ...variant, name: name(i) })));

const studies: [string, Findings][] = [
  ["seven stages", study],
  ["one variant", pick(3)],
  ["a baseline and a proposal", pick(2, 5)],
  ["ten variants", pick(0, 1, 2, 3, 4, 5, 6, 4, 5, 6)],
  ["seventeen variants, all alike", pick(...Array(17).fill(1))],
  ["names of one long word", renamed((i) => `${"Wmmm".repeat(12)}${i}`)],
  ["names of many words", renamed((i) => `${"the shop with two of everything ".repeat(4)}${i}`)],
  ["figures that are shown", showing(study)],
  ["figures, names of one long word", showing(renamed((i) => `${"Wmmm".repeat(12)}${i}`))],
  ["figures, names of many words", showing(renamed((i) => `${"the shop with two of everything ".repeat(4)}${i}`))],
  ["effects", promising(study)],
  ["effects of one variant", promising(pick(1))],
  ["effects, names of one long word", promising(renamed((i) => `${"Wmmm".repeat(12)}${i}`))],
  ["shards", sharded(study)],
  ["queues", queueing(study)],
  ["a queue of one variant", queueing(pick(1))],
  ["three queues of six variants", queueing(pick(0, 1, 2, 3, 4, 5), ["mails", "exports", "thumbnails"])],
  [
    "queues, names of one long word",
    queueing(
      renamed((i) => `${"Wmmm".repeat(12)}${i}`),
      ["m".repeat(60)],
    ),
  ],
  ["queues of ten variants", queueing(pick(0, 1, 2, 3, 4, 5, 6, 4, 5, 6))],
  ["retries", retrying(study)],
  ["retries of one variant", retrying(pick(1))],
  ["retries, names of one long word", retrying(renamed((i) => `${"Wmmm".repeat(12)}${i}`))],
  ["pictures of seven stages", pictured(study)],
  ["a picture of one stage", pictured(pick(6))],
  ["a picture of forty parts", withTopology(study, manyParts(40))],
  ["a picture of nine parts", withTopology(study, manyParts(9))],
  [
    "a picture of parts of long names",
    withTopology(
      study,
      manyParts(14, (i) => `${"Wmmm".repeat(12)}${i}`),
    ),
  ],
  ["theory beside it", besideTheory(pick(0, 1))],
  ["a precision that was asked for", converging(pick(0, 1))],
  ["a precision, names of one long word", converging(renamed((i) => `${"Wmmm".repeat(12)}${i}`))],
  ["theory beside names of one long word", besideTheory(renamed((i) => `${"Wmmm".repeat(12)}${i}`))],
  [
    "no clock, no spike, no objectives",
    {
      ...study,
      spike: null,
      window: { ...study.window, clock: null },
      variants: study.variants.map((v) => ({ ...v, objectives: [] })),
    },
  ],
];

const long = "shop-db.queries.what-others-who-looked-at-this-also-bought.time";
const searches: [string, string][] = [
  ["a sweep of one knob", sweep(curve)],
  [
    "a sweep of one knob with a long name",
    sweep({ ...curve, knobs: curve.knobs.map((knob) => ({ ...knob, name: long })) }),
  ],
  ["a sweep that does not come back", sweep(stall)],
  ["a load up and down", loop(turnedLoop)],
  ["a game day", gamedayChart(shopDay)],
  ["a game day on the model", gamedayTopology({ ...shopDay, topology: dayParts })!],
  ["what is full beyond a ceiling", beyondTopology(search, { ...search.beyond!, topology: manyParts(9) })!],
  ["a change on its base", changedPicture(12)],
  ["a change of many parts", changedPicture(40)],
  ["single requests", waterfallChart(shopExplained)],
  [
    "single requests of long names",
    waterfallChart({
      ...shopExplained,
      traces: shopExplained.traces.map((trace) => ({
        ...trace,
        spans: trace.spans.map((span) => ({ ...span, name: long, cause: span.cause === null ? null : long })),
      })),
    }),
  ],
  ["a sweep of two knobs", sweep(map)],
  ["a sweep of a share", sweep(shares)],
  ["a map of a figure", sweep(queueMap)],
  [
    "a sweep of two knobs with long names",
    sweep({ ...map, knobs: map.knobs.map((knob) => ({ ...knob, name: long })) }),
  ],
  ["a search for a ceiling", ceilingChart(search)],
  ["a search for a ceiling that came far", ceilingChart({ ...search, expected: 3 })],
  ["a search whose ends meet at the edge", ceilingChart({ ...search, ceiling: { value: 300, low: 299, high: 300 } })],
  ["a search for the smallest value", ceilingChart({ ...knobSearch, knob: long })],
  ["a tornado", tornado(storm)],
  [
    "a tornado of long paths",
    tornado({ ...storm, guesses: storm.guesses.map((guess, i) => ({ ...guess, path: `${long}.${i}` })) }),
  ],
];

describe.skipIf(!installed)("in Chromium", () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
    page = await browser.newPage();
  });
  afterAll(() => browser.close());

  describe.each(studies)("%s", (_, findings) => {
    it.each(charts.filter(({ applies }) => applies(findings)))("$name", async ({ draw }) => {
      const [picture, ...texts] = await boxesOf(draw(findings));
      expect(texts.length).toBeGreaterThan(5);
      expect(texts.filter((box) => !inside(box, picture)).map(({ text }) => text)).toEqual([]);
      expect(overlaps(texts)).toEqual([]);
    });
  });

  it.each(searches)("%s", async (_, svg) => {
    const [picture, ...texts] = await boxesOf(svg);
    expect(texts.length).toBeGreaterThan(5);
    expect(texts.filter((box) => !inside(box, picture)).map(({ text }) => text)).toEqual([]);
    expect(overlaps(texts)).toEqual([]);
  });

  async function boxesOf(svg: string): Promise<Box[]> {
    await page.setContent(`<body style="margin:0">${svg}</body>`);
    // As a string, since it runs in the page, where this project's types do not reach.
    return page.evaluate(`[...document.querySelectorAll("svg text, svg")].map((element) => {
        const { left, top, right, bottom } = element.getBoundingClientRect();
        return { text: element.tagName === "svg" ? "" : element.textContent, left, top, right, bottom };
      })`);
  }
});

interface Box {
  readonly text: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

function inside(box: Box, picture: Box): boolean {
  return (
    box.left >= picture.left && box.top >= picture.top && box.right <= picture.right && box.bottom <= picture.bottom
  );
}

const air = 1; // Pixels that boxes may share: they are taller than what is drawn in them.

function overlaps(boxes: readonly Box[]): string[] {
  return boxes.flatMap((a, i) =>
    boxes
      .slice(i + 1)
      .filter(
        (b) => a.left < b.right - air && b.left < a.right - air && a.top < b.bottom - air && b.top < a.bottom - air,
      )
      .map((b) => `“${a.text}” and “${b.text}”`),
  );
}
