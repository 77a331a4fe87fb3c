/** What a change does to a figure in the long run: both models have the same requests, so it is paired by run. */

import type { Estimate } from "../../src/analysis/findings/findings.js";
import { meanInterval } from "../../src/analysis/statistics/confidence.js";
import type { Figure } from "./figure.js";
import { latencyGrowth, wholeGrowth } from "./growth.js";
import { figureOf, type LongRuns } from "./long-runs.js";
import { round, type TrueVerdict } from "./truth.js";

export interface TrueDifference {
  readonly verdict: TrueVerdict; // Better is met, worse is missed.
  readonly relative: Estimate; // After ÷ before − 1; of errors, the difference itself.
  readonly why: string;
}

const LEVEL = 0.95;
const ROUNDING = 0.003; // Of a histogram's values, on both sides.

export function trueDifference(before: LongRuns, after: LongRuns, figure: Figure): TrueDifference {
  const [from, to] = [before, after].map(({ runs }) => figureOf(runs, figure)) as [number[], number[]];
  const isShare = figure.metric === "errors";
  const relative = meanInterval(
    to.map((value, r) => (isShare ? value - from[r]! : value / from[r]! - 1)),
    LEVEL,
  );
  const why = `${shownMean(from)} → ${shownMean(to)}, ${isShare ? "" : "relative "}difference ${shownInterval(relative)}`;
  const growths = [before, after].map(({ runs }) =>
    figure.metric === "latency" ? latencyGrowth(runs, figure.endpoint) : wholeGrowth(runs),
  );
  if (growths[0] !== "steady" || growths[1] !== "steady") {
    const is = (a: string, b: string): boolean => growths[0] === a && growths[1] === b;
    const verdict =
      figure.metric !== "latency"
        ? "close"
        : is("steady", "grows")
          ? "missed"
          : is("grows", "steady")
            ? "met"
            : "close";
    return { verdict, relative, why: `${growths.join(", then ")}; ${why}` };
  }
  const { low, high } = relative;
  const rounding = figure.metric === "latency" && figure.statistic !== "mean" ? ROUNDING : 0;
  if (low === null || high === null || (low <= rounding && high >= -rounding))
    return { verdict: "close", relative, why };
  const isMore = low > 0;
  const isMoreBetter = figure.metric === "goodput" || figure.metric === "throughput";
  return { verdict: isMore === isMoreBetter ? "met" : "missed", relative, why };
}

const shownMean = (values: readonly number[]): string => round(values.reduce((a, b) => a + b, 0) / values.length);
const shownInterval = ({ low, high }: Estimate): string =>
  low === null || high === null ? "unknown" : `${round(low)} to ${round(high)}`;
