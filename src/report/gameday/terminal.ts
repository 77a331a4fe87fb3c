/** The terminal output of `headroom gameday`, within 80 columns. The important line comes last. */
import pc from "picocolors";
import type { GamedayFindings, TrialFindings } from "../../analysis/findings/gameday-findings.js";
import { showShare } from "../../charts/kit/estimate.js";
import { fold } from "../../text/fold.js";
import { clean } from "../../text/safe-text.js";
import { type Cell, type Column, figure, fittedTable, words } from "../kit/fitted-table.js";
import { keptWords } from "../run/run-words.js";
import type { Paints } from "../run/terminal-table.js";
import { backWords, conditionsOfDay, dayWords, FALLBACKS, faultWords, modeWords, worstWords } from "./words.js";

/** The preferred widths add up to 80. */
const COLUMNS: readonly Column[] = [
  { head: "part", width: 10 },
  { head: "fault", width: 11 },
  { head: "lost", width: 7, isRight: true },
  { head: "how", width: 13 },
  { head: "who suffers", width: 20 },
  { head: "back after", width: 12 },
  { head: "fallback", width: 9 },
];

export interface GamedayTerminalOptions {
  readonly colour: boolean;
  readonly seconds?: number;
  readonly keptRuns?: number;
  readonly written?: string;
}

export function gamedayTerminal(
  findings: GamedayFindings,
  { colour, seconds, keptRuns = 0, written }: GamedayTerminalOptions,
): string {
  const c = pc.createColors(colour);
  const verdicts = { met: c.green, missed: c.red, unknown: c.yellow, none: c.green };
  const paints: Paints = { bold: c.bold, dim: c.dim, verdict: verdicts };
  const lines: string[] = [];
  const say = (text: string, paint = (same: string) => same, indent = "") => {
    const [first, ...rest] = fold(text, 80 - indent.length);
    lines.push(paint(first!), ...rest.map((line) => paint(indent + line)));
  };
  const { trials, simulated, objectives } = findings;
  say(`${findings.title}: a game day`, c.bold);
  say(conditionsOfDay(findings), c.dim);
  if (objectives.length > 0)
    say(`Asked: ${objectives.map((each) => each.replaceAll(" ", "\u00a0")).join(" · ")}`, c.dim);
  lines.push("");
  lines.push(
    ...fittedTable(
      COLUMNS,
      trials.map((trial) => rowOf(trial, paints)),
      c.dim,
    ),
  );
  lines.push("");
  say("slow: longer than 99% of the answers take on a good day.", c.dim, "  ");
  const took = seconds === undefined ? "" : ` in ${seconds.toFixed(0)} s`;
  say(
    `${simulated.runs} runs, ${simulated.requests.toLocaleString("en")} requests${took}${keptWords(simulated.runs, keptRuns)}`,
    c.dim,
    "  ",
  );
  if (written !== undefined) say(`Written: ${written}`);
  say(dayWords(findings), (text) => c.bold(verdicts[findings.verdict](text)), "  ");
  return `${lines.join("\n")}\n`;
}

function rowOf(trial: TrialFindings, paints: Paints): Cell[] {
  return [
    words(clean(trial.part), trial.fallback === "none" ? paints.bold : undefined),
    words(faultWords(trial)),
    figure(showShare(trial.lost), paints.dim),
    words(modeWords(trial)),
    words(worstWords(trial)),
    words(backWords(trial).replace(/\u00a0(?=[±≤≥\d])/, " "), trial.comesBack ? undefined : paints.verdict.missed),
    words(FALLBACKS[trial.fallback], trial.fallback === "none" ? paints.verdict.unknown : paints.dim),
  ];
}
