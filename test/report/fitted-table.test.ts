/** Tables of the terminal: no row is wider than it, no two cells touch, and no number or word that decides is cut. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Findings } from "../../src/analysis/findings/findings.js";
import { showChange, showRelative, verdictWord } from "../../src/charts/kit/change.js";
import { showDuration, showRate, showShare } from "../../src/charts/kit/estimate.js";
import { figure, fittedTable, numbered, words } from "../../src/report/kit/fitted-table.js";
import { comparisonLines, METRICS } from "../../src/report/run/comparison-table.js";
import { differenceOf } from "../../src/report/run/comparison-words.js";
import { tableLines } from "../../src/report/run/main-table.js";
import { plain } from "../../src/text/safe-text.js";
import { columns } from "../../src/text/width.js";
import * as arbitrary from "../charts/arbitrary.js";

const same = (text: string) => text;
const paints = { bold: same, dim: same, verdict: { met: same, missed: same, unknown: same } };
const runs = { numRuns: 200, interruptAfterTimeLimit: 20_000 };

/** Each stands in the text by itself: between spaces, or where a line begins or ends. */
function holds(lines: readonly string[], texts: readonly string[]): void {
  const text = ` ${lines.join(" \n ")} `;
  for (const each of texts.map(plain).filter((one) => one !== "")) expect(text).toContain(` ${each} `);
}

const fits = (lines: readonly string[]): void => {
  for (const line of lines) expect(columns(line)).toBeLessThanOrEqual(80);
};

describe("whatever was found", () => {
  const each = (check: (findings: Findings) => void): void =>
    fc.assert(fc.property(arbitrary.findings(false), check), runs);

  it("the table of variants", () =>
    each((findings) => {
      const lines = tableLines(findings, paints);
      fits(lines);
      for (const { all, verdict, objectives } of findings.variants)
        holds(lines, [
          ...[all.latencyMs.p50, all.latencyMs.p99].map((one) => showDuration(one).value),
          showShare(all.errorRate).value,
          showRate(all.goodput).value,
          verdict === "none" || objectives.length === 0 ? "" : verdict, // Of nothing asked, nothing is told.
        ]);
    }));

  it("the table against the baseline", () =>
    each((findings) => {
      const lines = comparisonLines(findings, paints);
      fits(lines);
      for (const comparison of findings.comparisons)
        for (const found of METRICS.map((metric) => differenceOf(comparison, metric)).filter((one) => one !== null))
          holds(lines, [
            showChange(found.difference, found.unit).value,
            found.relative.value === null ? "" : showRelative(found.relative).value,
            ...(found.verdict === "unknown" ? [] : verdictWord(found).split(" ")),
          ]);
    }));
});

it("no two cells touch: between columns are two spaces, or one between a value and its interval", () =>
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 1, max: 999_999 }), fc.constantFrom("", "±1", "10–2,000")), {
        minLength: 2,
        maxLength: 5,
      }),
      fc.constantFrom(60, 80, 120),
      (values, width) => {
        const cells = values.map(([value, interval]) => figure({ value: `${value}\u00a0ms`, interval }, same));
        const [, ...body] = fittedTable(
          [{ head: "name", width: 12 }, ...cells.map((_, i) => ({ head: `p${i}`, width: 4, isRight: true }))],
          [[words("shop"), ...cells]],
          same,
          width,
        );
        const told = values.map(([value, interval]) => [`${value} ms`, interval]);
        const together = body
          .join("\n")
          .split(/ {2,}|\n/)
          .filter((each) => each !== "" && each !== "shop");
        for (const each of together)
          expect([...told.flatMap((of) => [...of, of.join(" ")]), "10–", "2,000"]).toContain(each);
      },
    ),
    runs,
  ));

describe("a table", () => {
  const table = [
    { head: "name", width: 12 },
    { head: "p99", width: 8, isRight: true },
    { head: "first", width: 14 },
  ];
  const row = (name: string, value: string, first: string) => [
    numbered(1, name, same),
    figure({ value, interval: "±0.4" }, same),
    words(first),
  ];
  it("takes room from names for numbers, and folds the names", () => {
    const lines = fittedTable(table, [row("a long name", "1,234,567 ms", "server threads")], same, 34);
    expect(lines).toEqual([
      "name                p99  first",
      " 1 a long  1,234,567 ms  server",
      "   name            ±0.4  threads",
    ]);
  });
  it("breaks no whole word, nor at a hard space", () => {
    const lines = fittedTable(table, [[words("a"), words("223\u00a0ms\u00a0206–245", undefined, true)]], same, 34);
    expect(lines.at(-1)).toBe("a        223 ms 206–245");
  });
  it("breaks a long word at a seam, if it must", () =>
    expect(words("orders-database.queries.place-order.time").lines(20)).toEqual([
      "orders-database.",
      "queries.place-order.",
      "time",
    ]));
  it("becomes a list where the numbers alone are too wide", () => {
    const lines = fittedTable(table, [row("shop", "1,234,567,890,123 ms", "server threads")], same, 24);
    expect(lines).toEqual(["1 shop", "  p99:", "  1,234,567,890,123 ms", "  ±0.4", "  first: server threads"]);
  });
});
