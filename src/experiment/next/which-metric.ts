/** What gains are measured in: an objective that is missed, what grows, or else p99. */
import { usualFigure } from "../../analysis/figures/parse-figure.js";
import type { Objective } from "../../analysis/verdicts/objectives.js";
import { ERRORS, GOODPUT, goalOf, measuredOf, nameOf, type Side, type Subject } from "./gain-metric.js";
import { growthIn, growthWords } from "./growth.js";

export interface GainMetric {
  readonly subject: Subject;
  readonly because: string;
}

/** The farthest percentile for which there are samples enough. */
const LATENCIES: readonly Subject[] = ["p99", "p95", "mean"].map(usualFigure);
/** Of the requests: latency, that of the others, then says little. */
export const MANY_FAIL = 0.05;

const growthOf = (part: string): Subject => ({ family: "growth", part, statistic: "rate", unit: "1/s" });

/** @param objectives of the model, in the order of the findings' */
export function gainMetric(side: Side, objectives: readonly Objective[]): GainMetric {
  const { findings: now } = side;
  const all = (verdict: string) =>
    objectives.filter((_, i) => now.objectives[i].verdict === verdict && now.objectives[i].measured.value !== null);
  // Latency is that of answers: while many get none, it says little.
  const [none, some] = [true, false].map((isNone) =>
    all("missed").filter(({ figure }) => isNoneAtAll(figure, side) === isNone),
  );
  const missed = some.find(({ metric }) => metric !== "latency") ?? some[0];
  if (missed !== undefined) return { subject: missed.figure, because: "an objective that is missed" };
  if (none.length > 0) return instead(none[0].figure, side);
  const growth = growthIn(side);
  if (growth?.part === null) return { subject: GOODPUT, because: "there is no steady state, so latency has no value" };
  const failing = now.all.errorRate.low ?? 0;
  if (failing > MANY_FAIL && objectives.every(({ metric }) => metric !== "errors"))
    return { subject: ERRORS, because: "many requests fail, so latency says little, and no objective asks of it" };
  if (growth !== null)
    return { subject: growthOf(growth.part), because: `there is no steady state: ${growthWords(growth)} grows` };
  const undecided = all("unknown").find((each) => mayGain(each.figure, side));
  if (undecided !== undefined) return { subject: undecided.figure, because: "an objective that is undecided" };
  const because = now.verdict === "met" ? "every objective is met" : "no objective can be judged";
  const subject = LATENCIES.find((each) => measuredOf(each, side).value !== null) ?? GOODPUT;
  return { subject, because: objectives.length === 0 ? "there are no objectives" : because };
}

/** Of nothing there is no relative gain. */
const isNoneAtAll = (figure: Subject, side: Side): boolean =>
  goalOf(figure) === "more" && measuredOf(figure, side).value === 0;

/** None that fail cannot be fewer. */
const mayGain = (figure: Subject, side: Side): boolean =>
  goalOf(figure) === "more" || measuredOf(figure, side).value !== 0;

function instead(figure: Subject, side: Side): GainMetric {
  const subject = measuredOf(GOODPUT, side).value === 0 ? ERRORS : GOODPUT;
  return { subject, because: `${nameOf(figure)} is 0 as it is` };
}
