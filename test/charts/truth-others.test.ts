/** The other charts: what a sweep, a search, a tornado, theory, precision and pairs say is what their findings say. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Estimate, Findings, ObjectiveFindings, Verdict } from "../../src/analysis/findings/findings.js";
import type { SweepFindings } from "../../src/analysis/findings/sweep-findings.js";
import { worst } from "../../src/analysis/verdicts/verdict.js";
import { ceilingCaption } from "../../src/charts/ceiling/caption.js";
import { convergenceCaption } from "../../src/charts/convergence/caption.js";
import { pairedDifferenceCaption } from "../../src/charts/paired-difference/caption.js";
import { saturationCaption } from "../../src/charts/saturation-over-time/caption.js";
import { sweepCaption } from "../../src/charts/sweep/caption.js";
import { sweep } from "../../src/charts/sweep/sweep.js";
import { theoryCaption } from "../../src/charts/theory/caption.js";
import { tornadoCaption } from "../../src/charts/tornado/caption.js";
import { ceilingAnswer } from "../../src/report/ceiling/answer.js";
import { search } from "./ceiling-fixture.js";
import { converging } from "./convergence-fixture.js";
import { semiFinal } from "./stages.js";
import { parse } from "./svg.js";
import { curve, storm } from "./sweep-fixture.js";
import { besideTheory } from "./theory-fixture.js";

const plain = (text: string) => text.replaceAll("\u00a0", " ");
const verdict = fc.constantFrom<Verdict>("met", "missed", "unknown");
const figure = fc.integer({ min: 1, max: 900 });
const study = semiFinal();
const three: Findings = { ...study, variants: study.variants.slice(0, 3), comparisons: study.comparisons.slice(0, 2) };
const names = three.variants.map(({ name }) => name);

const EXPRESSIONS = {
  latency: "p(99) < 300ms",
  "latency{web.checkout}": "p(99) < 300ms",
  errors: "rate < 1%",
} as const;
type Metric = keyof typeof EXPRESSIONS;

function objective(metric: Metric, value: number, judged: Verdict): ObjectiveFindings {
  const unit = metric === "errors" ? "1" : "ms";
  const scaled = unit === "1" ? value / 1000 : value;
  const measured =
    judged === "unknown" ? { value: null, low: null, high: null } : { value: scaled, low: scaled, high: scaled };
  return { metric, expression: EXPRESSIONS[metric], measured, limit: unit === "1" ? 0.01 : 300, unit, verdict: judged };
}

const sweeps: fc.Arbitrary<SweepFindings> = fc
  .record({
    metrics: fc.uniqueArray(fc.constantFrom<Metric>("latency", "latency{web.checkout}", "errors")),
    points: fc.array(
      fc.record({
        all: fc.option(figure),
        other: figure,
        judged: fc.tuple(verdict, verdict, verdict),
        growing: fc.boolean(),
      }),
      { minLength: 1, maxLength: curve.points.length },
    ),
  })
  .map(({ metrics, points }) => ({
    ...curve,
    knee: null,
    objectives: metrics.map((metric) => `${metric}: ${EXPRESSIONS[metric]}`),
    knobs: [{ ...curve.knobs[0], values: curve.knobs[0].values.slice(0, points.length) }],
    points: points.map(({ all, other, judged, growing }, i) => {
      const objectives = metrics.map((metric, m) => objective(metric, other + m, judged[m]));
      const judgedAll = worst(objectives.map((each) => each.verdict));
      const decided: Verdict = judgedAll === "none" ? "met" : growing ? "missed" : judgedAll;
      const p99Ms = { value: all, low: all, high: all };
      return { ...curve.points[i], objectives, verdict: decided, growing, p99Ms, p50Ms: p99Ms };
    }),
  }));

describe("a sweep", () => {
  const label = ({ knobs }: SweepFindings, i: number) => `×${knobs[0].values[i]}`;

  it("puts every point under its own verdict, and has words for what is unknown", () =>
    fc.assert(
      fc.property(sweeps, (found) => {
        const title = plain(sweepCaption(found).title);
        if (found.objectives.length === 0) {
          const [{ growing, p99Ms }] = found.points;
          expect(title).not.toContain("of unknown");
          expect(title).toContain(
            growing ? "none at ×0.4, where the queue grows" : `${p99Ms.value === null ? "unknown" : ""}`,
          );
          return;
        }
        const told = new Map<string, Verdict>();
        for (const [, said, spans] of title.matchAll(/(met|unknown|missed) at (.*?)(?=, (?:met|unknown|missed) at|$)/g))
          for (const [, from, to = from] of spans.matchAll(/(×[\d.]+)(?: to (×[\d.]+))?/g)) {
            const all = found.points.map((_, i) => label(found, i));
            for (const each of all.slice(all.indexOf(from), all.indexOf(to) + 1)) told.set(each, said as Verdict);
          }
        found.points.forEach((point, i) => {
          expect(told.get(label(found, i))).toBe(point.verdict);
        });
      }),
    ));

  it("says of a figure that was asked for what its points say, and of the objectives what they are", () =>
    fc.assert(
      fc.property(sweeps, fc.array(fc.option(figure), { minLength: 10, maxLength: 10 }), (found, values) => {
        const points = found.points.map((point, i) => {
          const value = values[i] ?? null;
          const around = { value, low: value === null ? null : value - 5, high: value === null ? null : value + 5 };
          return { ...point, figures: { "queue max of db pool": around } };
        });
        const figures = [{ name: "queue max of db pool", unit: "number" as const, objective: null }];
        const named = { ...found, figures, points };
        const { title, description } = sweepCaption(named);
        const [said = "", judged = ""] = plain(title).split("; objectives ");
        const whole = plain(sweepCaption(found).title);
        if (found.objectives.length > 0) expect(whole).toBe(`Objectives ${judged.replace(" at ", " at load ")}`);
        const valueAt = new Map(
          points.map(({ figures: { "queue max of db pool": each } }, i) => [label(found, i), each]),
        );
        for (const [, text, at] of said.matchAll(/([\d.]+) at (×[\d.]+)/g))
          expect(Number(text)).toBeCloseTo(valueAt.get(at!)!.value!, 0);
        for (const [, at] of said.matchAll(/none at (×[\d.]+), where the queue grows/g))
          expect(points[found.points.findIndex((_, i) => label(found, i) === at)]!.growing).toBe(true);
        const known = [...valueAt.values()].flatMap(({ value }) => value ?? []);
        const above = /up to ([\d.]+)/.exec(said);
        if (above) expect(Math.max(...known) - Number(above[1])).toBeLessThan(1);
        const below = /down to ([\d.]+)/.exec(said);
        if (below) expect(Number(below[1]) - Math.min(...known)).toBeLessThan(1);
        for (const [i, { growing }] of points.entries())
          expect(
            plain(description).includes(`${label(found, i)}: queue max of db pool unknown while the queue grows`),
          ).toBe(growing && valueAt.get(label(found, i))!.value === null);
      }),
    ));

  it("draws a limit over the curve that it is about, and beside a mark what decided it if that is another", () =>
    fc.assert(
      fc.property(sweeps, (found) => {
        const document = parse(sweep(found));
        const metrics = found.points[0].objectives.map(({ metric }) => metric);
        const onAll = metrics.includes("latency");
        const onOne = !onAll && metrics.includes("latency{web.checkout}");
        expect(document.querySelectorAll("[stroke-dasharray='5 3']")).toHaveLength(onAll || onOne ? 1 : 0);
        expect(sweepCaption(found).subtitle.startsWith("p99 of web.checkout")).toBe(onOne);
        const drawn = onOne ? "latency{web.checkout}" : "latency";
        const needed = found.points.filter(({ growing, verdict: decided, objectives, p99Ms }) => {
          const value = onOne ? objectives.find(({ metric }) => metric === drawn)!.measured.value : p99Ms.value;
          const deciding = objectives.filter((each) => each.verdict === decided);
          return !growing && value !== null && decided !== "met" && deciding.every(({ metric }) => metric !== drawn);
        });
        const beside = [...document.querySelectorAll("text[font-size='10.5']")];
        expect(beside).toHaveLength(needed.filter(({ objectives }) => objectives.length > 0).length);
      }),
      { numRuns: 60 },
    ));
});

it("a search calls no load the highest tried that is not, and none proven that is open", () =>
  fc.assert(
    fc.property(fc.array(fc.tuple(figure, verdict), { minLength: 1, maxLength: 6 }), (looks) => {
      const probes = looks.map(([at, each]) => ({ ...search.probes[0], at, verdict: each, growing: false }));
      const of = (which: Verdict) => probes.filter((probe) => probe.verdict === which).map(({ at }) => at);
      const high = of("missed").length === 0 ? null : Math.min(...of("missed"));
      const met = of("met").filter((at) => high === null || at < high);
      const low = met.length === 0 ? null : Math.max(...met);
      const value = low === null || high === null ? null : (low + high) / 2;
      const found = { ...search, probes, ceiling: { value, low, high } };
      const words = plain([ceilingCaption(found).title, ceilingAnswer(found).verdict].join(" "));
      const most = Math.max(...probes.map(({ at }) => at));
      if (/highest load tried/.test(words)) expect(low).toBe(most);
      if (low === null) expect(words).not.toMatch(/Objectives met|Met up to|meets its objectives (up|at)/);
      if (high === null) expect(words).not.toMatch(/missed at|missed from|\/s to miss|proven to miss/);
    }),
  ));

it("a tornado says of no number that it matters if that is not proven", () => {
  const change: fc.Arbitrary<Estimate> = fc
    .record({ value: fc.integer({ min: -50, max: 50 }), half: fc.integer({ min: 0, max: 60 }) })
    .map(({ value, half }) => ({ value, low: value - half, high: value + half }));
  fc.assert(
    fc.property(fc.array(fc.tuple(change, fc.boolean()), { maxLength: 4 }), (changes) => {
      const guesses = changes.map(([difference, growing], i) => ({
        ...{ path: `p${i}`, value: "10ms", less: null },
        more: { value: "12ms", difference, growing, verdict: "met" as const },
      }));
      const title = plain(tornadoCaption({ ...storm, guesses }).title);
      const [, path] = /matters?(?: most)? is (p\d)/.exec(title) ?? /proven to matter is (p\d)/.exec(title) ?? [];
      const isProven = ({ more: { growing, difference } }: (typeof guesses)[number]) =>
        growing || difference.low! > 0 || difference.high! < 0;
      if (path === undefined) expect(guesses.some(isProven)).toBe(false);
      else expect(isProven(guesses.find((guess) => guess.path === path)!)).toBe(true);
    }),
  );
});

it("theory agrees in the title only if all that was judged agrees", () =>
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.option(fc.boolean()), fc.boolean()), { maxLength: 6 }), (judged) => {
      const [variant] = besideTheory(three).variants;
      const theory = judged.map(([agrees, atMost]) => ({ ...variant.theory[0], agrees, atMost, exact: !atMost }));
      const { title } = theoryCaption({ ...three, variants: [{ ...variant, theory }] });
      const wrong = theory.filter(({ agrees }) => agrees === false).length;
      const all = theory.filter(({ agrees }) => agrees !== null).length;
      if (/agrees? with it/.test(title)) expect(wrong).toBe(0);
      if (wrong > 0) expect(title).toMatch(new RegExp(`^${wrong} of ${all} figures? disagrees? with theory`));
    }),
  ));

it("names as precise enough what is, and no other", () =>
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), fc.boolean()), { minLength: 3, maxLength: 3 }), (each) => {
      const base = converging(three);
      const variants = base.variants.map((variant, i) => {
        const [met, isReached] = each[i];
        const steady = variant.steady ?? base.variants[0].steady!;
        return { ...variant, steady: { ...steady, met: met && isReached, reached: isReached ? steady.reached : [] } };
      });
      const { title } = convergenceCaption({ ...base, variants });
      const isAll = variants.every(({ steady }) => steady.met);
      expect(/^All variants/.test(title)).toBe(isAll);
      const well = /^(.*) (?:is|are) precise enough/.exec(title)?.[1] ?? "";
      if (!isAll) for (const { name, steady } of variants) expect(well.includes(`“${name}”`)).toBe(steady.met);
    }),
  ));

it("differences and what gives first are told of whom they are", () =>
  fc.assert(
    fc.property(
      fc.tuple(
        fc.constantFrom("better", "worse", "unproven", "unknown"),
        fc.constantFrom("better", "worse", "unknown"),
      ),
      fc.array(fc.option(fc.constantFrom("db", "web")), { minLength: 3, maxLength: 3 }),
      (verdicts, parts) => {
        const comparisons = three.comparisons.map((comparison, i) => ({
          ...comparison,
          differences: comparison.differences.map((each) => ({ ...each, verdict: verdicts[i] })),
        }));
        const pairs = plain(pairedDifferenceCaption({ ...three, comparisons }).title).replace(/^[^:]*: /, "");
        for (const [, what, who] of pairs.matchAll(/(better|worse) in (“[^”]+”(?: and “[^”]+”)?)/g))
          for (const [, name] of who.matchAll(/“([^”]+)”/g)) expect(verdicts[names.indexOf(name) - 1]).toBe(what);
        const variants = three.variants.map((variant, i) => ({
          ...variant,
          saturation: parts[i] === null ? [] : [{ part: parts[i], resource: "cores", atMs: 0, peakUtilisation: 1 }],
        }));
        const first = plain(saturationCaption({ ...three, variants }).title);
        for (const [, part, who] of first.matchAll(/(db|web|nothing) (?:gives )?in (“[^”]+”(?:(?:, | and )“[^”]+”)*)/g))
          for (const [, name] of who.matchAll(/“([^”]+)”/g)) expect(parts[names.indexOf(name)] ?? "nothing").toBe(part);
      },
    ),
  ));
