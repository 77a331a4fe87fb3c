/** No title, mark or description contradicts the verdicts of the tables. Read here by themselves, not by the code that writes them. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type {
  Findings,
  LatencyOverTime,
  LoadFindings,
  VariantFindings,
  Verdict,
} from "../../src/analysis/findings/findings.js";
import { latencyCaption } from "../../src/charts/latency-over-time/caption.js";
import { latencyOverTime } from "../../src/charts/latency-over-time/latency-over-time.js";
import { loadCaption } from "../../src/charts/load/caption.js";
import { objectiveWords, verdictWords } from "../../src/report/run/verdict-words.js";
import { cases, LIMIT } from "./arbitrary-cases.js";

const plain = (text: string) => text.replaceAll("\u00a0", " ");
const runs = { numRuns: 1000, interruptAfterTimeLimit: 25_000 };

/** "“ten” and “90”", "variants 1–2 and 4". */
const WHO = "((?:“[^”]+”(?:, | and )?)+|(?:stage|variant)s? [\\d–, and]*\\d)";

function indexesOf(findings: Findings, who: string): number[] {
  const names = [...who.matchAll(/“([^”]+)”/g)].map(([, name]) => name);
  if (names.length > 0) return names.map((name) => findings.variants.findIndex((each) => each.name === name));
  return [...who.matchAll(/(\d+)(?:–(\d+))?/g)].flatMap(([, from, to = from]) =>
    Array.from({ length: Number(to) - Number(from) + 1 }, (_, i) => Number(from) - 1 + i),
  );
}

/** Whom a title says it of. */
function said(findings: Findings, title: string, what: string): VariantFindings[] {
  const found = [...title.matchAll(new RegExp(`${WHO} ${what}`, "gi"))].flatMap(([, who]) => indexesOf(findings, who));
  return found.map((index) => findings.variants[index]);
}

/** The objective and the curve that the title is about. */
function subjectOf(
  title: string,
  each: VariantFindings,
): { verdict: Verdict | null; limit: number; series: LatencyOverTime } {
  const endpoint = /of (web\.\w+)/.exec(title)?.[1];
  const metric = endpoint === undefined ? "latency" : `latency{${endpoint}}`;
  const found = each.objectives.find((objective) => objective.metric === metric);
  return {
    verdict: found?.verdict ?? null,
    limit: found?.limit ?? Number.NaN,
    series: endpoint === undefined ? each.overTime : each.overTime.endpoints![endpoint],
  };
}

function expectKept(findings: Findings, title: string, each: VariantFindings): void {
  const { verdict, limit, series } = subjectOf(title, each);
  expect(verdict).toBe("met");
  const bins = findings.spike === null ? [0, 1, 2, 3, 4, 5] : [2, 3, 4];
  for (const bin of bins) expect(series.p99HighMs[bin]).toBeLessThan(limit);
  if (each.verdict !== "met") expect(title).toContain(`another objective is ${each.verdict}`);
}

