/** The terminal output of `headroom next`, within 80 columns. The important line comes last. */
import pc from "picocolors";
import type { ChangeFindings, NextFindings } from "../../analysis/findings/next-findings.js";
import { showRelative } from "../../charts/kit/change.js";
import { inline, showMeasured } from "../../charts/kit/estimate.js";
import { capital, list } from "../../charts/kit/words.js";
import { fold } from "../../text/fold.js";
import { commandLines } from "../kit/command-lines.js";
import { keptWords } from "../run/run-words.js";
import { costWords, nextTableLines } from "./table.js";

export interface NextTerminalOptions {
  readonly colour: boolean;
  readonly seconds?: number;
  readonly keptRuns?: number;
  readonly tryIt: string; // The command that tries the best change.
}

const OBJECTIVES = {
  met: "every objective is met",
  missed: "an objective is still missed",
  unknown: "an objective is still undecided",
  none: "",
};

export function nextTerminal(
  findings: NextFindings,
  { colour, seconds, keptRuns = 0, tryIt }: NextTerminalOptions,
): string {
  const c = pc.createColors(colour);
  const verdicts = { met: c.green, missed: c.red, unknown: c.yellow };
  const paints = { bold: c.bold, dim: c.dim, verdict: verdicts };
  const lines: string[] = [];
  const say = (text: string, paint = (same: string) => same, indent = "") => {
    const [first, ...rest] = fold(text, 80 - indent.length);
    lines.push(paint(first!), ...rest.map((line) => paint(indent + line)));
  };
  const { changes, metric, because, now, simulated, ties } = findings;
  const best = changes.find(({ name }) => name === findings.best) ?? null;
  const notTried = changes.filter(({ verdict }) => verdict === "not tried");

  say(`${findings.title}: what to change next`, c.bold);
  const today = inline(showMeasured(now.measured, now.unit));
  say(`Measured in ${metric} (${because}), today ${today}; paired 95% intervals`, c.dim);
  if (now.stuck !== null) say(`As it is, requests wait for each other for ever: ${now.stuck}.`, c.red);
  lines.push("", ...nextTableLines(findings, paints), "");
  const isHelped = ({ objectives, verdict }: ChangeFindings) =>
    objectives === "met" && /gains|saves|trades/.test(verdict);
  if (now.objectives.length > 0 && changes.some(isHelped))
    say("✓ every objective is met with it. cx: complexity, 1 is a setting, 4 another way of working.", c.dim, "  ");
  const explained = changes.filter(({ verdict }) => /gains|trades|worse|unknown/.test(verdict));
  for (const reason of new Set(explained.map((each) => each.reason).filter((each) => each !== "")))
    say(`${list(namesWith(explained, reason))}: ${reason}.`, c.dim, "  ");
  for (const { name, loses } of explained) if (loses !== null) say(`${name}: ${loses}.`, c.yellow, "  ");
  if (notTried.length > 0) {
    say("Not tried:", c.dim);
    for (const reason of new Set(notTried.map((each) => each.reason)))
      say(`${list(namesWith(notTried, reason))}: ${reason}`, c.dim, "  ");
  }
  if (best?.assumes != null) say(`Assumed: ${best.assumes}. Make sure of it.`, c.yellow, "  ");
  if (ties.length > 0) say(`As good, for what it takes: ${list(ties)}.`, undefined, "  ");
  const took = seconds === undefined ? "" : ` in ${seconds.toFixed(0)} s`;
  const much = `${simulated.runs} runs, ${simulated.requests.toLocaleString("en")} requests${took}`;
  say(`${much}${keptWords(simulated.runs, keptRuns)}`, c.dim, "  ");
  if (best === null) say(nothingHelps(findings), c.bold, "  ");
  else {
    lines.push(...commandLines("Try it:", tryIt));
    say(bestWords(findings, best), (text) => c.bold({ ...verdicts, none: c.green }[findings.verdict](text)), "  ");
  }
  return `${lines.join("\n")}\n`;
}

const namesWith = (changes: readonly ChangeFindings[], why: string): string[] =>
  changes.flatMap(({ name, reason }) => (reason === why ? [name] : []));

function bestWords({ metric, verdict }: NextFindings, best: ChangeFindings): string {
  const { name, treats, gain, complexity, why, cost, loses } = best;
  const objectives = verdict === "none" ? [] : [OBJECTIVES[verdict]];
  const then = objectives.map((each) => `, and ${each}`).join("");
  if (best.verdict === "saves")
    return `Nothing improves ${metric}. ${name} does the same with less (${costWords(cost)})${then}.`;
  const change = gain === null ? [] : [`${metric} ${inline(showRelative(gain))}`];
  const outcome = [...change, ...objectives].join(", and ");
  const but = loses === null ? "" : ` But ${loses}.`;
  return `Best: ${name}, against the symptom “${treats}”. It takes ${why} (complexity ${complexity}).${outcome === "" ? "" : ` ${capital(outcome)}.`}${but}`;
}

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
    return `Nothing here is shown to help: ${open} of the ${tried} changes tried ${open === 1 ? "is" : "are"} unknown, for what is said above${others}.${as}`;
  const none = tried === 1 ? "the one change tried does not improve" : `none of the ${tried} changes tried improves`;
  return `Nothing here helps: ${none} ${byMore}${as}`;
}

function butWords(changes: readonly ChangeFindings[], those: (change: ChangeFindings) => boolean, but: string): string {
  const names = changes.filter(those).map(({ name }) => name);
  return names.length === 0 ? "" : ` It improves with ${list(names)}, but ${but}.`;
}
