/** `next --html` and what `next` says: the change to try first, every change with its reason, the best as a file. */
import { expect, it } from "vitest";
import { nextHtml } from "../../src/report/html/next-page.js";
import { nextAnswer } from "../../src/report/next/answer.js";
import { nextTerminal } from "../../src/report/next/terminal.js";
import { columns } from "../../src/text/width.js";
import { NASTY } from "./diff-fixture.js";
import { shopNext } from "./next-fixture.js";
import { command, nextPage, parse } from "./page.js";
import { expectSound } from "./sound-page.js";

const page = nextPage();
const document = parse(page);
const rows = (id: string) => [...document.querySelectorAll(`#${id} tbody th`)].map((each) => each.textContent);

it("has the answer first, each change once, and the best as a file", () => {
  expect(document.querySelector("p.verdict")?.textContent).toBe(nextAnswer(shopNext).verdict);
  expect([...rows("t-helps"), ...rows("t-others"), ...rows("t-untried")]).toEqual(
    shopNext.changes.map(({ name }) => name),
  );
  expect(document.querySelector("#best pre")?.textContent).toBe(shopNext.changes[0]!.overlay);
  expect([...document.querySelectorAll("main > section")].at(-1)?.textContent).toContain(command);
});

it("says the change, what it does, today's state, its price and what gives next", () => {
  const { verdict, why, next } = nextAnswer(shopNext, "npx headroom run x.yaml");
  expect(verdict.replaceAll("\u00a0", " ")).toBe(
    "The best change found for “A shop” is “db: a cache of item”: p99 falls from 600 ms to 42.0 ms, and every objective is met.",
  );
  expect(why.map((each) => each.replaceAll("\u00a0", " "))).toEqual([
    "Today p99 is 600 ms ±60, asked was < 300ms.",
    "The bottleneck is db cores, 99% busy.",
    "The change mends “read pressure”: there are more reads than one place can answer.",
    "Its price: +1 cache; stale answers, and when to forget them.",
    "This assumes that 80% of the look-ups hit: make sure of it.",
    "With it db cores are 86% busy, the next to give.",
  ]);
  expect(next?.command).toBe("npx headroom run x.yaml");
});

it("without a change that is known to help, says so, and why where nothing is known", () => {
  const only = (verdict: "unknown" | "nothing", measured: number) =>
    nextAnswer({
      ...shopNext,
      best: null,
      now: { ...shopNext.now, measured: { value: measured, low: measured, high: measured } },
      changes: shopNext.changes.slice(0, 2).map((each) => ({ ...each, verdict, loses: null })),
    });
  expect(only("unknown", 0).verdict).toBe("It is unknown whether a change helps: all 2 that were tried are undecided.");
  expect(only("unknown", 0).why[0]).toBe("Goodput falls by 6.4%.");
  expect(only("nothing", 600).verdict).toBe("No change helps: none of the 2 tried improves p99 by more than 2%.");
});

it.each([80, 120])("fits a terminal of %d columns and a screen, and says of every change with --verbose", (width) => {
  const said = (verbose: boolean) =>
    nextTerminal(shopNext, { colour: false, width, verbose, tryIt: "npx headroom run" });
  for (const text of [said(false), said(true)])
    for (const line of text.split("\n")) expect(columns(line), line).toBeLessThanOrEqual(width);
  expect(said(false).split("\n").length).toBeLessThanOrEqual(40);
  for (const { name } of shopNext.changes) expect(said(true).replace(/\s+/g, " ")).toContain(name);
  expect(said(false)).not.toContain("db: a pool of 5");
  expect(said(false).replace(/\s+/g, " ")).toContain(
    "Of the other changes one makes it worse, one is undecided, one gains nothing and one cannot gain",
  );
});

it("is sound whatever names say, and the same bytes again", () => {
  expectSound(page);
  expect(nextPage()).toBe(page);
  const changes = shopNext.changes.map((each) => ({ ...each, name: NASTY, treats: NASTY, why: NASTY, overlay: NASTY }));
  const named = { ...shopNext, title: NASTY, name: NASTY, metric: NASTY, changes, best: NASTY };
  expectSound(nextHtml(named, { command: NASTY, tryIt: NASTY, files: [{ path: NASTY, text: NASTY }] }));
});
