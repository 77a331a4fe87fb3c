/** The first sentence of a diff: is the proposal better or worse, and does it meet its objectives? */
import type { DiffFindings, MetricDiff, ObjectiveDiff } from "../../analysis/findings/diff-findings.js";
import type { Verdict } from "../../analysis/findings/findings.js";
import { parseObjective } from "../../analysis/verdicts/objectives.js";
import { showMeasured } from "../../charts/kit/estimate.js";
import { roundShare } from "../../charts/kit/format.js";

/** As the exit code has it: a regression and a missed objective are bad, whatever else is better. */
export function diffTone({ verdict, proposal }: DiffFindings): Verdict {
  if (verdict === "regression" || proposal.verdict === "missed") return "missed";
  return verdict === "undecided" ? "unknown" : "met";
}

export function verdictSentence(diff: DiffFindings): string {
  const asked = diff.objectives.filter((each) => each.asked !== "base");
  const [missed, unknown] = (["missed", "unknown"] as const).map((verdict) =>
    asked.filter(({ proposal }) => proposal.verdict === verdict),
  );
  const misses = missed.length === 0 ? null : `misses ${ofAll(missed, asked)}: ${askedWords(missed[0])}`;
  const open = unknown.length === 0 ? null : `${ofAll(unknown, asked)} ${unknown.length === 1 ? "is" : "are"} unknown`;
  const meets = misses !== null || open !== null || asked.length === 0 ? null : `meets ${all(asked.length)}`;
  if (isSame(diff)) {
    const cannot = diff.verdict === "undecided" && open === null ? `what they do is unknown: ${diff.why[0]}` : open;
    return `Both models mean the same${beside(", and the proposal", misses ?? meets, misses === null ? cannot : open)}.`;
  }
  switch (diff.verdict) {
    case "improvement":
      return misses === null
        ? `The proposal is better${meets === null ? "" : ` and ${meets}`}: ${gain(diff)}.`
        : `The proposal is better, but ${misses}.`;
    case "regression":
      if (misses !== null) return `The proposal is worse and ${misses}${beside("", null, open)}.`;
      return `The proposal is worse${meets === null ? "" : `, though it ${meets}`}: ${loss(diff)}${beside("", null, open)}.`;
    case "undecided":
      if (misses !== null) return `The proposal ${misses}; whether it is worse than the base is unknown.`;
      return `Unknown whether the proposal is worse${open === null ? `: ${diff.why[0] ?? "nothing can be compared"}` : `, since ${open}`}.`;
    case "no difference":
      return sameness(diff, misses, meets, open);
  }
}

/** Where the mean is not known to differ, or not, one side has no steady state, or was not simulated for long enough. */
const isNotCompared = (metrics: readonly MetricDiff[]): boolean =>
  metrics.some(({ metric, verdict }) => metric === "mean" && verdict === "unknown");

/** Whether a longer run may decide what this one does not. */
export const isOpen = (diff: DiffFindings): boolean =>
  diff.verdict === "undecided" || (diff.verdict === "no difference" && !isSame(diff) && isNotCompared(diff.metrics));

/** Nothing that is simulated differs, so nothing moves. */
export const isSame = ({ changes, verdict }: DiffFindings): boolean =>
  changes.length === 0 && (verdict === "no difference" || verdict === "undecided");

const beside = (join: string, words: string | null, open: string | null): string =>
  `${words === null ? "" : `${join} ${words}`}${open === null ? "" : `; ${open}`}`;

function sameness(
  { metrics, tolerance, why }: DiffFindings,
  misses: string | null,
  meets: string | null,
  open: string | null,
): string {
  const held = misses ?? meets;
  if (why.includes("bears less load"))
    return `No difference is proven at this load, but the proposal bears less${beside("; it", held, open)}.`;
  if (isNotCompared(metrics))
    return held === null
      ? `How much the proposal differs from the base is unknown${beside("", null, open)}.`
      : `The proposal ${held}${beside("", null, open)}; how much it differs from the base is unknown.`;
  const isSeen = ({ verdict, difference: { value } }: MetricDiff): boolean =>
    verdict !== "tie" && value !== null && value !== 0;
  if (metrics.some(isSeen))
    return `No difference is proven, which does not mean that there is none${beside("; the proposal", held, open)}.`;
  const and = misses === null ? ", and the proposal" : ", but the proposal";
  return `No difference: nothing that was seen changes by more than ${roundShare(tolerance)}${beside(and, held, open)}.`;
}

/** What it comes back from, or a steady state, before any figure. */
const gain = (diff: DiffFindings): string =>
  decisive(diff, BETTER_NOW) ?? effect(diff.metrics, "better") ?? its(diff.why[0]);
const loss = (diff: DiffFindings): string =>
  decisive(diff, WORSE_NOW) ?? effect(diff.metrics, "worse") ?? its(diff.why[0]);

const decisive = ({ why }: DiffFindings, which: RegExp): string | null => {
  const found = why.find((each) => which.test(each));
  return found === undefined ? null : its(found);
};

const BETTER_NOW = /^(comes back|there is a steady state)/; // As `diffVerdict` says it.
const WORSE_NOW = /^(does not come back|requests wait for each other|the number )/;
const its = (why = "it is not known why"): string => {
  if (why.startsWith("the number ")) return "it no longer keeps up with its load";
  if (why.startsWith("there is a steady state")) return "it keeps up with its load now";
  return why.replace(/^(comes|does|bears)/, "it $1");
};

/** What users notice most, first. */
const TELLING = ["errors", "goodput", "p99", "p95", "mean", "p50"];

/** "p99 falls from 663 ms to 625 ms", of what is proven beyond the tolerance; null without any. */
export function effect(metrics: readonly MetricDiff[], verdict: "better" | "worse"): string | null {
  const place = ({ metric }: MetricDiff): number =>
    TELLING.includes(metric) ? TELLING.indexOf(metric) : TELLING.length;
  const [most] = metrics
    .filter((each) => each.verdict === verdict && each.beyondTolerance)
    .toSorted((a, b) => place(a) - place(b));
  if (most === undefined) return null;
  const { metric, unit, base, proposal, difference } = most;
  const verb = (difference.value ?? 0) < 0 ? "fall" : "rise";
  const moves = metric === "errors" ? verb : `${verb}s`;
  return `${metric} ${moves} from ${showMeasured(base, unit).value} to ${showMeasured(proposal, unit).value}`;
}

/** "p99 is 4.98 s, asked was < 1s". */
function askedWords({ metric, expression, proposal, unit }: ObjectiveDiff): string {
  const parsed = parseObjective(metric, expression);
  const what = "errors" in parsed ? metric : parsed.objective.figure.name;
  const limit = /[<>]=?.*$/.exec(expression)?.[0] ?? expression;
  const { value } = showMeasured(proposal.measured, unit);
  return `${what} ${/^errors/.test(what) ? "are" : "is"} ${value}, asked was ${limit}`;
}

const all = (count: number): string =>
  count === 1 ? "its objective" : count === 2 ? "both objectives" : `all ${count} objectives`;
const ofAll = (some: readonly unknown[], of: readonly unknown[]): string =>
  some.length === of.length ? all(of.length) : `${some.length} of ${of.length} objectives`;
