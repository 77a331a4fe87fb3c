/** The first sentences of `headroom next`: what is wrong, what helps best, what that costs, and what it does not solve. */
import type { ChangeFindings, NextFindings } from "../../analysis/findings/next-findings.js";
import { showRelative } from "../../charts/kit/change.js";
import { inline, showMeasured } from "../../charts/kit/estimate.js";
import { capital, list } from "../../charts/kit/words.js";
import { costWords } from "./table.js";

const OBJECTIVES = {
  met: "every objective is met",
  missed: "an objective is still missed",
  unknown: "an objective is still undecided",
  none: "",
};

const FULL = 0.945; // As it is printed.
const NEARLY = 0.8;

export interface Summary {
  readonly isWrong: boolean; // Or else all is well today, as far as can be told.
  readonly wrong: string;
  readonly best: string;
  readonly costs: string; // Empty where nothing helps.
  readonly leaves: string; // What it does not solve; empty: nothing that shows here.
  readonly last: string; // Of the best, once more in short.
}

export function summaryOf(findings: NextFindings): Summary {
  const { changes } = findings;
  const best = changes.find(({ name }) => name === findings.best);
  const { now } = findings;
  const isWell = now.verdict === "met" || now.verdict === "none";
  const isWrong = !isWell || now.growing || now.stuck !== null;
  const wrong = wrongWords(findings, best, isWrong);
  if (best === undefined) {
    const none = nothingHelps(findings);
    return { isWrong, wrong, best: none, costs: "", leaves: "", last: `${/^[^:.]*/.exec(none)![0]}.` };
  }
  return {
    isWrong,
    wrong,
    best: bestWords(findings, best),
    costs: costsWords(best),
    leaves: leavesWords(findings, best),
    last: lastWords(findings, best),
  };
}

function wrongWords(
  { now, metric, because }: NextFindings,
  best: ChangeFindings | undefined,
  isWrong: boolean,
): string {
  const measured = inline(showMeasured(now.measured, now.unit));
  const isNamed = isWrong && now.stuck === null && best !== undefined && best.verdict !== "saves"; // Else it is said below.
  const name = isNamed ? `${capital(best.treats)}: ${best.symptom}. ` : "";
  const when = isWrong ? " today" : ""; // What is not wrong stands behind "Today".
  const missed = now.objectives.filter(({ verdict }) => verdict === "missed");
  const asked = missed.find(({ metric: of, expression }) => isOf(metric, of, expression)) ?? missed[0];
  const state =
    now.stuck !== null
      ? `requests wait for each other for ever: ${now.stuck}`
      : now.grows !== null
        ? `there is no steady state: ${now.grows} ${now.grows.startsWith("the ") ? "grows" : "grow"}`
        : asked !== undefined
          ? `${isOf(metric, asked.metric, asked.expression) ? "" : "measured in "}${metric}${when}: ${measured}; asked of ${asked.metric}: ${asked.expression}`
          : `${metric}${when}: ${measured} (${because})`;
  const busy = busyWords(now.busiest);
  return `${name}${capital(state)}${busy === "" ? "" : `; ${busy}`}.`;
}

