/** What searches, game days and traces print by default: on one screen, the answer first and last, cells apart, nothing cut. */
import { describe, expect, it } from "vitest";
import { ceilingAnswer } from "../../src/report/ceiling/answer.js";
import { ceilingText } from "../../src/report/ceiling/terminal.js";
import { explainAnswer } from "../../src/report/explain/answer.js";
import { explainTerminal } from "../../src/report/explain/terminal.js";
import { gamedayAnswer } from "../../src/report/gameday/answer.js";
import { gamedayTerminal } from "../../src/report/gameday/terminal.js";
import type { Answer } from "../../src/report/kit/answer.js";
import type { View } from "../../src/report/kit/view.js";
import { columns } from "../../src/text/width.js";
import { knobSearch, search } from "../charts/ceiling-fixture.js";
import { shopDay } from "../charts/gameday-fixture.js";
import { shopExplained } from "../charts/waterfall-fixture.js";

const long = "a-part-with-quite-a-long-name";
const many = Array.from({ length: 8 }, () => shopDay.trials).flat();
const days = {
  "a game day": shopDay,
  "a game day of many faults": { ...shopDay, trials: many },
  "a game day of long names": {
    ...shopDay,
    trials: many.map((each) => ({ ...each, part: long, why: `timeout at ${long}` })),
  },
};
const stuckSearch = {
  ...search,
  verdict: "missed" as const,
  probes: search.probes.map((probe) => ({ ...probe, verdict: "missed" as const, standing: true })),
  ceiling: { value: null, low: null, high: 100 },
};
const cases: [string, (view: View) => string, Answer][] = [
  ["a ceiling", (view) => ceilingText(search, view), ceilingAnswer(search)],
  ["a smallest value", (view) => ceilingText(knobSearch, view), ceilingAnswer(knobSearch)],
  ["a search that is stuck", (view) => ceilingText(stuckSearch, view), ceilingAnswer(stuckSearch)],
  ["an explanation", (view) => explainTerminal(shopExplained, view), explainAnswer(shopExplained)],
  ...Object.entries(days).map(([name, day]): [string, (view: View) => string, Answer] => [
    name,
    (view) => gamedayTerminal(day, view),
    gamedayAnswer(day),
  ]),
];

const plain = (text: string) => text.replace(/\s+/g, " ").trim();

describe.each([80, 120])("at %d columns", (width) => {
  it.each(cases)("%s", (_, said, { verdict }) => {
    const text = said({ colour: false, width, verbose: false });
    const lines = text.trimEnd().split("\n");
    expect(lines.length).toBeLessThanOrEqual(40);
    for (const line of lines) expect(columns(line), line).toBeLessThanOrEqual(width);
    expect(plain(text).startsWith(plain(verdict))).toBe(true);
    expect(plain(text).endsWith(plain(verdict))).toBe(true);
    expect(text).not.toContain("…");
    // A verdict is a sentence: it has its end, and no end within it but that of a number.
    expect(verdict).toMatch(/^[^\n]+\.$/);
    expect(verdict).not.toMatch(/undefined|null|NaN|\[object/);
  });

  it.each(cases)("%s, all of it with --verbose", (_, said) => {
    const [few, all] = [false, true].map((verbose) => said({ colour: false, width, verbose }));
    expect(all!.length).toBeGreaterThan(few!.length);
    for (const line of all!.split("\n")) expect(columns(line), line).toBeLessThanOrEqual(width);
  });
});

describe("a ceiling says", () => {
  const verdictOf = (headroom: [number, number], verdict: "met" | "missed" | "unknown") => {
    const [low, high] = headroom.map((times) => times * 150) as [number, number];
    const ceiling = { value: (low + high) / 2, low, high };
    const times = { value: (headroom[0] + headroom[1]) / 2, low: headroom[0], high: headroom[1] };
    return ceilingAnswer({ ...search, verdict, ceiling, headroom: times }).verdict.replaceAll("\u00a0", " ");
  };

  it("whether the expected peak is carried, and up to where", () => {
    expect(verdictOf([1.2, 1.3], "met")).toBe(
      "“A shop” takes the expected peak of 150/s and more: it meets its objectives up to 188/s (proven at 180/s, and missed at 195/s), 1.25 times that (1.20–1.30).",
    );
    expect(verdictOf([0.7, 0.8], "missed")).toMatch(
      /^“A shop” does not take the expected peak of 150\/s: .* up to 113\/s/,
    );
    expect(verdictOf([0.9, 1.1], "unknown")).toMatch(
      /^It is unknown whether “A shop” takes .*, which is too near to tell\.$/,
    );
  });

  it("no number to plan with where its ends are far apart", () =>
    expect(verdictOf([0.2, 0.9], "missed")).toBe(
      "“A shop” does not take the expected peak of 150/s: it meets its objectives up to somewhere between 30.0/s and 135/s.",
    ));
});

it("a game day names and shows first what it is not seen to come back from", () => {
  const back = { value: 0, low: 0, high: 0 };
  const calm = many.map((each) => ({ ...each, comesBack: true, backMs: back }));
  const mild = { ...calm[0]!, lost: back };
  const open = { ...calm[0]!, part: "slowly", words: "slow", backMs: { value: null, low: 9, high: null } };
  const day = { ...shopDay, trials: [...calm, mild, open] };
  expect(gamedayAnswer(day).verdict).toMatch(
    /^“A shop” is not seen to come back .* from “slowly slow” \(1 of 42 faults\); /,
  );
  const [, , first] = gamedayTerminal(day, { colour: false, width: 80, verbose: false }).split(
    /\n(?=fault |slowly |pay )/,
  );
  expect(first).toMatch(/^slowly slow/);
});

it("an explanation says that all are slow, where the slowest are hardly slower", () => {
  const { median, slowest, hops } = shopExplained;
  const alike = { ...shopExplained, slowest: { ...slowest!, meanMs: 1.1 * median!.meanMs } };
  const { verdict } = explainAnswer(alike);
  expect(verdict).toMatch(/hardly longer than the median of .*, so not only a few are slow: the usual one spends /);
  const most = Math.max(...hops.map((hop) => hop.median.waitMs + hop.median.workMs));
  expect(verdict.replaceAll("\u00a0", " ")).toContain(`${most.toFixed(2)} ms on db cores`);
  expect(explainAnswer(shopExplained).verdict).toMatch(/ 22 times the median of /);
});