describe("latency over time", () => {
  it("names as kept what is met and stays under its limit, as broken what is missed, and leaves open what is unknown", () =>
    fc.assert(
      fc.property(cases, (findings) => {
        const title = plain(latencyCaption(findings).title);
        const { variants } = findings;
        const one = variants.length === 1 ? variants : [];
        const all = /^All \w+ variants? keep/.test(title) ? variants : [];
        const keeps = said(findings, title, "keeps? p99");
        for (const each of [...all, ...keeps, ...one.filter(() => /^p99.* stays under (?!.*only by)/.test(title))])
          expectKept(findings, title, each);
        const missing = [
          ...said(findings, title, "(?:does|do) not"),
          ...said(findings, title, "comes nearest"),
          ...one.filter(() => / (breaks|misses) /.test(title)),
        ];
        for (const each of missing) expect(subjectOf(title, each).verdict).toBe("missed");
        for (const each of said(
          findings,
          title,
          "(?:(?:is|are) (?:undecided|too close)|grows? without|(?:has|have) too few)",
        ))
          expect(subjectOf(title, each).verdict).toBe("unknown");
        const over = [
          ...said(findings, title, "(?:only by failing|keeps? it)"),
          ...one.filter(() => /over the whole time, but|only by failing/.test(title)),
        ];
        for (const each of over) expect(subjectOf(title, each).verdict).toBe("met");
        if (/^(Undecided|Too few|The queue grows)|too close to [\d.]+ m?s to call$/.test(title))
          expect(subjectOf(title, variants[0]).verdict).toBe("unknown");
        const excluded = /^Only /.test(title) ? variants.filter((each) => !keeps.includes(each)) : [];
        for (const each of [...excluded, ...(/^No \w+ keeps/.test(title) ? variants : [])])
          expect(subjectOf(title, each).verdict).not.toBe("unknown");
      }),
      runs,
    ));

  it("what comes nearest is over the limit", () =>
    fc.assert(
      fc.property(cases, (findings) => {
        const title = plain(latencyCaption(findings).title);
        const [, figure, unit] = /comes nearest, at ([\d.]+) (ms|s)/.exec(title) ?? [];
        const { limit } = subjectOf(title, findings.variants[0]);
        if (figure !== undefined) expect(Number(figure) * (unit === "s" ? 1000 : 1)).toBeGreaterThanOrEqual(limit);
      }),
      runs,
    ));

  it("tells no figure that is not in the findings", () =>
    fc.assert(
      fc.property(cases, (findings) => {
        const title = plain(latencyCaption(findings).title).replace(/(from|to|first at) [\d.]+ (s|min)( on)?/g, "");
        const numbers = JSON.stringify(findings.variants)
          .match(/\d+(\.\d+)?/g)!
          .map(Number);
        for (const [, figure, unit] of title.matchAll(/ ([\d.,]+) (ms|s|min)\b/g)) {
          const ms = Number(figure.replaceAll(",", "")) * { ms: 1, s: 1000, min: 60_000 }[unit as "ms" | "s" | "min"];
          expect(numbers.some((number) => Math.abs(number - ms) <= ms * 0.005)).toBe(true);
        }
      }),
      runs,
    ));

  it("draws a limit over the curve that it is about, and marks each variant with its verdict and what decided it", () =>
    fc.assert(
      fc.property(cases, (findings) => {
        const svg = latencyOverTime(findings);
        const title = plain(latencyCaption(findings).title);
        const asks = findings.variants[0].objectives.some(({ unit }) => unit === "ms");
        const dashed = [...svg.matchAll(/stroke-dasharray="5 3"/g)].length;
        expect(dashed).toBe(asks ? findings.variants.length : 0);
        if (asks && !/of web/.test(title) && !/^(No request|There are)/.test(title))
          expect(findings.variants[0].objectives.some(({ metric }) => metric === "latency")).toBe(true);
        const marks = [...plain(svg).matchAll(/>([✓✗?]) (met|missed|unknown)(?:: ([^<]*))?</g)];
        expect(marks).toHaveLength(findings.variants[0].objectives.length === 0 ? 0 : findings.variants.length);
        marks.forEach(([, sign, verdict, figures], i) => {
          const each = findings.variants[i];
          expect(verdict).toBe(each.verdict);
          expect(sign).toBe({ met: "✓", missed: "✗", unknown: "?", none: "" }[each.verdict]);
          const [first] = each.objectives.filter((objective) => objective.verdict === each.verdict);
          const endpoint = /\{(.*)\}/.exec(first.metric)?.[1];
          const words =
            first.unit === "1" ? /fail|…/ : endpoint === undefined ? /^p99/ : new RegExp(`^${endpoint} p99`);
          expect(figures).toMatch(words);
        });
      }),
      { ...runs, numRuns: 150 },
    ));
});

describe("a load sweep", () => {
  const asked = ({ objectives }: VariantFindings) => objectives.some(({ metric }) => metric === "latency");
  const isBroken = (each: VariantFindings, { growing, goodput, errorRate, p99Ms }: LoadFindings): boolean =>
    growing || goodput.high === 0 || (errorRate.low ?? 0) > 0.01 || (asked(each) && (p99Ms.low ?? 0) >= LIMIT);

  it("keeps what grows not, is answered, and is proven within its limits; leaves open what is unknown", () =>
    fc.assert(
      fc.property(cases, (findings) => {
        const title = plain(loadCaption(findings).title);
        for (const [, who, only, least, to, more] of title.matchAll(
          new RegExp(`${WHO} (?:keeps? [^;]*?)?(only )?(?:up to|with)( at least)? (\\d+)/s( or more)?`, "gi"),
        ))
          for (const index of indexesOf(findings, who)) {
            const each = findings.variants[index];
            const { growing, goodput, errorRate, p99Ms } = each.load.find(
              ({ offeredLoad }) => offeredLoad === Number(to),
            )!;
            expect(growing).toBe(false);
            expect(goodput.value).toBeGreaterThan(0);
            expect(errorRate.high).toBeLessThanOrEqual(0.01);
            if (asked(each)) expect(p99Ms.high ?? Infinity).toBeLessThan(LIMIT);
            const next = each.load.find(({ offeredLoad }) => offeredLoad > Number(to));
            if (only !== undefined) expect(next !== undefined && isBroken(each, next)).toBe(true);
            if (least !== undefined || more !== undefined)
              expect(next === undefined || !isBroken(each, next)).toBe(true);
          }
        for (const { load } of said(findings, title, "(?:is|are) undecided")) {
          expect(load[0].growing).toBe(false);
          expect(load[0].goodput.high).not.toBe(0);
        }
        const broken = said(findings, title, "(?:at|with) no load tried");
        const swept = findings.variants.filter(({ load }) => load.length > 0);
        for (const each of [...broken, ...(/^No \w+ keeps/.test(title) ? swept : [])])
          expect(isBroken(each, each.load[0])).toBe(true);
      }),
      runs,
    ));
});

it("the verdict in a sentence is that of the table", () =>
  fc.assert(
    fc.property(cases, (findings) => {
      const words = plain([verdictWords(findings), ...objectiveWords(findings)].join(" "));
      for (const verdict of ["met", "missed", "unknown"] as const) {
        const by = verdict === "unknown" ? "for" : "by";
        const clause = new RegExp(`(?:Objectives|,) ${verdict} ${by} ${WHO}`).exec(words)?.[1];
        const whose = clause === undefined ? [] : indexesOf(findings, clause).map((i) => findings.variants[i]);
        for (const each of whose) expect(each.verdict).toBe(verdict);
      }
    }),
    runs,
  ));
