/** Objectives whose limits lie near what a rough look at the model shows, and far from it. */
import { defineModel } from "../../../src/library/define-model.js";
import type { ModelInput } from "../../../src/model/language/model.js";
import type { Figure, Statistic } from "../figure.js";
import { figureOf, longRuns } from "../long-runs.js";
import { Dice } from "./dice.js";
import type { Data } from "./services.js";
import { webModel } from "./web-model.js";

const FACTORS = [0.3, 0.7, 0.9, 1.1, 1.5, 3];
const PILOT = { replications: 1, warmUpMs: 60_000, durationMs: 600_000, seed: "pilot" };
const ONE_LATENCY_MS = 1000; // Where the pilot has no answer at all.
const SHARES = ["0.1%", "1%", "5%"]; // Where it has no error.

/** The whole file: model and two to four objectives. */
export function arbitraryCase(seed: number): Data {
  const data = webModel(seed);
  const dice = new Dice(seed, "objectives");
  const { runs } = longRuns(defineModel(data as unknown as ModelInput), PILOT);
  const endpoints = Object.keys(runs[0]!.endpoints);
  const figures = dice.some(candidates(endpoints), dice.whole(2, 4));
  const objectives: Record<string, string[]> = {};
  for (const figure of figures) {
    const [value] = figureOf(runs, figure);
    const metric = figure.endpoint === null ? figure.metric : `${figure.metric}{${figure.endpoint}}`;
    objectives[metric] = [...(objectives[metric] ?? []), limited(dice, figure, value!)];
  }
  return { ...data, objectives };
}

/** Latency first: it is what most ask for. */
function candidates(endpoints: readonly string[]): Figure[] {
  const subjects = [null, ...(endpoints.length > 1 ? endpoints : [])];
  const statistics: Statistic[] = ["mean", "p50", "p95", "p99"];
  return subjects.flatMap((endpoint): Figure[] => [
    ...statistics.map((statistic): Figure => ({ metric: "latency", statistic, endpoint })),
    { metric: "errors", statistic: "rate", endpoint },
    ...(endpoint === null ? [{ metric: "goodput", statistic: "rate", endpoint } as const] : []),
  ]);
}

function limited(dice: Dice, { metric, statistic }: Figure, value: number): string {
  const factor = dice.pick(...FACTORS);
  const share = dice.pick(...SHARES);
  const of = (x: number): number => Number(x.toPrecision(3));
  if (metric === "goodput") return `rate > ${of(value / factor)}/s`;
  if (metric === "errors") return value > 0 ? `rate < ${of(Math.min(1, value * factor) * 100)}%` : `rate < ${share}`;
  const name = statistic === "mean" ? "mean" : `${statistic.replace("p", "p(")})`;
  return `${name} < ${of((value > 0 ? value : ONE_LATENCY_MS) * factor)}ms`;
}
