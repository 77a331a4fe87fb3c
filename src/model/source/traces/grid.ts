/** How far apart the rows of a recording are, and where some are missing. */
import { writeDuration } from "../../language/values/index.js";
import { clockOf } from "./moment.js";
import type { RowProblem, Teller } from "./teller.js";
import type { TimedRow } from "./timed-rows.js";

const ROUNDING = 1e-6; // Of a step.

/** The most frequent step; other steps are reported. Null for a single row. */
export function stepOf(rows: readonly TimedRow[], teller: Teller): number | null {
  const steps = rows.slice(1).map((row, i) => Number((row.at - rows[i].at).toPrecision(9)));
  if (steps.length === 0) return null;
  const counts = new Map<number, number>();
  for (const step of steps) counts.set(step, (counts.get(step) ?? 0) + 1);
  const [step] = [...counts].reduce((most, each) =>
    each[1] > most[1] || (each[1] === most[1] && each[0] < most[0]) ? each : most,
  );
  const uneven = steps.flatMap((length, i): RowProblem[] => {
    const times = Math.round(length / step);
    if (times >= 1 && Math.abs(length / step - times) <= ROUNDING * times) return [];
    const { line, text, moment } = rows[i + 1];
    const words = (of: number): string => (moment.form === "number" ? String(of) : writeDuration(of));
    const message = `${text} is ${words(length)} after ${rows[i].text}, but most rows are ${words(step)} apart`;
    return [{ line, message }];
  });
  teller.refuseRows(uneven);
  return step;
}

/** The rows with null for each missing one. */
export function withGaps(rows: readonly TimedRow[], step: number | null, teller: Teller): readonly (TimedRow | null)[] {
  const last = rows[rows.length - 1];
  const places = step === null ? 1 : Math.round((last.at - rows[0].at) / step) + 1;
  if (places > PLACES_MOST) {
    teller.refuse(`${teller.path}:${last.line}: ${last.text} is more than ${PLACES_MOST} rows after ${rows[0].text}`);
    return rows;
  }
  const all = Array<TimedRow | null>(places).fill(null);
  for (const row of rows) all[step === null ? 0 : Math.round((row.at - rows[0].at) / step)] = row;
  const gaps = rows.slice(1).flatMap((row, i): RowProblem[] => {
    const missing = Math.round((row.at - rows[i].at) / (step ?? 1)) - 1;
    if (missing < 1) return [];
    const many = missing === 1 ? "a row is" : `${missing} rows are`;
    return [
      { line: row.line, message: `${many} missing between ${rows[i].text} and ${row.text}; nothing arrives then` },
    ];
  });
  teller.warnRows(gaps);
  return all;
}

const PLACES_MOST = 1_000_000;

/** A time on the axis of the rows, in their form. */
export function written(at: number, { moment }: TimedRow): string {
  const clock = clockOf({ ...moment, value: at });
  return clock === null ? String(at) : clock.replace(/:00$/, "");
}
