/** `diff --html`: what the diff says in the order of a review, then both runs; and nothing breaks out of its place. */
import { expect, it } from "vitest";
import { diffHtml } from "../../src/report/html/diff/page.js";
import { ceilings, diffOf, NASTY } from "./diff-fixture.js";
import { command, diffPage, files, parse, reading, shorter } from "./page.js";
import { expectSound } from "./sound-page.js";

const page = diffPage();
const document = parse(page);
const text = (selector: string) => document.querySelector(selector)?.textContent ?? "";

it("reads as it did", () => expect(reading(document)).toMatchFileSnapshot("golden/diff-html.txt"));

it("says first what the diff found, then shows both runs, and the command last", () => {
  const own = ["verdict", "changes", "effect", "bottleneck", "ceiling", "cost", "risks"];
  const ofRuns = ["difference", "time", "timeline", "tables", "checks", "model", "again"];
  expect([...document.querySelectorAll("main > section")].map(({ id }) => id)).toEqual([...own, ...ofRuns]);
  expect(document.querySelector(".verdict.missed")?.textContent).toMatch(/^The proposal is worse and misses 1 of 3/);
  expect(text("#again pre")).toBe(command);
});

it("the ceiling has both proven ends, before and after, and says of which sort it is", () => {
  const rows = [...document.querySelectorAll("#t-ceiling tbody tr")].map((row) =>
    [...row.children].map((cell) => cell.textContent),
  );
  expect(rows).toEqual([
    ["before", "16.0/s", "24.0/s", "30.0/s", "0.530 to 0.800", "nothing"],
    ["after", "36.0/s", "38.0/s", "30.0/s", "1.20 to 1.27", "web cores"],
  ]);
  expect(text("#ceiling")).toContain("highest load that meets the objectives");
  const backlog = parse(diffHtml({ ...diffOf("x"), ceiling: { ...ceilings, of: "backlog" } }, shorter(), { command }));
  expect(backlog.querySelector("#ceiling")?.textContent).toContain("by a backlog that never ends");
  const none = parse(diffHtml({ ...diffOf("x"), ceiling: null }, shorter(), { command }));
  expect(none.querySelector("#t-ceiling")).toBeNull();
});

it("is sound whatever names and values say, short, and the same bytes again", () => {
  expectSound(page);
  expectSound(diffHtml(diffOf(NASTY), shorter(), { command: NASTY, files: [{ path: NASTY, text: NASTY }] }));
  expect(diffPage()).toBe(page);
  expect(new TextEncoder().encode(page).length).toBeLessThan(500_000);
  expect(document.querySelectorAll("#model pre")).toHaveLength(files.length);
});
