/** What a traced request is told to have spent its time on is all of its response time; and tracing changes nothing. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { piecesOf } from "../../src/analysis/tracing/critical-path.js";
import { Lives } from "../../src/analysis/tracing/lives.js";
import { type Span, spansOf } from "../../src/analysis/tracing/spans.js";
import { compile } from "../../src/model/wiring/compile.js";
import { traced } from "../../src/model/wiring/traced.js";
import { arbitraryModel, arbitraryWithEffects } from "../model/arbitrary-model.js";
import { modelOf } from "../simulate.js";

/** Spans begin in their parents and hold what they did themselves. */
function expectNested(spans: readonly Span[], { fromMs, toMs }: { fromMs: number; toMs: number }): void {
  expect(spans[0]).toMatchObject({ parent: -1, sort: "request", fromMs, toMs });
  for (const [i, span] of spans.entries()) {
    if (i > 0) expect(span.parent).toBeLessThan(i);
    const parent = spans[span.parent];
    if (parent !== undefined) expect(span.fromMs).toBeGreaterThanOrEqual(parent.fromMs);
    expect(span.toMs).toBeGreaterThanOrEqual(span.fromMs);
    expect(span.status === "failed").toBe(span.cause >= 0);
    if (span.isAside) continue; // A batch works for several messages.
    for (const piece of span.pieces) {
      expect(piece.fromMs).toBeGreaterThanOrEqual(span.fromMs);
      expect(piece.toMs).toBeLessThanOrEqual(span.toMs);
    }
  }
}

const PLAN = { seed: "traced", replication: 0, warmUpMs: 50, durationMs: 200, binMs: 50, coolDownMs: 2_000 };

it("a traced run measures the same to the last digit, and the pieces of each request follow each other", () => {
  const agrees = (data: unknown): void => {
    const model = modelOf(JSON.stringify(data));
    const plain = compile(model, PLAN).simulate();
    const { measurements, recording } = traced(model, PLAN);
    expect(measurements).toEqual(plain);
    const lives = new Lives(recording);
    const found = new Map<string, { answered: number; failed: number; totalMs: number }>();
    for (const request of lives.requests()) {
      const outcome = lives.outcomeOf(request);
      if (outcome === null) continue;
      const spans = spansOf(lives, request);
      expectNested(spans, outcome);
      const told = new Set(spans.flatMap(({ pieces }) => pieces.map(({ event }) => event)));
      let atMs = outcome.fromMs;
      piecesOf(lives, request, outcome.fromMs, outcome.toMs, ({ fromMs, toMs, waitMs, event, on }) => {
        if (on !== "other waiting") expect(told.has(event)).toBe(true);
        expect(fromMs).toBe(atMs);
        expect(waitMs).toBeGreaterThanOrEqual(0);
        expect(waitMs).toBeLessThanOrEqual(toMs - fromMs);
        atMs = toMs;
      });
      expect(atMs).toBe(outcome.toMs);
      const name = lives.nameOf(request);
      const sum = found.get(name) ?? { answered: 0, failed: 0, totalMs: 0 };
      found.set(name, sum);
      if (outcome.cause === null) {
        sum.answered++;
        sum.totalMs += outcome.toMs - outcome.fromMs;
      } else sum.failed++;
    }
    for (const { name, answered, failed } of plain.endpoints) {
      const sum = found.get(name) ?? { answered: 0, failed: 0 };
      expect([name, sum.answered, sum.failed]).toEqual([name, answered, failed]);
    }
  };
  fc.assert(fc.property(fc.oneof(arbitraryModel, arbitraryWithEffects), agrees), { numRuns: 25 });
});
