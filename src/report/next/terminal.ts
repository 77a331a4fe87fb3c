/**
 * The terminal output of `headroom next`, within 80 columns: what is wrong and what helps, the table of what does
 * something, a line of what does nothing, and last the command that tries the best.
 */
import pc from "picocolors";
import type { ChangeFindings, NextFindings } from "../../analysis/findings/next-findings.js";
import { showRelative } from "../../charts/kit/change.js";
import { inline } from "../../charts/kit/estimate.js";
import { list } from "../../charts/kit/words.js";
import { fold } from "../../text/fold.js";
import { commandLines } from "../kit/command-lines.js";
import { keptWords } from "../run/run-words.js";
import { summaryOf } from "./summary.js";
import { nextTableLines } from "./table.js";

export interface NextTerminalOptions {
  readonly colour: boolean;
  readonly seconds?: number;
  readonly keptRuns?: number;
  readonly tryIt: string; // The command that tries the best change.
}

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
  const { changes, metric, now, simulated, ties } = findings;
  const best = changes.find(({ name }) => name === findings.best) ?? null;
  const notTried = changes.filter(({ verdict }) => verdict === "not tried");
  const shown = shownIn(findings);
  const summary = summaryOf(findings);

  const { title, name, variant } = findings;
  say(`${title}${variant === name ? "" : `, ${variant}`}: what to change next`, c.bold);
  say(`${summary.isWrong ? "Wrong" : "Today"}: ${summary.wrong}`, undefined, "  ");
  const paintBest = (text: string) => c.bold({ ...verdicts, none: c.green }[findings.verdict](text));
  if (best === null) say(summary.best, c.bold, "  ");
  else {
    say(`Best: ${summary.best}`, paintBest, "  ");
    say(`It takes: ${summary.costs}`, undefined, "  ");
    if (summary.leaves !== "") say(`It does not solve: ${summary.leaves}.`, c.yellow, "  ");
    if (ties.length > 0) say(`As good, for what it takes: ${list(ties)}.`, undefined, "  ");
  }
  if (shown.length > 0) lines.push("", ...nextTableLines(findings, shown, paints), "");
  const isHelped = ({ objectives, verdict }: ChangeFindings) =>
    objectives === "met" && /gains|saves|trades/.test(verdict);
  if (now.objectives.length > 0 && shown.some(isHelped))
    say("✓ every objective is met with it. cx: complexity, 1 is a setting, 4 another way of working.", c.dim, "  ");
  const explained = shown.filter(({ verdict }) => /gains|trades|worse|unknown/.test(verdict));
  for (const reason of new Set(explained.map((each) => each.reason).filter((each) => each !== "")))
    say(`${list(namesWith(explained, reason))}: ${reason}.`, c.dim, "  ");
  for (const { name, loses } of explained) if (loses !== null) say(`${name}: ${loses}.`, c.yellow, "  ");
  const gainless = (verdict: ChangeFindings["verdict"]) =>
    changes.filter((each) => each.verdict === verdict && !each.isPair);
  const none = gainless("nothing");
  if (none.length > 0) say(`Tried, and gained nothing (${metric}): ${list(none.map(withGain))}.`, undefined, "  ");
  const open = gainless("not proven");
  if (open.length > 0) say(`Tried, and no gain is proven: ${list(open.map(withGain))}.`, undefined, "  ");
  const lucky = open.filter(({ reason }) => reason !== "");
  for (const reason of new Set(lucky.map((each) => each.reason)))
    say(`${list(namesWith(lucky, reason))}: ${reason}.`, c.dim, "  ");
  const pairs = changes.filter(({ isPair, name }) => isPair && !shown.some((each) => each.name === name));
  if (pairs.length > 0) say(pairWords(pairs.length, changes), c.dim, "  ");
  if (notTried.length > 0) {
    say("Cannot gain, so not tried:", c.dim);
    for (const reason of new Set(notTried.map((each) => each.reason)))
      say(`${list(namesWith(notTried, reason))}: ${reason}`, c.dim, "  ");
  }
  const took = seconds === undefined ? "" : ` in ${seconds.toFixed(0)} s`;
  const much = `${simulated.runs} runs, ${simulated.requests.toLocaleString("en")} requests${took}`;
  say(`${much}${keptWords(simulated.runs, keptRuns)}`, c.dim, "  ");
  if (best !== null) lines.push(...commandLines("Try it:", tryIt));
  say(summary.last, best === null ? c.bold : paintBest, "  ");
  return `${lines.join("\n")}\n`;
}

const PAIRS = 3;

/** What does something; of pairs the few best that meet the objectives, or the one that gains most where it is the best. */
function shownIn({ changes, best }: NextFindings): readonly ChangeFindings[] {
  const pairs = changes.filter(
    ({ isPair, objectives, verdict }) => isPair && objectives === "met" && verdict === "gains",
  );
  const meeting = new Set(pairs.slice(0, PAIRS));
  return changes.filter(
    (each) =>
      each.name === best || (each.isPair ? meeting.has(each) : /gains|saves|trades|worse|unknown/.test(each.verdict)),
  );
}

function pairWords(others: number, changes: readonly ChangeFindings[]): string {
  const all = changes.filter(({ isPair }) => isPair);
  const meeting = all.filter(({ objectives, verdict }) => objectives === "met" && verdict === "gains").length;
  return `No single change meets the objectives, so ${all.length} pairs and larger steps were tried too: ${meeting === 0 ? "none does" : `${meeting} do`}${others < all.length ? ", the best are above" : ""}.`;
}

const withGain = ({ name, gain }: ChangeFindings): string =>
  gain === null || gain.value === 0 ? name : `${name} (${inline(showRelative(gain))})`;

const namesWith = (changes: readonly ChangeFindings[], why: string): string[] =>
  changes.flatMap(({ name, reason }) => (reason === why ? [name] : []));
