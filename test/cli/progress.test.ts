import { expect, it } from "vitest";
import { progressLine } from "../../src/cli/progress.js";

function written(...now: Parameters<ReturnType<typeof progressLine>["show"]>): string {
  let text = "";
  progressLine({ colour: false, animated: true, write: (more) => (text += more) }, performance.now()).show(...now);
  return text;
}

it("counts runs where their number is known", () =>
  expect(written({ done: 3, all: 4, requests: 1_500_000 })).toMatch(
    /\r█{18}░{6} 3\/4 runs, 1.5 M requests, \d+ s left/,
  ));

it("tells the predicted requests and the length of each run where a precision decides", () => {
  const line = written({ done: 30, all: 40, requests: 500_000, next: { lengthMs: 604_321, requests: 2_000_000 } });
  expect(line).toMatch(/\r█{6}░{18} 0.5 M of 2.0 M requests, 604 s a run, \d+ s left/);
  expect(line).toHaveLength(80);
});
