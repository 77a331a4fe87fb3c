/** `diff` of the model and a change to it: each metric, each tie, and the verdict on the whole. */
import type { DiffFindings, MetricDiff } from "../../../src/analysis/findings/diff-findings.js";
import { diffFindings } from "../../../src/experiment/diff/diff-findings.js";
import { openDiff } from "../../../src/experiment/diff/open-diff.js";
import { runStudy } from "../../../src/experiment/execute/run-study.js";
import { thisThread } from "../../../src/experiment/execute/threads.js";
import { memoryFiles } from "../../../src/model/source/index.js";
import { type TrueDifference, trueDifference } from "../difference.js";
import type { Figure, Statistic } from "../figure.js";
import { wholeGrowth } from "../growth.js";
import type { Case, Judgement } from "../judgement.js";
import { type LongRuns, truthRuns } from "../long-runs.js";
import { changed } from "../model/change.js";
import { Dice } from "../model/dice.js";
import { objectivesIn, type TrueVerdict, truthOf } from "../truth.js";
import { shown, small } from "./open.js";

const TOLERANCE = 0.02; // The default.
const [BASE, PROPOSAL] = ["base.yaml", "proposal.yaml"];

export async function diff(one: Case, base: LongRuns): Promise<Judgement[]> {
  const proposal = changed(one.data, new Dice(one.seed, "change"));
  const files = memoryFiles({ [BASE]: JSON.stringify(one.data), [PROPOSAL]: JSON.stringify(proposal.data) });
  const opened = openDiff(BASE, PROPOSAL, files, small(one), TOLERANCE);
  if (opened.diff === null) throw new Error(opened.diagnostics.map(({ message }) => message).join("; "));
  const { study } = opened.diff;
  const found = diffFindings(opened.diff, await runStudy(study, thisThread()), null);
  const after = truthRuns(study.variants[1]!.model);
  const truths = found.metrics.map(({ metric }) => trueDifference(base, after, figureNamed(metric)));
  const each = found.metrics.map((metric, i) => judgedMetric(metric, truths[i]!, proposal.what));
  return [...each, wholeJudged(found, truths, base, after, proposal.what)];
}

const figureNamed = (metric: string): Figure =>
  metric === "goodput" || metric === "errors"
    ? { metric, statistic: "rate", endpoint: null }
    : { metric: "latency", statistic: metric as Statistic, endpoint: null };

function judgedMetric(metric: MetricDiff, truth: TrueDifference, change: string): Judgement {
  const { verdict, relative, difference } = metric;
  const why = `${change}; said ${verdict}, ${shown(difference)}; true: ${truth.why}`;
  if (verdict === "tie")
    return { verb: "diff, ties", what: metric.metric, said: "met", truth: isTie(metric.metric, truth), why };
  const said = verdict === "better" ? "met" : verdict === "worse" ? "missed" : "unknown";
  return {
    verb: "diff, better or worse",
    what: metric.metric,
    said,
    truth: truth.verdict,
    why: `${why} (${shown(relative)})`,
  };
}

/** Wrong where all of the true interval lies beyond the tolerance. */
function isTie(metric: string, { relative: { low, high }, verdict }: TrueDifference): TrueVerdict {
  if (low === null || high === null || metric === "errors") return "close";
  return verdict !== "close" && (low > TOLERANCE || high < -TOLERANCE) ? "missed" : "met";
}

/** A regression is missed; an improvement, or a tie of everything, is met. */
function wholeJudged(
  { verdict, why: reasons, metrics }: DiffFindings,
  truths: readonly TrueDifference[],
  base: LongRuns,
  after: LongRuns,
  change: string,
): Judgement {
  const isAllTies = metrics.every((each) => each.verdict === "tie");
  const isFine = verdict === "improvement" || (verdict === "no difference" && isAllTies);
  const said = verdict === "regression" ? "missed" : isFine ? "met" : "unknown";
  const objectives = objectivesIn(after).map((objective) => ({
    before: truthOf(base, objective).verdict,
    after: truthOf(after, objective).verdict,
  }));
  const growths = [base, after].map(({ runs }) => wholeGrowth(runs));
  const isLost = objectives.some((each) => each.before === "met" && each.after === "missed");
  const isWorse = truths.some((truth, i) => truth.verdict === "missed" && beyond(metrics[i]!.metric, truth) === "all");
  const isRegression = isLost || isWorse || (growths[0] === "steady" && growths[1] === "grows");
  const isSure =
    objectives.every((each) => each.before !== "close" && each.after !== "close") &&
    growths.every((each) => each === "steady") &&
    truths.every((truth, i) => truth.verdict === "met" || beyond(metrics[i]!.metric, truth) === "none");
  const truth = isRegression ? "missed" : isSure ? "met" : "close";
  const why = `${change}; said ${verdict}: ${reasons.join("; ")}; true: ${truths.map((each) => each.why).join("; ")}`;
  return { verb: "diff, regression or not", what: "all", said, truth, why };
}

/** How much of the true interval lies beyond the tolerance. */
function beyond(metric: string, { relative: { low, high } }: TrueDifference): "all" | "some" | "none" {
  if (low === null || high === null) return "some";
  const zone = metric === "errors" ? 0.001 : TOLERANCE;
  if (low > zone || high < -zone) return "all";
  return low > -zone && high < zone ? "none" : "some";
}
