/** Requests by row as a CSV of counts, and the stretch of it that a model plays: the busiest, in seconds of simulation. */
import type { Trace } from "../project.js";
import type { Tally } from "./tally.js";

const ROWS_AT_MOST = 1500;
const PLAYED = 25_000; // Requests.
const ROWS_PLAYED = 3; // At least.

/** @returns nulls without times */
export function traceOf(tally: Tally): { readonly peak: number | null; readonly trace: Trace | null } {
  const span = tally.rows.counts.length * tally.stepS;
  if (span === 0) return { peak: null, trace: null };
  const peak = busiestMinute(tally);
  tally.widen(span / ROWS_AT_MOST);
  const { firstS, counts } = tally.rows;
  if (counts.length < ROWS_PLAYED) return { peak, trace: null };
  const { from, to } = busiest(counts);
  const at = (row: number): string =>
    new Date((firstS + row * tally.stepS) * 1000 + tally.offsetMs).toISOString().slice(0, 19);
  const isAll = from === 0 && to === counts.length;
  const sum = counts.slice(from, to).reduce((total, each) => total + each, 0);
  return {
    peak,
    trace: {
      csv: `time,requests\n${counts.map((count, row) => `${at(row)},${count}\n`).join("")}`,
      rows: counts.length,
      every: EVERY[tally.stepS] ?? `${tally.stepS}s`,
      played: isAll ? null : { from: at(from), to: at(to), requests: sum },
      requests: tally.requests,
    },
  };
}

const EVERY: Readonly<Record<number, string>> = { 60: "1min", 600: "10min", 3600: "1h", 86400: "1d" };

/** Requests a second in the busiest minute, or the busiest row where rows are longer. */
function busiestMinute(tally: Tally): number {
  const { counts } = tally.rows;
  const width = Math.min(counts.length, Math.max(1, 60 / tally.stepS));
  let inside = 0;
  let most = 0;
  counts.forEach((count, row) => {
    inside += count - (row >= width ? counts[row - width]! : 0);
    most = Math.max(most, inside);
  });
  return most / (width * tally.stepS);
}

/** Around the busiest row, as many as may be played. */
function busiest(counts: readonly number[]): { from: number; to: number } {
  const top = counts.reduce((best, count, row) => (count > counts[best]! ? row : best), 0);
  let [from, to, sum] = [top, top + 1, counts[top]!];
  while (from > 0 || to < counts.length) {
    const isBefore = to === counts.length || (from > 0 && top - from <= to - 1 - top);
    const next = counts[isBefore ? from - 1 : to]!;
    if (sum + next > PLAYED && to - from >= ROWS_PLAYED) break;
    sum += next;
    if (isBefore) from--;
    else to++;
  }
  return { from, to };
}
