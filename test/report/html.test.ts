/** `report.html` as a document: its order, what it keeps out, and that nothing written in a file breaks out of its place. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Findings } from "../../src/analysis/findings/findings.js";
import { html } from "../../src/report/html/page.js";
import { markdown } from "../../src/report/run/markdown.js";
import * as arbitrary from "../charts/arbitrary.js";
import { retrying } from "../charts/retries-fixture.js";
import { semiFinal } from "../charts/stages.js";
import { command, files, pageOf, parse, reading, shorter } from "./page.js";
import { expectSound } from "./sound-page.js";

const study = shorter();
const page = pageOf(study);
const document = parse(page);
const bytes = (text: string) => new TextEncoder().encode(text).length;

it("reads as it did", () => expect(reading(document)).toMatchFileSnapshot("golden/report-html.txt"));

it("answers the questions in their order, the verdict first and the command last", () => {
  const chapters = [...document.querySelectorAll("main > section")].map(({ id }) => id);
  const order = ["verdict", "difference", "ceiling", "time", "timeline", "tables", "checks", "model", "again"];
  expect(chapters).toEqual(order);
  expect(document.querySelector("#again pre")?.textContent).toBe(command);
});

it("leaves out chapters that have nothing to say, from the contents too", () => {
  const [variant] = study.variants;
  const alone = parse(html({ ...study, variants: [{ ...variant, load: [] }], comparisons: [] }, { command }));
  expect(alone.querySelectorAll("#difference, #ceiling, #model")).toHaveLength(0);
  expect([...alone.querySelectorAll("nav a")].map((link) => link.getAttribute("href"))).toEqual(
    ["verdict", "time", "timeline", "tables", "checks", "again"].map((id) => `#${id}`),
  );
});

it("the same findings give the same bytes", () => expect(pageOf(shorter())).toBe(page));

it("gives every chart a table with its numbers", () => {
  for (const [chart, table] of [
    ["latency-over-time", "t-latency-3"],
    ["saturation-over-time", "t-busy-3"],
    ["load", "t-load"],
    ["paired-difference", "t-pairs"],
  ]) {
    expect(document.querySelector(`#chart-${chart} svg`), chart).not.toBeNull();
    expect(document.querySelectorAll(`#${table} tbody tr`).length, table).toBeGreaterThan(3);
  }
});

it("shows the files as they were written", () =>
  expect([...document.querySelectorAll("#model pre")].map((each) => each.textContent?.trim())).toEqual(
    files.map(({ text }) => text.trim()),
  ));

describe("fits", () => {
  const seven = semiFinal();

  it("into 500 KB with seven variants, and nothing is left out", () => {
    const whole = pageOf(seven);
    expect(bytes(whole)).toBeLessThan(500_000);
    expect(whole).not.toContain("Left out");
  });

  it("with forty variants too: the least needed goes first, and that is said", () => {
    const variants = Array.from({ length: 40 }, (_, i) => ({ ...seven.variants[i % 7], name: `variant ${i}` }));
    const long = html({ ...seven, variants }, { command, files });
    expect(bytes(long)).toBeLessThan(500_000);
    expect(long).toContain("Left out for length: The numbers: ");
    for (const kept of ["Objectives met by", command]) expect(long).toContain(kept);
  });
});

describe("whatever it is given", () => {
  const check = (findings: Findings, text: string) =>
    expectSound(html(findings, { command: text, files: [{ path: text, text }] }));

  it("is sound for the shop", () => expectSound(page));

  it("is sound, bugs and all", () => {
    fc.assert(
      fc.property(arbitrary.findings(true), arbitrary.text, (findings, text) => check(findings, text)),
      { numRuns: 15, interruptAfterTimeLimit: 5_000 },
    );
  });

  it("nothing written in a file becomes an element", () => {
    const nasty = `</style></title></pre><script>alert(1)</script><img src=x onerror=alert(1)>" onclick="x" <!-- ]]>\u001b[31m\u202e`;
    const [variant, ...others] = study.variants;
    const errors = variant.all.errors.map((each) => ({ ...each, cause: nasty, part: nasty }));
    const audit = { ...variant.audit, ok: false, failures: [nasty] };
    const named = { ...variant, name: nasty, model: nasty, summary: nasty, all: { ...variant.all, errors }, audit };
    const parts = { parts: { [nasty]: variant.parts.machine } };
    const variants = [{ ...named, ...parts }, ...others];
    const all = { title: nasty, question: nasty, name: nasty, seed: nasty, version: nasty, notes: [nasty], variants };
    check({ ...study, ...all, comparisons: study.comparisons.map((each) => ({ ...each, baseline: nasty })) }, nasty);
  });
});

it("says what does not come back first: in the window's title, in the answer, and in markdown before the first table", () => {
  const down = retrying(study);
  const said = parse(pageOf(down));
  const sentence = "“A connection pool with a timeout” does not come back after “penalty shoot-out”";
  expect(said.title.replaceAll("\u00a0", " ")).toMatch(
    /^[^:]+: “A connection pool with a timeout” does not come back after “penalty shoot-out”, since/,
  );
  const verdict = said.querySelector("#verdict")!;
  expect(verdict.querySelector(".answer")?.textContent.replaceAll("\u00a0", " ")).toContain(sentence);
  expect(verdict.textContent.replaceAll("\u00a0", " ").split(sentence)).toHaveLength(2); // Once.
  const text = markdown(down, { command }).replaceAll("&nbsp;", " ").replaceAll("\u00a0", " ");
  expect(text.indexOf(sentence)).toBeGreaterThan(0);
  expect(text.indexOf(sentence)).toBeLessThan(text.indexOf("| p50"));
});
