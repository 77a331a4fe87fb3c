/** `run`, with the window that the file or the default gives, and with a precision and a small budget. */
import type { VariantFindings, Verdict } from "../../../src/analysis/findings/findings.js";
import { runStudy } from "../../../src/experiment/execute/run-study.js";
import { thisThread } from "../../../src/experiment/execute/threads.js";
import { CutShort } from "../../../src/experiment/findings/cut-short.js";
import type { Overrides } from "../../../src/experiment/plan/open-study.js";
import type { Case, Judgement } from "../judgement.js";
import type { LongRuns } from "../long-runs.js";
import { objectivesIn, truthOf, wholeTruth } from "../truth.js";
import { opened, shown, small } from "./open.js";

export const run = (one: Case, long: LongRuns): Promise<Judgement[]> => judged("run", one, long, small(one));

const SMALL = { precision: "10%", budget: "20000" };

export const runWithPrecision = (one: Case, long: LongRuns): Promise<Judgement[]> =>
  judged("run --precision", one, long, SMALL);

async function judged(verb: string, one: Case, long: LongRuns, flags: Overrides): Promise<Judgement[]> {
  const found = await variantOf(one, flags);
  const each = objectivesIn(long).map((objective, i): Judgement => {
    const { metric, expression, measured, verdict } = found.objectives[i]!;
    const truth = truthOf(long, objective);
    const why = `said ${shown(measured)}; true: ${truth.why}`;
    return { verb, what: `${metric}: ${expression}`, said: verdict, truth: truth.verdict, why };
  });
  const truth = wholeTruth(long);
  return [
    ...each,
    { verb: `${verb}, as a whole`, what: "all", said: saidOf(found), truth: truth.verdict, why: `true: ${truth.why}` },
  ];
}

/** Where something is said to grow, nothing is called met. */
const saidOf = ({ verdict, overload }: VariantFindings): Verdict =>
  overload !== null ? "missed" : verdict === "none" ? "met" : verdict;

async function variantOf(one: Case, flags: Overrides): Promise<VariantFindings> {
  const { study } = opened(one, flags);
  try {
    const { variants } = await runStudy(study, thisThread());
    return variants[0]!;
  } catch (problem) {
    if (problem instanceof CutShort) throw new Error(`run: ${problem.message}`);
    throw problem;
  }
}
