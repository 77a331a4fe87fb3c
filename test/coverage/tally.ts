/** What many studies of one model came to, as rows of a table. */
import { betaI } from "../../src/mathematics/incomplete-beta.js";
import type { CoverageModel, Metric } from "./models.js";
import type { Answered } from "./one-study.js";

export const HEADER = `| model | studies | metric | truth | covered | its 95 % interval | mean half-width | refused | short | requests |
|---|---:|---|---:|---:|---:|---:|---:|---:|---:|`;

export function rows({ name, truth }: CoverageModel, answers: readonly Answered[]): string[] {
  const refused = percent(answers.filter(({ isRefused }) => isRefused).length / answers.length);
  const short = percent(answers.filter(({ isShort }) => isShort).length / answers.length);
  const requests = Math.round(average(answers.map((answer) => answer.requests))).toLocaleString("en");
  const studies = answers.length.toLocaleString("en");
  if (truth === null) return [row([name, studies, "", "none", "", "", "", refused, "", requests])];
  return Object.entries(truth).map(([metric, expected], i) => {
    const given = answers.map(({ estimates }) => estimates[metric as Metric]).filter(({ low }) => low !== null);
    const covered = given.filter(({ low, high }) => low! <= expected && expected <= high!).length;
    const [least, most] = binomialInterval(covered, given.length);
    const widths = given.map(({ value, low, high }) => (high! - low!) / 2 / value!);
    const once = i === 0 ? [refused, short, requests] : ["", "", ""];
    return row([
      ...(i === 0 ? [name, studies] : ["", ""]),
      metric,
      `${Number(expected.toPrecision(4))} ms`,
      percent(covered / given.length),
      `${percent(least)}–${percent(most)}`,
      `±${percent(average(widths))}`,
      ...once,
    ]);
  });
}

const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const average = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

/** Clopper & Pearson 1934: the shares p at which so few, or so many, of n would be seen in 2.5 % of cases. */
function binomialInterval(k: number, n: number): readonly [number, number] {
  const atLeast = (p: number): number => (k === 0 ? 1 : betaI(k, n - k + 1, p)); // P(X ≥ k)
  const moreThan = (p: number): number => (k === n ? 0 : betaI(k + 1, n - k, p)); // P(X > k)
  return [k === 0 ? 0 : bisect(atLeast, 0.025), k === n ? 1 : bisect(moreThan, 0.975)];
}

function bisect(rising: (p: number) => number, goal: number): number {
  let [low, high] = [0, 1];
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2;
    if (rising(middle) < goal) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
