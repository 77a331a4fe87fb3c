/** The pages in a real browser: axe finds nothing, nothing is asked for, and the keyboard reaches everything. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { explainHtml } from "../../src/report/html/explain-page.js";
import { gamedayHtml } from "../../src/report/html/gameday-page.js";
import { loopHtml, sweepHtml, tornadoHtml } from "../../src/report/html/sweep-page.js";
import { shopDay } from "../charts/gameday-fixture.js";
import { turnedLoop } from "../charts/loop-fixture.js";
import { map, stall, storm } from "../charts/sweep-fixture.js";
import { dayParts, manyParts, withTopology } from "../charts/topology-fixture.js";
import { shopExplained } from "../charts/waterfall-fixture.js";
import { ceilingPage, command, diffPage, files, nextPage, pageOf, shorter, sweepPage } from "./page.js";

const executablePath = "/usr/bin/chromium";
const installed = existsSync(executablePath);
if (!installed) console.warn(`The page is not looked at: there is no ${executablePath} (apt-get install chromium)`);

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const pages: [string, () => string, folds: number][] = [
  ["of a run", () => pageOf(shorter()), 9],
  ["of a diff", diffPage, 9],
  ["of a ceiling", ceilingPage, files.length],
  ["of a sweep", sweepPage, files.length],
];

const one = shorter();

// The same frame, with other pictures and tables in it.
const others: [string, () => string][] = [
  [
    "of forty parts",
    () => pageOf(withTopology({ ...one, comparisons: [], variants: [one.variants[0]] }, manyParts(40))),
  ],
  ["of a sweep that does not come back", () => sweepHtml(stall, { command, files })],
  ["of a map", () => sweepHtml(map, { command, files })],
  ["of a tornado", () => tornadoHtml(storm, { command, files })],
  ["of a loop", () => loopHtml(turnedLoop, { command, files })],
  ["of next", nextPage],
  ["of a game day", () => gamedayHtml({ ...shopDay, topology: dayParts }, { command, files })],
  ["of explain", () => explainHtml(shopExplained, { command, files })],
];

const folder = mkdtempSync(join(tmpdir(), "headroom-"));
let browser: Browser;
beforeAll(async () => {
  if (installed) browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** In strings what runs in the page, where this project's types do not reach. */
const unfold = `document.querySelectorAll("details").forEach((each) => { each.open = true; })`;

const allRules = (only: string): string => `axe.run(document, { ${only} resultTypes: ["violations", "passes"] })`;

interface Checked {
  readonly violations: { id: string; nodes: { html: string }[] }[];
  readonly passes: unknown[];
}

const told = ({ violations }: Checked): string[] =>
  violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);

/** The smallest text of the page, in pixels as they are shown. */
const smallest = `Math.min(...[...document.querySelectorAll("main *")].flatMap((each) => {
  const isSaid = [...each.childNodes].some(({ nodeType, data }) => nodeType === 3 && data.trim() !== "");
  if (!isSaid || each.getBoundingClientRect().width === 0 || ["title", "desc"].includes(each.tagName)) return [];
  const svg = each.closest("svg");
  const scale = svg?.viewBox.baseVal.width ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 1;
  return [parseFloat(getComputedStyle(each).fontSize) * scale];
}))`;

describe.skipIf(!installed).each(others)("the page %s in Chromium", (name, written) => {
  it("asks for nothing, is no wider than a telephone, can be read there and in the dark, and axe finds nothing", async () => {
    const file = join(folder, `${name}.html`);
    const text = written();
    writeFileSync(file, text);
    expect(text.length).toBeLessThan(500_000);
    expect(text).not.toMatch(/<script|<link|<iframe|@import|url\(/);
    const page = await browser.newPage({ viewport: { width: 360, height: 900 }, bypassCSP: true });
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    page.on("console", (message) => expect.fail(message.text()));
    await page.goto(`file://${encodeURI(file)}`);
    await page.evaluate(unfold);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(360);
    expect(await page.evaluate(smallest)).toBeGreaterThanOrEqual(8.5); // In the badge of a number of two digits.
    await page.evaluate(axe);
    expect(told((await page.evaluate(allRules(""))) as Checked)).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    expect(told((await page.evaluate(allRules(`runOnly: ["color-contrast"],`))) as Checked)).toEqual([]);
    expect(asked).toEqual([`file://${encodeURI(file)}`]);
    await page.close();
  });
});

describe.skipIf(!installed).each(pages)("the page %s in Chromium", (name, written, least) => {
  const file = join(folder, `${name.replaceAll(" ", "-")}.html`);
  beforeAll(() => writeFileSync(file, written()));

  /** With the page's own policy bypassed only where axe has to be put in. */
  async function open(colorScheme: "light" | "dark", width: number, bypassCSP = false): Promise<Page> {
    const page = await browser.newPage({ colorScheme, viewport: { width, height: 900 }, bypassCSP });
    page.on("request", (request) => expect(request.url()).toBe(`file://${file}`));
    page.on("console", (message) => expect.fail(message.text()));
    await page.goto(`file://${file}`);
    return page;
  }

  it.each([
    ["light", 1280, ""],
    ["dark", 360, `runOnly: ["color-contrast", "scrollable-region-focusable"],`], // The rest is the same.
  ] as const)("axe finds nothing: %s, %i pixels wide, all unfolded", async (scheme, width, only) => {
    const page = await open(scheme, width, true);
    await page.evaluate(unfold);
    await page.evaluate(axe);
    const checked = (await page.evaluate(allRules(only))) as Checked;
    expect(checked.passes.length).toBeGreaterThan(only === "" ? 20 : 1);
    expect(told(checked)).toEqual([]);
    await page.close();
  });

  it("is no wider than a telephone", async () => {
    const page = await open("light", 360);
    await page.evaluate(unfold);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(360);
    await page.close();
  });

  it("is dark on a dark screen, and light on paper all the same", async () => {
    const page = await open("dark", 1280);
    const colours = `[document.body, document.querySelector("figure svg rect")].map((each) =>
      (({ backgroundColor, fill }) => (each === document.body ? backgroundColor : fill))(getComputedStyle(each)))`;
    expect(await page.evaluate(colours)).toEqual(["rgb(21, 24, 28)", "rgb(21, 24, 28)"]);
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    expect(await page.evaluate(colours)).toEqual(["rgb(255, 255, 255)", "rgb(255, 255, 255)"]);
    await page.close();
  });

  it("the keyboard skips to the verdict, reaches every fold, and opens it", async () => {
    const page = await open("light", 1280);
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.textContent.trim()")).toBe("Skip to the verdict");
    await page.keyboard.press("Enter");
    const reached: string[] = [];
    for (let press = 0; press < 60 && reached.at(-1) !== "BODY"; press++) {
      await page.keyboard.press("Tab");
      reached.push(
        await page.evaluate(
          "(({ tagName, textContent }) => tagName === 'BODY' ? tagName : textContent)(document.activeElement)",
        ),
      );
    }
    const folds: string[] = await page.evaluate(
      `[...document.querySelectorAll("summary")].map((each) => each.textContent)`,
    );
    expect(folds.length).toBeGreaterThanOrEqual(least);
    expect(folds.filter((each) => !reached.includes(each))).toEqual([]);
    await page.focus("summary");
    await page.keyboard.press("Enter");
    expect(await page.evaluate(`document.querySelector("details").open`)).toBe(true);
    await page.close();
  });
});
