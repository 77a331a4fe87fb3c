/** What `headroom ceiling` says on the terminal, within 80 columns. The important line comes last. */
import pc from "picocolors";
import type { BeyondFindings, CeilingFindings, ProbeFindings } from "../analysis/ceiling-findings.js";
import type { ObjectiveFindings } from "../analysis/findings.js";
import { duration, wholeShare } from "../charts/format.js";
import { list } from "../charts/words.js";
import { ceilingWords, loadWords } from "./ceiling-words.js";
import { inline, showMeasured } from "./estimate.js";
import { cut, fold, padEnd, padStart, plain } from "./plain-text.js";
import { conditionsWords, searchedWords } from "./search-words.js";

const widths = { at: 12, verdict: 9, runs: 14 };

export function ceilingText(
  found: CeilingFindings,
  { colour, keptRuns }: { colour: boolean; keptRuns?: number },
): string {
  const c = pc.createColors(colour);
  const paint = { met: c.green, missed: c.red, unknown: c.yellow };
  const lines = [
    c.bold(fold(found.title)[0]!),
    ...conditionsWords(found).map(c.dim),
    "",
    c.dim(
      `${padStart(found.knob === null ? "load" : "value", widths.at)}  ${padEnd("verdict", widths.verdict)}${padStart("runs", widths.runs)}  what decides`,
    ),
    ...lastLooks(found).map((probe) => {
      const verdict = paint[probe.verdict](padEnd(probe.verdict, widths.verdict));
      const head = `${padStart(loadWords(found, probe.at), widths.at)}  ${verdict}${padStart(`${probe.replications} × ${duration(probe.windowMs)}`, widths.runs)}  `;
      return head + cut(plain(deciding(probe)), 80 - widths.at - widths.verdict - widths.runs - 4);
    }),
    "",
  ];
  const say = (text: string, like: (line: string) => string = (same) => same): void => {
    for (const line of text === "" ? [] : fold(text)) lines.push(like(line));
  };
  if (found.beyond !== null) say(beyondWords(found, found.beyond));
  if (!found.audit.ok) say(`The runs FAILED their own checks: ${list(found.audit.failures.slice(0, 5))}.`, c.red);
  if (found.stopped === "budget") say("The budget is spent; a larger one (--budget) narrows the interval.", c.yellow);
  say(searchedWords(found.simulated, keptRuns), c.dim);
  for (const sentence of ceilingWords(found)) say(sentence, (line) => c.bold(paint[found.verdict](line)));
  return `${lines.join("\n")}\n`;
}

/** By load; of one that was tried again with more runs, the last. */
function lastLooks({ probes }: CeilingFindings): ProbeFindings[] {
  return [...new Map(probes.map((probe) => [probe.at, probe])).values()].sort((a, b) => a.at - b.at);
}

function deciding({ objectives, growing }: ProbeFindings): string {
  if (growing) return "the number in the system grows all along";
  const worst = (["missed", "unknown", "met"] as const).map((verdict) =>
    objectives.filter((each) => each.verdict === verdict),
  );
  const first = worst.flat()[0];
  return first === undefined
    ? ""
    : `${first.metric} ${statistic(first)} ${inline(showMeasured(first.measured, first.unit))}`;
}

const statistic = ({ expression }: ObjectiveFindings): string => expression.replace(/\s*[<>].*/, "");

function beyondWords(found: CeilingFindings, { at, growing, missed, first, busiest }: BeyondFindings): string {
  const broken = missed.map(
    (each) => `${each.metric}: ${each.expression} (${inline(showMeasured(each.measured, each.unit))})`,
  );
  const what = growing
    ? "the number in the system grows all along"
    : `${list(broken)} ${broken.length === 1 ? "is" : "are"} missed`;
  const gives =
    first !== null
      ? ` First to give: ${first.part} ${first.resource}, ${wholeShare(first.peakUtilisation)} busy.`
      : busiest !== null && busiest.utilisation.value !== null
        ? ` No part fills up; the busiest is ${busiest.part} ${busiest.resource} at ${wholeShare(busiest.utilisation.value)}.`
        : "";
  return `At ${loadWords(found, at)} ${what}.${gives}`;
}
