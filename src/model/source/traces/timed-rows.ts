/** The rows of a recording with their times, in order of time. */
import type { Row } from "../csv.js";
import { DAY, type Moment, readMoment } from "./moment.js";
import type { Teller } from "./teller.js";

export interface TimedRow extends Row {
  readonly text: string; // Its time as written.
  readonly moment: Moment;
  readonly at: number; // [ms], or a plain number; times of day go on past midnight.
}

const FORMS = "a time is written as 8:00, 1998-07-07T08:00, seconds since 1970, or a number that grows";
export const KINDS: Record<Moment["form"], string> = {
  clock: "a time of day",
  date: "a date",
  epoch: "seconds since 1970",
  number: "a plain number",
};

/** The rows that can be put in order; the others are reported. Null if none can. */
export function timedRows(rows: readonly Row[], column: number, teller: Teller): readonly TimedRow[] | null {
  const read = rows.map((row): Read => {
    const text = row.cells[column] ?? "";
    return { ...row, text, moment: readMoment(text) };
  });
  const last = read.findLastIndex(({ moment }) => moment !== null);
  if (last < 0)
    return teller.refuse(`"${read[0].text}" in the first column of "${teller.path}" is no time`, "trace", FORMS);
  const known = read.slice(0, last + 1);
  const first = known.find(isTimed) as Timed;
  const problems = known.map((row) => (isTimed(row) ? mixed(row, first) : `"${row.text}" is no time`));
  teller.refuseRows(known.flatMap(({ line }, i) => (problems[i] === null ? [] : [{ line, message: problems[i] }])));
  const below = read.slice(last + 1);
  teller.warnRows(below.map(({ line, text }) => ({ line, message: `"${text}" is no time; the row is left out` })));
  return ordered(
    known.filter((row, i): row is Timed => problems[i] === null && isTimed(row)),
    teller,
  );
}

interface Read extends Row {
  readonly text: string;
  readonly moment: Moment | null;
}

interface Timed extends Read {
  readonly moment: Moment;
}

const isTimed = (row: Read): row is Timed => row.moment !== null;

/** How the form of its time differs from the first. */
function mixed({ text, moment }: Timed, first: Timed): string | null {
  const there = `"${first.text}" on line ${first.line}`;
  if (moment.form !== first.moment.form)
    return `"${text}" is ${KINDS[moment.form]}, and ${there} is ${KINDS[first.moment.form]}`;
  if ((moment.offsetMs === null) === (first.moment.offsetMs === null)) return null;
  return `"${text}" has ${moment.offsetMs === null ? "no" : "an"} offset from UTC, unlike ${there}`;
}

function ordered(read: readonly Timed[], teller: Teller): readonly TimedRow[] {
  const { form } = read[0].moment;
  const rows = form === "clock" ? pastMidnight(read) : read.map((row) => ({ ...row, at: row.moment.value }));
  const late = rows.flatMap((row, i) =>
    i > 0 && row.at < rows[i - 1].at ? [{ ...row, before: rows[i - 1].text }] : [],
  );
  if (form === "number")
    teller.refuseRows(
      late.map(({ line, text, before }) => ({ line, message: `${text} after ${before} is no time that passes` })),
    );
  else if (late.length > 0)
    teller.warn(
      `${teller.path}:${late[0].line}: ${late[0].text} comes below ${late[0].before}; the rows are sorted by their times`,
    );
  const sorted = late.length === 0 ? rows : rows.toSorted((a, b) => a.at - b.at);
  const isTwice = (row: TimedRow, i: number): boolean => i > 0 && row.at === sorted[i - 1].at;
  const twice = sorted.flatMap((row, i) =>
    isTwice(row, i) ? [{ line: row.line, message: `${row.text} is the time of line ${sorted[i - 1].line} too` }] : [],
  );
  teller.refuseRows(twice);
  return sorted.filter((row, i) => !isTwice(row, i));
}

/** A time of day that is far before the one above it belongs to the next day; one a little before it is out of order. */
function pastMidnight(read: readonly Timed[]): TimedRow[] {
  const steps = read.slice(1).map(({ moment }, i) => moment.value - read[i].moment.value);
  const isBack = (step: number): boolean => step < 0 && step >= -DAY / 2;
  const isNewestFirst = steps.filter(isBack).length > steps.length / 2;
  const forwards = isNewestFirst ? read.toReversed() : read;
  let days = 0;
  const rows = forwards.map((row, i) => {
    const step = i === 0 ? 0 : row.moment.value - forwards[i - 1].moment.value;
    if (step < -DAY / 2) days++;
    return { ...row, at: row.moment.value + days * DAY };
  });
  return isNewestFirst ? rows.toReversed() : rows;
}
