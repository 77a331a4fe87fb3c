/** The pages in a real browser: axe finds nothing, nothing is asked for, and the keyboard reaches everything. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ceilingPage, diffPage, files, pageOf, shorter, sweepPage } from "./page.js";

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

describe.skipIf(!installed).each(pages)("the page %s in Chromium", (_, written, least) => {
  const folder = mkdtempSync(join(tmpdir(), "headroom-"));
  const file = join(folder, "report.html");
  let browser: Browser;
  beforeAll(async () => {
    writeFileSync(file, written());
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** With the page's own policy bypassed only where axe has to be put in. */
  async function open(colorScheme: "light" | "dark", width: number, bypassCSP = false): Promise<Page> {
    const page = await browser.newPage({ colorScheme, viewport: { width, height: 900 }, bypassCSP });
    page.on("request", (request) => expect(request.url()).toBe(`file://${file}`));
    page.on("console", (message) => expect.fail(message.text()));
    await page.goto(`file://${file}`);
    return page;
  }

  // In strings what runs in the page, where this project's types do not reach.
  const unfold = `document.querySelectorAll("details").forEach((each) => { each.open = true; })`;

  it.each([
    ["light", 1280, ""],
    ["dark", 360, `runOnly: ["color-contrast", "scrollable-region-focusable"],`], // The rest is the same.
  ] as const)("axe finds nothing: %s, %i pixels wide, all unfolded", async (scheme, width, only) => {
    const page = await open(scheme, width, true);
    await page.evaluate(unfold);
    await page.evaluate(axe);
    const { violations, passes } = (await page.evaluate(
      `axe.run(document, { ${only} resultTypes: ["violations", "passes"] })`,
    )) as { violations: { id: string; nodes: { html: string }[] }[]; passes: unknown[] };
    expect(passes.length).toBeGreaterThan(only === "" ? 20 : 1);
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
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
