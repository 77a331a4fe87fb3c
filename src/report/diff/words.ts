/** Sentences of a diff, the same on the terminal and in markdown. */
import type {
  BottleneckFindings,
  CountDiff,
  DiffFindings,
  DiffVerdict,
  MeasuredObjective,
  MetricDiff,
  ObjectiveDiff,
  RiskFindings,
} from "../../analysis/findings/diff-findings.js";
import { showChange, showRelative, verdictWord } from "../../charts/kit/change.js";
import { inline, type Shown, showDuration, showMeasured, showShare } from "../../charts/kit/estimate.js";
import { decimal, roundShare, shortShare, threeDigits } from "../../charts/kit/format.js";
import { list } from "../../charts/kit/words.js";
import { clean } from "../../text/safe-text.js";
import { notBackSentence } from "../run/recovery-words.js";

const VERDICTS: Readonly<Record<DiffVerdict, string>> = {
  regression: "Regression",
  undecided: "Undecided",
  improvement: "Improvement",
  "no difference": "No difference",
};

/** "Regression: met before and missed now: latency: p(99) < 300ms; worse beyond the tolerance: p99." */
export const diffVerdictWords = ({ verdict, why }: DiffFindings): string => `${VERDICTS[verdict]}: ${why.join("; ")}.`;

/** "The proposal does not come back after “payments stall”, in all 8 replications: …", of each side that does not. */
export const notBackWords = ({ base, proposal }: DiffFindings): string[] =>
  [
    { who: "The base", of: base },
    { who: "The proposal", of: proposal },
  ].flatMap(({ who, of: { notBack = [] } }) =>
    notBack.map((found) => notBackSentence(found, `“${clean(found.moment)}”`, who)),
  );

const HAPPENS = /^(?:timeline|random)\.([^.]+)/;

/** "What happens is not the same in both (“stall”), so part of the difference is that." None where it is. */
export function happensWords({ changes }: DiffFindings): string[] {
  const names = [...new Set(changes.flatMap(({ path }) => HAPPENS.exec(path)?.[1] ?? []))];
  if (names.length === 0) return [];
  const what = list(names.map((name) => `“${clean(name)}”`));
  return [`What happens is not the same in both (${what}), so part of the difference is that.`];
}

/** "proposal.yaml meets 2 of 3 objectives, misses 1". Empty without objectives. */
export function objectivesWords({ objectives }: DiffFindings): string {
  const asked = objectives.filter((each) => each.asked !== "base");
  const of = (verdict: MeasuredObjective["verdict"]): number =>
    asked.filter(({ proposal }) => proposal.verdict === verdict).length;
  if (asked.length === 0) return "The proposal has no objectives, so only the metrics decide.";
  const missed = of("missed") === 0 ? "" : `, misses ${of("missed")}`;
  const unknown = of("unknown") === 0 ? "" : `, unknown for ${of("unknown")}`;
  return `The proposal meets ${of("met")} of ${asked.length} objective${asked.length === 1 ? "" : "s"}${missed}${unknown}.`;
}

export const conditionsWords = ({ window, confidence, tolerance }: DiffFindings): string =>
  `${decimal((window.toMs - window.fromMs) / 1000)} s after ${decimal(window.fromMs / 1000)} s, ${window.replications} replication${window.replications === 1 ? "" : "s"} on the same requests, ${roundShare(confidence)} intervals, tolerance ${roundShare(tolerance)}`;

export const objectiveName = ({ metric, expression }: Pick<ObjectiveDiff, "metric" | "expression">): string =>
  `${metric}: ${expression}`;

export const ASKED: Readonly<Record<ObjectiveDiff["asked"], string>> = {
  both: "",
  proposal: " (new)",
  base: " (no longer asked)",
};

/** "missed 1.84 s ±0.03", or the reason why it is unknown. */
export function measuredWords({ verdict, measured }: MeasuredObjective, unit: ObjectiveDiff["unit"]): string {
  return measured.value === null ? `${verdict}` : `${verdict} ${inline(showMeasured(measured, unit))}`;
}

