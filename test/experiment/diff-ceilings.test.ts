/** The ceilings of base and proposal against theory; and which of the two kinds is shown. */
import { expect, it } from "vitest";
import type { CeilingDiff } from "../../src/analysis/findings/diff-findings.js";
import { mmc } from "../../src/analysis/theory/mmc.js";
import { ceilings } from "../../src/experiment/diff/ceilings.js";
import { openDiff } from "../../src/experiment/diff/open-diff.js";
import { threads } from "../../src/experiment/execute/threads.js";
import { root } from "../../src/mathematics/root.js";
import { memoryFiles } from "../../src/model/source/index.js";
import { ceilingWords } from "../../src/report/diff/ceiling-words.js";
import { station as stationOf } from "./ceiling-of.js";

function ceilingsOf(base: string, proposal: string, budget = 400_000): Promise<CeilingDiff | null> {
  const files = memoryFiles({ "base.yaml": base, "proposal.yaml": proposal });
  const { diff, diagnostics } = openDiff("base.yaml", "proposal.yaml", files, {}, 0.02);
  if (diff === null) throw new Error(diagnostics.map(({ message }) => message).join("; "));
  return ceilings(diff, threads(1), budget);
}

const run = "{ duration: 5s, warm-up: 1s, replications: 8 }";
const station = (options: Parameters<typeof stationOf>[0]): string => stationOf({ run, ...options });
const words = (ceiling: CeilingDiff): string => ceilingWords({ ceiling } as Parameters<typeof ceilingWords>[0]);
const objective = "latency: p(95) < 10ms";
const withoutObjectives = (text: string): string => text.replace(/^objectives.*$/m, "");

it("of M/M/1 and M/M/2 are where theory says, and the second is proven better", async () => {
  const found = (await ceilingsOf(station({ objective }), station({ objective, threads: 2 })))!;
  expect(found).toMatchObject({ of: "objectives", verdict: "better", base: { expected: 500 } });
  const truths = [1, 2].map((c) => root((perMs) => mmc(perMs, 1, c).sojournTail(10) - 0.05, 0.1, c - 0.001) * 1000);
  for (const [i, { perSecond, headroom }] of [found.base, found.proposal].entries()) {
    expect(perSecond.low!).toBeLessThanOrEqual(truths[i]!);
    expect(perSecond.high!).toBeGreaterThanOrEqual(truths[i]!);
    expect(perSecond.high! / perSecond.low!).toBeLessThan(1.25);
    expect([headroom!.low, headroom!.high]).toEqual([perSecond.low! / 500, perSecond.high! / 500]);
  }
  expect(words(found)).toMatch(
    /^the objectives hold up to .* to .*\/s → .*: better; headroom .*; first to give then: web /,
  );
});

it("are those of the proposal's objectives, and not proven to differ where nothing does", async () => {
  const base = station({ objective: "latency: [p(95) < 1ms, p(95) < 10ms]" });
  const found = (await ceilingsOf(base, station({ objective })))!;
  expect(found).toMatchObject({ of: "objectives", verdict: "not proven" });
  expect(found.base.perSecond).toEqual(found.proposal.perSecond);
});

it("that are the same number in every replication prove nothing", async () => {
  const constant = withoutObjectives(station({ objective, service: "4ms" }));
  const found = (await ceilingsOf(constant, constant))!;
  expect(found.base.perSecond).toEqual({ value: 250, low: 250, high: 250 });
  expect(found).toMatchObject({ of: "backlog", verdict: "not proven" });
});

it("are the backlog's without objectives, without steady traffic, or where the budget proves too little", async () => {
  const plain = withoutObjectives(station({ objective }));
  const spike = station({ traffic: "rate: { base: 100/s, spikes: [{ at: 2s, rate: 300/s, lasts: 5s }] }", objective });
  for (const [text, budget] of [
    [plain, 400_000],
    [spike, 400_000],
    [station({ objective }), 1],
  ] as const) {
    const found = (await ceilingsOf(text, text, budget))!;
    expect(found).toMatchObject({ of: "backlog", verdict: "not proven", base: { headroom: null, expected: null } });
    expect(words(found)).toMatch(
      /^at most, without timeouts and bounds of queues, .*: not proven; full then: web threads, as before$/,
    );
  }
  expect(
    await ceilingsOf(
      ...([0, 0].map(() => station({ traffic: "users: 4, think: 90ms", objective })) as [string, string]),
    ),
  ).toBeNull();
});
