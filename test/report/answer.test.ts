import { stripVTControlCharacters } from "node:util";
import fc from "fast-check";
import { expect, it } from "vitest";
import { type Answer, answerMarkdown, closingLines, openingLines } from "../../src/report/kit/answer.js";

const answer: Answer = {
  verdict: "Missed: the p99 of web.page is 3.1 s, and at most 300 ms were asked.",
  tone: "missed",
  why: ["Since 20:41 the database's cores are full.", "It does not recover within the window."],
  next: { words: "see which change helps", command: "npx headroom next shop.yaml" },
};
const RED = "\u001b[31m";
const PLAIN = "\u001b[39m";
const view = { colour: false, width: 80, verbose: false };

it("opens with the verdict and why, and closes with the next step and the verdict", () => {
  expect(openingLines(answer, view)).toEqual([
    "Missed: the p99 of web.page is 3.1 s, and at most 300 ms were asked. Since 20:41",
    "the database's cores are full. It does not recover within the window.",
  ]);
  expect(closingLines(answer, view)).toEqual([
    "Next, see which change helps: npx headroom next shop.yaml",
    "Missed: the p99 of web.page is 3.1 s, and at most 300 ms were asked.",
  ]);
});

it("says the same in markdown", () => {
  expect(answerMarkdown(answer)).toBe(
    "**Missed: the p99 of web.page is 3.1 s, and at most 300 ms were asked.** Since 20:41 the database's cores are full. It does not recover within the window.\n\nNext, see which change helps:\n\n```sh\nnpx headroom next shop.yaml\n```",
  );
});

it("paints the verdict and nothing more, however the lines break", () => {
  const sentence = fc.stringMatching(/^[A-Z][a-z]{1,20}( [a-z]{1,20}){0,30}\.$/);
  fc.assert(
    fc.property(
      sentence,
      fc.array(sentence, { maxLength: 3 }),
      fc.integer({ min: 80, max: 120 }),
      (verdict, why, width) => {
        const lines = openingLines({ ...answer, verdict, why }, { ...view, colour: true, width });
        expect(lines.map(stripVTControlCharacters)).toEqual(
          openingLines({ ...answer, verdict, why }, { ...view, width }),
        );
        const painted = lines.flatMap((line) =>
          line
            .split(RED)
            .slice(1)
            .map((text) => text.split(PLAIN)[0]),
        );
        expect(painted.join(" ")).toBe(verdict);
      },
    ),
  );
});
