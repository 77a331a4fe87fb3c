/** What is said of moments that last until someone acts: when that was, what it cost, and what never ended. */
import { expect, it } from "vitest";
import { FAMILIES } from "../../src/analysis/figures/families.js";
import { inFindings } from "../../src/analysis/figures/figure.js";
import { parseFigure } from "../../src/analysis/figures/parse-figure.js";
import { runStudy } from "../../src/experiment/execute/run-study.js";
import { threads } from "../../src/experiment/execute/threads.js";
import { openStudy } from "../../src/experiment/plan/open-study.js";
import { memoryFiles } from "../../src/model/source/index.js";
import { reactionWords } from "../../src/report/run/reaction-words.js";
import { recoveryWords } from "../../src/report/run/recovery-words.js";

const ORDERS = `
version: 1
traffic: { buyers: { rate: 20/s, to: shop.order } }
parts:
  shop: { type: service, endpoints: { order: [{ call: pay.charge, timeout: 1s }] } }
  pay: { type: service, threads: 4, endpoints: { charge: [{ delay: exponential(80ms) }] } }
timeline: { slow: { at: 60s, slow: pay, by: 20, until: { alert: errors > 20%, over: 20s, acts: 20s } } }
run: { duration: 290s, warm-up: 10s, replications: 4 }`;

const run = async (more: string) => {
  const text = `version: 1\ntitle: T\nbase: m.yaml\n${more}`;
  const { study, diagnostics } = openStudy("e.yaml", memoryFiles({ "e.yaml": text, "m.yaml": ORDERS }), {});
  if (study === null) throw new Error(JSON.stringify(diagnostics));
  return runStudy(study, threads(1));
};

it("each minute costs what comes in it, and what comes while the queue drains", async () => {
  const findings = await run("over: { slow.until.acts: [20s, 40s, 60s] }\nshow: [detection of slow, reaction of slow]");
  // λ = 20/s, μ = 50/s, slow 2.5/s: 1,200 a minute are lost, and 17.5 · 60 wait, 35 s at 30/s, in which 700 more are.
  const fluid = 60 * 20 + ((60 * 17.5) / 30) * 20;
  for (const { lostPerMinute } of findings.reactionCosts!) {
    expect(lostPerMinute.value! / fluid).toBeGreaterThan(0.9);
    expect(lostPerMinute.value! / fluid).toBeLessThan(1.1);
  }
  const [when, cost] = reactionWords(findings);
  expect(when).toMatch(
    /^During “slow”: the alert fired after \d.*“acts\s60s”\)\. Someone had acted: 20\.0\ss later .*60\.0\ss later/,
  );
  expect(cost).toMatch(
    /^Each further minute until someone acts on “slow” costs 1,\d+\s.*\srequests\s\(from “acts.20s” to/,
  );
  expect(findings.variants[1]!.figures).toMatchObject({ "reaction of slow": { value: 40_000, low: 40_000 } });
  // Each is judged from its own end, and what piled up until then at 17.5/s drains at 30/s.
  const lastedMs = inFindings(figureOf("detection of slow"), findings.variants[1]!)!.value! + 40_000;
  const { low, high } = findings.variants[1]!.recovery!.queues!.timeMs;
  expect(low).toBeLessThan((lastedMs * 17.5) / 30);
  expect(high).toBeGreaterThan((lastedMs * 17.5) / 30);
  expect(findings.variants[1]!.moments![0]!.toMs - 60_000).toBeCloseTo(lastedMs);
});

it("says that the alert never fired, and judges nothing that did not end", async () => {
  const findings = await run("over: { slow.until.alert: [errors > 20%, p99 > 2s] }");
  const [when] = reactionWords(findings);
  expect(when).toContain("the alert never fired (“alert p99 > 2s”)");
  expect(recoveryWords(findings).join(" ")).toContain("it did not end");
  const { recovery } = findings.variants[1]!;
  expect(recovery!.onCall).toMatchObject({ fired: 0, ended: 0, detectionMs: { reason: "the alert never fired" } });
  expect(recovery).not.toHaveProperty("notBack");
  expect(inFindings(figureOf("drain of slow"), findings.variants[1]!)).toMatchObject({ value: null });
  expect(findings).not.toHaveProperty("reactionCosts"); // They differ in the alert, not in how soon someone acts.
});

it("says of an alert that would have fired anyway that it did", async () => {
  const [when] = reactionWords(await run("over: { slow.until.alert: [mean > 1ms, errors > 20%] }"));
  expect(when).toMatch(/ The condition held already before it began: in 4 runs \(“alert.mean.>.1ms”\)\.$/);
});

function figureOf(text: string) {
  const read = parseFigure(text, { families: FAMILIES });
  if ("errors" in read) throw new Error(read.errors.join());
  return read.found;
}
