/** The yardstick itself: its models are valid and of every sort, and what it calls growth and truth is so. */
import { expect, it } from "vitest";
import { defineModel } from "../../src/library/define-model.js";
import type { ModelInput } from "../../src/model/language/model.js";
import { growth } from "./growth.js";
import { isWrong, type Judgement } from "./judgement.js";
import { longRuns } from "./long-runs.js";
import { changed } from "./model/change.js";
import { Dice } from "./model/dice.js";
import { webModel } from "./model/web-model.js";
import { table, wrongOnes } from "./tally.js";
import { objectivesIn, truthOf, wholeTruth } from "./truth.js";

const SEEDS = Array.from({ length: 150 }, (_, i) => i);

it("makes up valid models, the same from the same number, and of every sort", () => {
  const texts = SEEDS.map((seed) => JSON.stringify(webModel(seed)));
  for (const [seed, text] of texts.entries()) {
    expect(JSON.stringify(webModel(seed)), String(seed)).toBe(text);
    expect(() => defineModel(JSON.parse(text) as ModelInput), text).not.toThrow();
    const change = changed(JSON.parse(text), new Dice(seed, "change"));
    expect(() => defineModel(change.data as unknown as ModelInput), change.what).not.toThrow();
  }
  for (const word of "states users batch constant gaps timeout deadline retry patience priority breakdowns keys hit replicas publish report".split(
    " ",
  ))
    expect(texts.some((text) => text.includes(`"${word}"`)) || texts.some((text) => text.includes(word)), word).toBe(
      true,
    );
}, 60_000);

it("tells growth from a system that is only busy", () => {
  const series = (at: (bin: number) => number) =>
    [0, 1, 2].map((run) => Array.from({ length: 80 }, (_, i) => at(i) + run));
  expect(
    growth(
      series((i) => i),
      3,
    ),
  ).toBe("grows");
  expect(
    growth(
      series((i) => 100 + 0.4 * i),
      3,
    ),
  ).toBe("may grow");
  expect(
    growth(
      series((i) => 100 + (i % 7)),
      3,
    ),
  ).toBe("steady");
});

it("leaves open what swings so much that growth could hide in it", () => {
  const swinging = [0, 1, 2].map((run) => Array.from({ length: 80 }, (_, i) => 100 + (run - 1) * i));
  expect(growth(swinging, 3)).toBe("may grow");
});

const station = (perSecond: number, objectives: Record<string, string[]>): ModelInput => ({
  version: 1,
  traffic: { users: { rate: `${perSecond}/s`, to: "web.page" } },
  parts: { web: { type: "service", threads: 1, endpoints: { page: [{ delay: "exponential(10ms)" }] } } },
  objectives,
});
const LONG = { replications: 8, warmUpMs: 20_000, durationMs: 200_000, seed: "test" };

it("M/M/1 takes 20 ms at half its capacity: met above, missed below, too close to call at it", () => {
  const latency = ["mean < 21ms", "mean < 19ms", "mean < 20ms", "p(99) < 85ms", "p(99) < 99ms"]; // p99 is 92.1 ms.
  const long = longRuns(defineModel(station(50, { latency, errors: ["rate < 1%"], goodput: ["rate > 60/s"] })), LONG);
  const verdicts = objectivesIn(long).map((objective) => truthOf(long, objective).verdict);
  expect(verdicts).toEqual(["met", "missed", "close", "missed", "met", "met", "missed"]);
  expect(wholeTruth(long).verdict).toBe("missed");
});

it("nothing is met by what grows", () => {
  const long = longRuns(defineModel(station(110, { latency: ["p(95) < 10min"], errors: ["rate < 1%"] })), LONG);
  const [latency] = objectivesIn(long).map((objective) => truthOf(long, objective));
  expect(latency).toMatchObject({ verdict: "missed", why: expect.stringMatching(/^grows/) });
  expect(wholeTruth(long).verdict).toBe("missed");
});

it("counts what is wrong, and not what even the long runs leave open", () => {
  const judgement = (said: Judgement["said"], truth: Judgement["truth"]): Judgement => ({
    ...{ verb: "run", what: "latency: mean < 1ms", why: "because" },
    ...{ said, truth },
  });
  const judgements = [
    judgement("met", "met"),
    judgement("met", "missed"),
    judgement("missed", "missed"),
    judgement("missed", "close"),
    judgement("unknown", "met"),
  ];
  expect(judgements.map(isWrong)).toEqual([false, true, false, false, false]);
  const answers = [{ seed: 7, judgements, problems: ["next: no"] }];
  expect(table(answers).split("\n")[2]).toBe(
    "| run | 5 | 2 | 1 | 1 | 1 | 1 | 50.0 % (9.5 %–90.5 %) | 0 | 0.0 % (0.0 %–79.3 %) |",
  );
  expect(wrongOnes(answers)).toEqual([expect.stringMatching(/^7 · run · latency/), "7 · no answer · next: no"]);
});