export function unknownWhy({ base, proposal }: ObjectiveDiff): string {
  const reasons = [base, proposal].flatMap(({ verdict, measured }) =>
    verdict === "unknown" ? [measured.reason ?? "its interval reaches across the limit"] : [],
  );
  return [...new Set(reasons)].join("; ");
}

export interface MetricWords {
  readonly metric: string;
  readonly base: Shown;
  readonly proposal: Shown;
  readonly difference: Shown;
  readonly relative: string;
  readonly verdict: string;
}

export function metricWords(found: MetricDiff): MetricWords {
  const { metric, unit, base, proposal, difference, relative } = found;
  return {
    metric,
    base: showMeasured(base, unit),
    proposal: showMeasured(proposal, unit),
    difference: showChange(difference, unit),
    relative: relative.value === null ? "" : showRelative(relative).value,
    verdict: verdictWord(found),
  };
}

const MOST_SHOWN = 3;

/** "nothing saturates; busiest: web cores 62%±1; a request waits 12 ms±1 at shop-db pool, …, of 140 ms in the mean". */
export function bottleneckWords(found: BottleneckFindings): string {
  const { saturation, busiest, waiting, meanMs, overload } = found;
  const order = saturation.slice(0, MOST_SHOWN).map(({ part, resource }) => `${part} ${resource}`);
  const more = saturation.length > MOST_SHOWN ? " …" : "";
  const saturated = order.length === 0 ? "nothing saturates" : `saturates: ${order.join(", then ")}${more}`;
  const busy =
    busiest === null ? "" : `; busiest: ${busiest.part} ${busiest.resource}, ${inline(showShare(busiest.utilisation))}`;
  if (overload !== null) return `${saturated}${busy}; ${overloadWords(overload)}`;
  const waits = waiting
    .slice(0, MOST_SHOWN)
    .map(({ part, resource, perRequestMs }) => `${inline(showDuration(perRequestMs))} at ${part} ${resource}`);
  const totalMs = waiting.reduce((sum, { perRequestMs }) => sum + (perRequestMs.value ?? 0), 0);
  const mean =
    meanMs.value === null
      ? ""
      : totalMs > meanMs.value
        ? `, more than the mean of ${inline(showDuration(meanMs))}: what nothing waits for any more waits there too, and what is done at once is added up`
        : `: ${shortShare(totalMs / meanMs.value)} of the mean of ${inline(showDuration(meanMs))}, the rest is service`;
  return `${saturated}${busy}; a request waits ${waits.length === 0 ? "nowhere" : list(waits)}${mean}`;
}

function overloadWords({ what, growthPerSecond, binding }: NonNullable<BottleneckFindings["overload"]>): string {
  const rate = growthPerSecond.value === null ? "" : ` by ${inline(showMeasured(growthPerSecond, "1/s"))}`;
  const full = binding === null ? "" : `, since ${binding.part} ${binding.resource} is full`;
  return `the number ${what} grows${rate}${full}`;
}

/** Changed counts only: "cores 6 → 12, read replicas 0 → 2"; "unchanged" if there are none. */
export function countWords(counts: readonly CountDiff[]): string {
  const changed = counts.filter(({ base, proposal }) => base !== proposal);
  if (changed.length === 0) return "unchanged";
  return changed
    .map(({ what, base, proposal }) => `${what} ${threeDigits(base)} → ${threeDigits(proposal)}`)
    .join(", ");
}

/** One sentence per message, with everything that it applies to: "a → b, a → c: has no timeout". */
export function riskWords(risks: readonly RiskFindings[]): string[] {
  const messages = [...new Set(risks.map(({ message }) => message))];
  return messages.map((message) => {
    const subjects = risks.filter((risk) => risk.message === message).map(({ subject }) => subject);
    return `${subjects.join(", ")}: ${message}`;
  });
}

export const signed = ({ sign, path, before, after }: DiffFindings["changes"][number]): string => {
  if (before === null && after === null) return `${sign} ${path}`;
  return `${sign} ${path}: ${[before, after].filter((value) => value !== null).join(" → ")}`;
};
