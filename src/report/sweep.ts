/** What `headroom sweep` says on the terminal: one line a point, within 80 columns. */
import pc from "picocolors";
import type { SweepFindings } from "../analysis/sweep-findings.js";
import { sweepCaption, valueWords } from "../charts/sweep-caption.js";
import { list } from "../charts/words.js";
import { inline, showDuration, showRate, showShare } from "./estimate.js";
import { cut, fold, padEnd, padStart, plain } from "./plain-text.js";
import { conditionsWords, searchedWords } from "./search-words.js";

const widths = { knob: 11, rate: 10, p50: 10, p99: 17, errors: 9 };

export function sweepText(
  found: SweepFindings,
  options: { colour: boolean; written: string; keptRuns?: number },
): string {
  const c = pc.createColors(options.colour);
  const paint = { met: c.green, missed: c.red, unknown: c.yellow };
  const { knobs, points, objectives } = found;
  const head = [
    ...knobs.map((_, i) => padStart(knobs.length === 1 ? "value" : `knob ${i + 1}`, widths.knob)),
    padStart("offered", widths.rate),
    ...(knobs.length === 1 ? [padStart("p50", widths.p50)] : []),
    padStart("p99", widths.p99),
    padStart("errors", widths.errors),
    objectives.length === 0 ? "" : "  verdict",
  ].join("");
  const lines = [
    c.bold(fold(found.title)[0]!),
    ...conditionsWords(found).map(c.dim),
    ...knobs
      .flatMap(({ name }, i) => fold(knobs.length === 1 ? `Value: ${name}` : `Knob ${i + 1}: ${name}`))
      .map(c.dim),
    "",
    c.dim(head),
  ];
  for (const { at, verdict, growing, offeredLoad, p50Ms, p99Ms, errorRate, first } of points) {
    const cells = [
      ...at.map((value, i) => [valueWords(knobs[i], value), widths.knob] as const),
      [showRate(offeredLoad).value, widths.rate] as const,
      ...(knobs.length === 1 ? [[showDuration(p50Ms).value, widths.p50] as const] : []),
      [growing ? "grows" : inline(showDuration(p99Ms)), widths.p99] as const,
      [showShare(errorRate).value, widths.errors] as const,
    ].map(([text, width]) => padStart(plain(text), width));
    const judged = objectives.length === 0 ? "" : `  ${paint[verdict](padEnd(verdict, 8))}`;
    const gives =
      first === null ? "" : ` ${cut(plain(`${first.part} ${first.resource}`), knobs.length === 1 ? 12 : 8)}`;
    lines.push(`${cells.join("")}${judged}${gives}`.trimEnd());
  }
  lines.push("");
  const say = (text: string, like: (line: string) => string = (same) => same): void => {
    for (const line of fold(text)) lines.push(like(line));
  };
  if (found.knee !== null && found.knee.value !== null) {
    const [at, low, high] = [found.knee.value, found.knee.low!, found.knee.high!].map((x) => valueWords(knobs[0], x));
    say(`Knee of p99: ${at} (${low}–${high}), the point farthest from the chord; it depends on the range swept.`);
  }
  if (!found.audit.ok) say(`The runs FAILED their own checks: ${list(found.audit.failures.slice(0, 5))}.`, c.red);
  say(searchedWords(found.simulated, options.keptRuns), c.dim);
  say(`Written: ${options.written}`);
  say(`${sweepCaption(found).title}.`, c.bold);
  return `${lines.join("\n")}\n`;
}