/** "p99 of web.page" is measured for "latency{web.page}: p(99) < 1s". */
function isOf(metric: string, of: string, expression: string): boolean {
  const [, family = of, scope] = /^([^{]*)(?:\{(.*)\})?$/.exec(of) ?? [];
  const isThere = scope === undefined ? !metric.includes(" of ") : metric.endsWith(` of ${scope}`);
  const [statistic] = metric.split(" of ");
  const asked = statistic!.replace(/^p([\d.]+)$/, "p($1)");
  return isThere && (family === "latency" ? expression.startsWith(asked) : statistic === family);
}

function busyWords(busiest: NextFindings["now"]["busiest"]): string {
  if (busiest === null) return "";
  const { part, resource, utilisation } = busiest;
  const share = utilisation.value!;
  const isOne = resource === "pool" || resource === "network" || resource === "relay";
  if (share >= FULL) return `${part} ${resource} ${isOne ? "is" : "are"} full`;
  return `the busiest is ${part} ${resource}, ${Math.round(share * 100)}% busy`;
}

function bestWords(findings: NextFindings, best: ChangeFindings): string {
  if (best.verdict === "saves") return `${best.name}. It does the same with less.`;
  const outcome = outcomeWords(findings, best, best.reason);
  const of = findings.tried > 1 ? ` (95% interval; the best of ${findings.tried} tried)` : "";
  return `${best.name}.${outcome === "" ? "" : ` ${capital(outcome)}${of}.`}`;
}

function lastWords(findings: NextFindings, best: ChangeFindings): string {
  const { verdict, metric } = findings;
  if (best.verdict !== "saves") {
    const outcome = outcomeWords(findings, best, "");
    return `Best: ${best.name}${outcome === "" ? "" : `. ${capital(outcome)}`}.`;
  }
  const then = verdict === "none" ? "" : `, and ${OBJECTIVES[verdict]}`;
  return `Nothing improves ${metric}. ${best.name} does the same with less (${costWords(best.cost)})${then}.`;
}

function outcomeWords({ metric, verdict }: NextFindings, { gain }: ChangeFindings, reason: string): string {
  const change = gain === null ? [] : [`${metric} ${inline(showRelative(gain))}`];
  const objectives = verdict === "none" ? [] : [OBJECTIVES[verdict]];
  return [...change, ...(reason === "" ? [] : [reason]), ...objectives].join(", and ");
}

function costsWords({ cost, why, complexity, assumes }: ChangeFindings): string {
  const units = costWords(cost);
  const assumed = assumes === null ? "" : ` Assumed: ${assumes}. Make sure of it.`;
  return `${units === "none" ? "nothing to buy" : units}; ${why} (complexity ${complexity}).${assumed}`;
}

/** What is still missed, what is nearly full next, and what users no longer get. */
function leavesWords({ verdict }: NextFindings, { busiest, loses }: ChangeFindings): string {
  const share = busiest?.utilisation.value ?? 0;
  const next = busiest === null || share < NEARLY ? [] : [`${busyWords(busiest)}, the next to give`];
  const open = verdict === "missed" || verdict === "unknown" ? [OBJECTIVES[verdict]] : [];
  return capital([...open, ...next, ...(loses === null ? [] : [loses])].join("; "));
}

/** Nothing among what was tried. */
function nothingHelps({ changes, metric, now }: NextFindings): string {
  const tried = changes.filter(({ verdict }) => verdict !== "not tried").length;
  const rest = changes.length - tried;
  const others = rest === 0 ? "" : `, and ${rest} more cannot`;
  const as = now.objectives.length === 0 ? "" : now.verdict === "met" ? " Every objective is met as it is." : "";
  const but = [
    butWords(changes, ({ verdict }) => verdict === "trades", "fewer are answered or more fail"),
    butWords(changes, ({ verdict, loses }) => verdict === "gains" && loses !== null, "answers then lack something"),
  ].join("");
  const byMore = `${metric} by more than chance or 2%${others}.`;
  if (but !== "") return `Nothing here helps without a price.${but} No other change tried improves ${byMore}${as}`;
  const open = changes.filter(({ verdict }) => verdict === "unknown").length;
  if (open > 0 && now.measured.value === 0)
    return `Nothing here can help: ${metric} is 0 as it is. Name what is to improve in an objective.`;
  if (open > 0)
    return `Nothing here is shown to help: ${open} of the ${tried} changes tried ${open === 1 ? "is" : "are"} unknown, for what is said below${others}.${as}`;
  const none = tried === 1 ? "the one change tried does not improve" : `none of the ${tried} changes tried improves`;
  return `Nothing here helps: ${none} ${byMore}${as}`;
}

function butWords(changes: readonly ChangeFindings[], those: (change: ChangeFindings) => boolean, but: string): string {
  const names = changes.filter(those).map(({ name }) => name);
  return names.length === 0 ? "" : ` It improves with ${list(names)}, but ${but}.`;
}
