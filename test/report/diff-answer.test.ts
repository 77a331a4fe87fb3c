/** What a diff says first must be what its verdict, its exit code and its tables say, whatever was found. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DiffFindings, MetricDiff, ObjectiveDiff } from "../../src/analysis/findings/diff-findings.js";
import { diffVerdict, objectiveVerdict } from "../../src/analysis/verdicts/diff-verdict.js";
import { worst } from "../../src/analysis/verdicts/verdict.js";
import { diffExit, FAILURES } from "../../src/cli/kit/exit.js";
import { diffAnswer } from "../../src/report/diff/answer.js";
import { diffMarkdown } from "../../src/report/diff/markdown.js";
import { diffTerminal } from "../../src/report/diff/terminal.js";
import { isSame } from "../../src/report/diff/verdict-sentence.js";
import { md } from "../../src/report/kit/markdown-text.js";
import { ceilings, diffOf } from "./diff-fixture.js";

const plain = diffOf("x");
const commands = { longer: "npx headroom diff a b --longer", of: (verb: string) => `npx headroom ${verb} b` };
const view = { colour: false, width: 80, verbose: false };

const judged = fc.constantFrom("met" as const, "missed" as const, "unknown" as const).map((verdict) => ({
  measured:
    verdict === "unknown"
      ? { value: null, low: null, high: null, reason: "too few samples" }
      : { value: verdict === "met" ? 200 : 900, low: 100, high: 1000 },
  verdict,
}));

const objective = fc
  .record({
    base: judged,
    proposal: judged,
    asked: fc.constantFrom("both" as const, "proposal" as const, "base" as const),
  })
  .map(
    (each): ObjectiveDiff => ({
      ...{ metric: "latency", expression: "p(99) < 300ms", limit: 300, unit: "ms", place: null, ...each },
      verdict: objectiveVerdict(each.base.verdict, each.proposal.verdict),
    }),
  );

/** Where more is better, better is more. */
const metric = (name: string) =>
  fc
    .tuple(fc.constantFrom("better", "worse", "tie", "unproven", "unknown", "incomparable" as const), fc.boolean())
    .map(([verdict, isBeyond]): MetricDiff => {
      const isMore = (verdict === "better") === (name === "goodput");
      const change = (isMore ? 1 : -1) * 50;
      const isKnown = verdict !== "unknown" && verdict !== "incomparable";
      const at = (value: number) => ({ value, low: value - 5, high: value + 5 });
      const none = { value: null, low: null, high: null };
      return {
        ...{ metric: name, unit: name === "errors" ? "1" : name === "goodput" ? "1/s" : "ms" },
        ...{ base: at(100), proposal: at(100 + change), difference: isKnown ? at(change) : none, relative: none },
        ...{
          verdict: verdict as MetricDiff["verdict"],
          beyondTolerance: isBeyond && ["better", "worse"].includes(verdict),
        },
      };
    });

const moments = fc.subarray(["stall", "spike"]);
const found = fc
  .record({
    objectives: fc.array(objective, { maxLength: 4 }),
    metrics: fc.tuple(...["mean", "p99", "goodput", "errors"].map(metric)),
    ceiling: fc.constantFrom(
      null,
      ceilings,
      { ...ceilings, verdict: "not proven" as const },
      { ...ceilings, of: "backlog" as const },
    ),
    isSame: fc.boolean(),
    grows: fc.boolean(),
    notBack: fc.tuple(moments, moments),
    bears: fc.constantFrom(null, "more" as const, "less" as const),
    saturation: fc.tuple(fc.boolean(), fc.boolean()),
  })
  .map(({ objectives, metrics, isSame, grows, notBack, bears, saturation, ceiling }): DiffFindings => {
    const asked = objectives.filter((each) => each.asked !== "base");
    const drift = { verdict: "stable" } as const;
    const overload = { what: "waiting at db", growthPerSecond: { value: 8, low: 7, high: 9 }, binding: null };
    const standing = (i: 0 | 1, over: unknown) =>
      ({
        drift,
        overload: over,
        standstill: null,
        backFrom: [],
        notBackFrom: notBack[i].map((each) => `“${each}”`),
      }) as never;
    const sides = { base: standing(0, null), proposal: standing(1, grows ? overload : null) };
    const back = (i: 0 | 1) =>
      notBack[i].map((moment) => ({
        moment,
        replications: 8,
        watchedMs: 1000,
        goodputBefore: 9,
        goodputAfter: 0,
        full: [],
      }));
    const side = (i: 0 | 1) => ({
      ...plain.base,
      verdict: worst(asked.map((each) => (i === 0 ? each.base : each.proposal).verdict)),
      notBack: back(i),
    });
    const bottleneck = (isFull: boolean) => ({
      ...plain.bottleneck.base,
      ...{ overload: null, saturation: isFull ? plain.bottleneck.base.saturation : [] },
    });
    return {
      ...plain,
      ...diffVerdict(asked, metrics, sides, isSame, bears),
      ...{ base: side(0), proposal: side(1), objectives, metrics, ceiling, changes: isSame ? [] : plain.changes },
      bottleneck: { base: bottleneck(saturation[0]), proposal: bottleneck(saturation[1]) },
      notes: [],
    };
  });

