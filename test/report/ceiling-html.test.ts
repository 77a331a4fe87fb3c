/** `ceiling --html`: the ceiling, every look, what gives first, and the command. */
import { expect, it } from "vitest";
import { ceilingHtml } from "../../src/report/html/ceiling-page.js";
import { knobSearch, search } from "../charts/ceiling-fixture.js";
import { NASTY } from "./diff-fixture.js";
import { ceilingPage, command, parse, reading } from "./page.js";
import { expectSound } from "./sound-page.js";

const page = ceilingPage();
const document = parse(page);

it("reads as it did", () => expect(reading(document)).toMatchFileSnapshot("golden/ceiling-html.txt"));

it("has a row for every mark of the picture", () => {
  const verdicts = [...document.querySelectorAll("#t-looks tbody td:nth-child(3)")].map((each) => each.textContent);
  expect(verdicts.map((each) => each?.replace(/^. /, ""))).toEqual(search.probes.map(({ verdict }) => verdict));
  expect(document.querySelector("#chart-ceiling svg")).not.toBeNull();
});

it("says what is met in a look that is unknown all the same: it may grow", () => {
  const last = document.querySelector("#t-looks tbody tr:last-child")?.textContent;
  expect(last).toContain("may grow, too slowly to tell");
  expect(last).toContain("met 37.0\u00a0ms");
});

it("leaves out what gives first where nothing is proven to miss", () => {
  const alone = parse(ceilingHtml({ ...knobSearch, beyond: null }, { command }));
  expect([...alone.querySelectorAll("main > section")].map(({ id }) => id)).toEqual(["verdict", "search", "again"]);
});

it("is sound whatever names say, and the same bytes again", () => {
  expectSound(page);
  expect(ceilingPage()).toBe(page);
  const audit = { ok: false, failures: [NASTY] };
  const named = { ...knobSearch, title: NASTY, knob: NASTY, name: NASTY, objectives: [NASTY], audit };
  expectSound(ceilingHtml(named, { command: NASTY, files: [{ path: NASTY, text: NASTY }] }));
});
