/** `next`: what its changes gain or cost, and whether the best one meets the objectives. */
import type { ChangeFindings, NextFindings } from "../../../src/analysis/findings/next-findings.js";
import { thisThread } from "../../../src/experiment/execute/threads.js";
import { tryChanges } from "../../../src/experiment/next/try-changes.js";
import type { Model } from "../../../src/model/language/model.js";
import { readModel } from "../../../src/model/source/read-model.js";
import { trueDifference } from "../difference.js";
import type { Figure, Statistic } from "../figure.js";
import { wholeGrowth } from "../growth.js";
import type { Case, Judgement } from "../judgement.js";
import { type LongRuns, truthRuns } from "../long-runs.js";
import { Dice } from "../model/dice.js";
import type { TrueVerdict } from "../truth.js";
import { wholeTruth } from "../truth.js";
import { filesOf, opened, shown } from "./open.js";

const NOTHING = 0.02; // A relative change within it is none.
const FEWER = 0.001; // Of goodput.
const LOOKED_AT = 1; // Changes beside the best: each takes a long run.
const GOODPUT: Figure = { metric: "goodput", statistic: "rate", endpoint: null };

export async function next(one: Case, now: LongRuns): Promise<Judgement[]> {
  const { study } = opened(one);
  const found = await tryChanges(study, filesOf(one), thisThread(), { all: false });
  const said = found.changes.filter(({ verdict }) => ["gains", "worse", "nothing"].includes(verdict));
  const best = said.filter(({ name }) => name === found.best);
  const others = said.filter(({ name }) => name !== found.best);
  const some = new Dice(one.seed, "next").some(others, LOOKED_AT);
  return [...best, ...some].flatMap((change) => judged(one, found, change, now));
}

function judged(
  one: Case,
  { metric, best, now: before }: NextFindings,
  change: ChangeFindings,
  now: LongRuns,
): Judgement[] {
  const after = truthRuns(modelOf(one, change));
  const { name, verdict, gain, measured } = change;
  const figure = figureNamed(metric);
  const difference = trueDifference(now, after, figure);
  const goodput = trueDifference(now, after, GOODPUT);
  const grows = wholeGrowth(now.runs) === "steady" && wholeGrowth(after.runs) === "grows";
  const fewer = -(goodput.relative.high ?? 0); // A gain for those who are answered: whether it is worth it is open.
  const isTrade = fewer > FEWER && difference.verdict === "met";
  const truth = grows || fewer > NOTHING ? "missed" : isTrade ? "close" : difference.verdict;
  const told = `said ${verdict}, ${gain === null ? "" : shown(gain)} from ${shown(before.measured)} to ${measured === null ? "none" : shown(measured)}`;
  const why = `${told}; true: ${difference.why}; goodput ${goodput.why}`;
  const what = `${name}, ${metric}`;
  const first: Judgement =
    verdict === "nothing"
      ? { verb: "next, gains nothing", what, said: "met", truth: isNothing(difference.relative), why }
      : { verb: "next, gains or worse", what, said: verdict === "gains" ? "met" : "missed", truth, why };
  if (name !== best || change.objectives === null || change.objectives === "none") return [first];
  const whole = wholeTruth(after);
  return [
    first,
    { verb: "next, the best", what: name, said: change.objectives, truth: whole.verdict, why: `true: ${whole.why}` },
  ];
}

/** "p99", "errors", "p99 of web.browse", "goodput". */
function figureNamed(text: string): Figure {
  const [, name = text, endpoint = null] = /^(\w+)(?: of (.+))?$/.exec(text) ?? [];
  return ["errors", "goodput", "throughput"].includes(name)
    ? { metric: name as Figure["metric"], endpoint, statistic: "rate" }
    : { metric: "latency", endpoint, statistic: name as Statistic };
}

function isNothing({ low, high }: { readonly low: number | null; readonly high: number | null }): TrueVerdict {
  if (low === null || high === null) return "close";
  return low > NOTHING || high < -NOTHING ? "missed" : "met";
}

function modelOf(one: Case, { overlay }: ChangeFindings): Model {
  const files = filesOf(one);
  const path = "changed.yaml";
  const { model } = readModel(path, { ...files, read: (asked) => (asked === path ? overlay : files.read(asked)) });
  if (model === null) throw new Error(`the overlay is not valid:\n${overlay}`);
  return model;
}
