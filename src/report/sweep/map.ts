/** A sweep of two knobs as a grid: a row for each value of the first, a column for each of the second. */
import type { SweepFindings, SweepPoint } from "../../analysis/findings/sweep-findings.js";
import { IN_UNIT, orUnknown } from "../../charts/kit/format.js";
import { VERDICT_SIGNS } from "../../charts/kit/objective-words.js";
import { sweepSubject } from "../../charts/sweep/subject.js";
import { valueWords } from "../../charts/sweep/value-words.js";
import { clean } from "../../text/safe-text.js";
import { type Cell, type Column, fittedTable, type Paint, words } from "../kit/fitted-table.js";

const LEAST = 11; // Columns of a cell.

/** Null where there is no second knob, or not enough room, or more than one figure. */
export function mapLines(
  found: SweepFindings,
  paint: Readonly<Record<"met" | "missed" | "unknown" | "dim", Paint>>,
  width: number,
): readonly string[] | null {
  const { knobs, points, objectives, figures = [] } = found;
  const [down, across] = knobs;
  if (down === undefined || across === undefined || figures.length > 1) return null;
  const head = `${clean(down.name)} \\ ${clean(across.name)}`;
  const named = Math.min(head.length, Math.floor(width / 3));
  const each = Math.floor((width - named) / across.values.length);
  if (each < LEAST || down.values.length > MOST_ROWS) return null;
  const subject = sweepSubject(found);
  const cell = (point: SweepPoint | undefined): Cell => {
    if (point === undefined) return words("");
    const { standing, growing, verdict } = point;
    const value = orUnknown(subject.of(point).value, IN_UNIT[subject.unit]);
    const said = standing ? "stuck" : growing && subject.of(point).value === null ? "grows" : value;
    return objectives.length === 0
      ? words(said, undefined, true)
      : words(`${VERDICT_SIGNS[verdict]}\u00a0${said}`, paint[verdict], true);
  };
  const columns: Column[] = [
    { head, width: named },
    ...across.values.map((value) => ({
      head: valueWords(across, value),
      width: Math.min(each, 16),
      isRight: true,
      gap: 2,
    })),
  ];
  const rows = down.values.map((value) => [
    words(valueWords(down, value), undefined, true),
    ...across.values.map((other) => cell(points.find(({ at }) => at[0] === value && at[1] === other))),
  ]);
  const legend = objectives.length === 0 ? [] : [paint.dim("✓ met, ✗ missed, ? undecided")];
  return [paint.dim(`${subject.name}:`), ...fittedTable(columns, rows, paint.dim, width), ...legend];
}

const MOST_ROWS = 20;
