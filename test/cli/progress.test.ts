import { expect, it } from "vitest";
import { progressLine } from "../../src/cli/kit/progress.js";
import type { Progress } from "../../src/experiment/execute/run-study.js";

function written(now: Progress, keptRequests = 0): string {
  let text = "";
  const terminal = { colour: false, columns: 80, animated: true, write: (more: string) => (text += more) };
  progressLine(
    terminal,
    () => 30_000,
    () => keptRequests,
  ).show(now);
  return text;
}

const counted: Progress = { done: 3, all: 4, requests: 1_500_000, work: { done: 75, all: 100 } };

it("counts runs where their number is known", () =>
  expect(written(counted)).toMatch(/\r█{18}░{6} 3\/4 runs, 1.5 M requests, 10 s left/));

it("weighs them by their requests: the last run may be the longest", () => {
  const work = { done: 1, all: 10 };
  expect(written({ ...counted, work })).toMatch(/\r█{2}░{22} 3\/4 runs, 1.5 M requests, 270 s left/);
});

it("does not take what was kept for speed, nor guess before the first run", () => {
  expect(written(counted, 1_400_000)).toMatch(/, 150 s left/);
  expect(written(counted, 1_500_000)).not.toContain("left");
  expect(written({ done: 0, all: 4, requests: 0, work: { done: 0, all: 100 } })).toMatch(
    /\r░{24} 0\/4 runs, 0.0 M requests +$/,
  );
});

it("tells the predicted requests and the length of each run where a precision decides", () => {
  const next = { lengthMs: 604_321, requests: 2_000_000 };
  const line = written({ ...counted, done: 30, all: 40, requests: 500_000, next });
  expect(line).toMatch(/\r█{6}░{18} 0.5 M of 2.0 M requests, 604 s a run, 90 s left/);
  expect(line).toHaveLength(80);
});

it("of a search, what it may spend is known, and that it may end before", () => {
  const line = written({ ...counted, all: null, budget: 6_000_000 });
  expect(line).toMatch(/^\r█{6}░{18} 3 runs, 1.5 M of 6.0 M requests, at most 90 s left +$/);
  expect(line).toHaveLength(80);
});

it("fits the terminal, and is not told more often than is read", () => {
  let [text, nowMs] = ["", 0];
  const terminal = { colour: false, columns: 110, animated: true, write: (more: string) => (text += more) };
  const line = progressLine(terminal, () => nowMs);
  for (; nowMs < 1000; nowMs += 10) line.show(counted);
  expect(text.split("\r")).toHaveLength(11);
  for (const each of text.split("\r").slice(1)) expect(each).toHaveLength(109);
});

it("without a budget only what is done is known", () => {
  const line = written({ ...counted, all: null });
  expect(line).toMatch(/^\rSearching: 3 runs, 1.5 M requests +$/);
  expect(line).toHaveLength(80);
});
