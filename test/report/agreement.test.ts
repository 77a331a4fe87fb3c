/** Sentences beside tables: what they say must be what the tables show. */
import { expect, it } from "vitest";
import type { BottleneckFindings } from "../../src/analysis/findings/diff-findings.js";
import { runStudy } from "../../src/experiment/execute/run-study.js";
import { threads } from "../../src/experiment/execute/threads.js";
import { bottleneckWords } from "../../src/report/diff/words.js";
import { gamedayTerminal } from "../../src/report/gameday/terminal.js";
import { terminal } from "../../src/report/run/terminal.js";
import { unaskedWords } from "../../src/report/run/verdict-words.js";
import { shopDay } from "../charts/gameday-fixture.js";
import { semiFinal } from "../charts/stages.js";
import { studyOf } from "../experiment/study.js";

const exactly = (value: number) => ({ value, low: value, high: value });

it("variants that are not named fail fewer requests than those that are, or as many", () => {
  const study = semiFinal();
  const failing = (shares: readonly number[]) => ({
    ...study,
    objectives: [],
    variants: shares.map((share, i) => ({
      ...study.variants[i]!,
      objectives: [],
      all: { ...study.variants[i]!.all, errorRate: exactly(share), unfinished: 0 },
    })),
  });
  expect(unaskedWords(failing([1, 1, 1, 1, 1]))).toMatch(/; and as many of 2 more stages\.$/);
  expect(unaskedWords(failing([1, 1, 1, 1, 0.5]))).toMatch(/; and as many or fewer of 2 more stages\.$/);
  expect(unaskedWords(failing([1, 1, 0.9, 0.5, 0.4]))).toMatch(/; and fewer of 2 more stages\.$/);
});

it("requests cannot wait for longer than they take, where all that waits is waited for", () => {
  const at = (ms: number): BottleneckFindings => ({
    saturation: [],
    busiest: null,
    overload: null,
    meanMs: exactly(96),
    waiting: [{ part: "pay", resource: "threads", perRequestMs: exactly(ms) }],
  });
  const said = [783, 48].map((ms) => bottleneckWords(at(ms)).replaceAll("\u00a0±0", "").replaceAll("\u00a0", " "));
  expect(said[0]).toContain("783 ms at pay threads, more than the mean of 96.0 ms: what nothing waits for any more");
  expect(said[1]).toContain("48.0 ms at pay threads: 50% of the mean of 96.0 ms, the rest is service");
});

it("no number of a game day is broken at the end of a line", () => {
  const backMs = { value: 4_000, low: 2_670, high: 4_000 };
  const narrow = { ...shopDay, trials: shopDay.trials.map((each) => ({ ...each, comesBack: true, backMs })) };
  for (const line of gamedayTerminal(narrow, { colour: false, width: 80, verbose: true }).split("\n"))
    expect(line).not.toMatch(/\d\.( |$)/);
});

it("a part that has no such thing has no figure of it, which is not unknown", async () => {
  const shop = "{ type: service, endpoints: { page: [{ delay: 10ms }] }";
  const files = {
    "e.yaml": `version: 1
title: A limit or none
variants:
  one: { version: 1, traffic: { users: { rate: 20/s, to: shop.page } }, parts: { shop: ${shop}, limit: { concurrent: 2 } } } }
  none: { version: 1, traffic: { users: { rate: 20/s, to: shop.page } }, parts: { shop: ${shop} } } }
show: [capacity of shop limit, p50]
run: { duration: 20s, warm-up: 1s, replications: 2 }
`,
  };
  const said = terminal(await runStudy(studyOf(files, "e.yaml"), threads(1)), { colour: false });
  expect(said).toMatch(/1 one +2\.00/);
  expect(said).toMatch(/2 none +– /);
});

const saidAt = async (rate: string): Promise<string> => {
  const web = "{ type: service, cores: 1, threads: 9999, endpoints: { page: [{ cpu: exponential(10ms) }] } }";
  const text = `version: 1
traffic: { t: { rate: ${rate}, to: web.page } }
parts: { web: ${web} }
objectives: { latency: [p(99) < 30ms] }
run: { warm-up: 5s, duration: 40s, replications: 8 }
`;
  const study = studyOf({ "m.yaml": text }, "m.yaml");
  const typed = (verb: string) => `headroom ${verb}`;
  return terminal(await runStudy(study, threads(1)), { colour: false, typed }).replaceAll(/\s+/g, " ");
};

it("what fills up is not decided by narrower intervals", async () => {
  const said = await saidAt("160/s");
  expect(said).toContain("cannot keep up");
  expect(said).toContain("headroom next");
  expect(said).not.toContain("narrow the intervals");
});

it("a p99 far beyond what is asked, and no verdict: the sentence says why", async () => {
  const said = await saidAt("95/s");
  expect(said).toMatch(/It is unknown whether .* asked was < 30ms, but it may still change\./);
});
