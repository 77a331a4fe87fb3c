/** Which rows `from` and `to` choose; both are times, however they are written. */
import type { TraceRate } from "../../traffic/rate.js";
import { written } from "./grid.js";
import { DAY, type Form, readMoment } from "./moment.js";
import type { Teller } from "./teller.js";
import type { TimedRow } from "./timed-rows.js";

/** Null, with a diagnostic, if there are none. @param step of the rows, null if unknown */
export function rowsBetween(
  rows: readonly TimedRow[],
  step: number | null,
  { from, to }: TraceRate,
  teller: Teller,
): readonly TimedRow[] | null {
  const [first, last] = [rows[0], rows[rows.length - 1]];
  const end = last.at + (step ?? 0);
  const begins =
    from === undefined ? first.at : placeOf(from, "from", rows, teller, (at) => at >= first.at && at <= last.at);
  const after = Math.max(first.at, begins ?? first.at);
  const ends =
    to === undefined ? Number.POSITIVE_INFINITY : placeOf(to, "to", rows, teller, (at) => at > after && at <= end);
  if (begins === null || ends === null) return null;
  const taken = rows.filter(({ at }) => at >= begins && at < ends);
  const span = `its rows are from ${first.text} to ${last.text}`;
  const start = from === undefined ? `the first row, ${first.text}` : `"from: ${from}"`;
  if (ends <= begins) return teller.refuse(`"to: ${to}" is not after ${start}`, "to", span);
  if (taken.length === 0)
    return teller.refuse(
      `"${teller.path}" has no rows from ${from ?? "its start"} to ${to ?? "its end"}`,
      "from",
      span,
    );
  if (begins < first.at) teller.warn(`"${teller.path}" begins at ${first.text}, after "from: ${from}"`, "from");
  if (to !== undefined && step !== null && ends > end)
    teller.warn(`"${teller.path}" ends at ${written(end, last)}, before "to: ${to}"`, "to");
  return taken;
}

/** A time of day may occur on several days: the first one allowed, else the first day's. */
function placeOf(
  text: string,
  key: "from" | "to",
  rows: readonly TimedRow[],
  teller: Teller,
  isWanted: (at: number) => boolean,
): number | null {
  const [{ moment: first, text: shown, at }] = rows;
  const moment = readMoment(text.trim());
  if (moment === null || !isComparable(moment.form, first.form))
    return teller.refuse(`"${text}" cannot be compared with the times of "${teller.path}", such as ${shown}`, key);
  const offsetMs = first.offsetMs ?? 0;
  if (moment.form === "date" && moment.offsetMs === null) return moment.value - offsetMs;
  if (moment.form !== "clock") return moment.value;
  const midnight = first.form === "clock" ? 0 : Math.floor((at + offsetMs) / DAY) * DAY - offsetMs;
  const days = Math.ceil((rows[rows.length - 1].at - at) / DAY) + 2;
  const places = Array.from({ length: days }, (_, day) => midnight + day * DAY + moment.value);
  return places.find(isWanted) ?? places[0];
}

const isComparable = (bound: Form, rows: Form): boolean =>
  rows === "number" || rows === "clock" ? bound === rows : bound !== "number";