describe("the answer of a diff", () => {
  it("says worse, misses and unknown where the exit code does, and better only of an improvement", () =>
    fc.assert(
      fc.property(found, (diff) => {
        const { verdict, tone } = diffAnswer(diff, commands);
        const code = diffExit(diff, FAILURES);
        expect(verdict.includes(" is worse"), verdict).toBe(
          diff.verdict === "regression" ||
            / worse( than the base)? is unknown|whether the proposal is worse/.test(verdict),
        );
        if (code === 98) expect(verdict).toMatch(/^The proposal is worse/);
        expect(/\bmisses\b/.test(verdict), verdict).toBe(diff.proposal.verdict === "missed");
        if (code === 3) expect(verdict).toMatch(/unknown/i);
        if (code === 0) expect(verdict).not.toMatch(/is worse|misses|Unknown/);
        if (verdict.includes("is better")) expect(diff.verdict).toBe("improvement");
        if (/meets/.test(verdict)) expect(diff.proposal.verdict).toBe("met");
        expect(tone).toBe(code === 0 ? "met" : code === 3 ? "unknown" : "missed");
      }),
      { numRuns: 500 },
    ));

  it("tells no figure that the table has otherwise, and no bottleneck that is none", () =>
    fc.assert(
      fc.property(found, (diff) => {
        const { verdict, why } = diffAnswer(diff, commands);
        const said = [verdict, ...why].join(" ");
        for (const [, name, verb] of said.matchAll(/(errors|goodput|p99|mean) (falls?|rises?) from/g)) {
          const each = diff.metrics.find(({ metric: of }) => of === name)!;
          expect([each.beyondTolerance, (each.difference.value ?? 0) < 0], said).toEqual([
            true,
            verb!.startsWith("fall"),
          ]);
        }
        const [before, after] = [diff.bottleneck.base, diff.bottleneck.proposal].map(
          ({ saturation }) => saturation.length > 0,
        );
        if (said.includes("now nothing is.")) expect([before, after]).toEqual([true, false]);
        if (said.includes("before, nothing was.")) expect([before, after]).toEqual([false, true]);
        if (isSame(diff)) expect(said).not.toMatch(/bottleneck|load grows/);
        if (diff.ceiling?.verdict === "not proven") expect(said).not.toMatch(/The most it can do (rises|falls)/);
      }),
      { numRuns: 500 },
    ));

  it("is one text, in three looks, first and last", () =>
    fc.assert(
      fc.property(found, (diff) => {
        const { verdict } = diffAnswer(diff, commands);
        const said = diffTerminal(diff, { ...view, width: 120 }, commands)
          .replaceAll("\n", " ")
          .trim();
        const text = verdict.replaceAll("\u00a0", " ");
        expect(said.startsWith(text) && said.endsWith(text), said).toBe(true);
        expect(diffMarkdown(diff, { command: "x", commands })).toContain(`**${md(verdict)}**`);
      }),
      { numRuns: 100 },
    ));

  it("tells loads and not multiples where the traffic is another", () => {
    const one = { ...ceilings.base, perSecond: { value: 600, low: 545, high: 656 } };
    const ceiling = {
      ...{ ...ceilings, verdict: "not proven" as const, base: { ...one, expected: 40 } },
      proposal: { ...one, expected: 500 },
    };
    const said = diffAnswer({ ...plain, ceiling }, null).why.join(" ");
    expect(said).toContain(
      "The objectives hold up to 545/s to 656/s, as before; the expected load is now 500/s instead of 40.0/s.",
    );
    expect(said).not.toContain("times");
  });

  it("fits a screen of 40 lines", () =>
    fc.assert(
      fc.property(found, (diff) => {
        expect(diffTerminal(diff, view, commands).trimEnd().split("\n").length).toBeLessThanOrEqual(40);
      }),
      { numRuns: 100 },
    ));
});
