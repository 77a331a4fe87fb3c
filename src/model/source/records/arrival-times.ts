/** Reads the arrival times of a record, row by row, all in the form of the first. */
import { DURATION } from "../../language/values/units.js";
import { unitIn } from "../measurements.js";
import { clockOf, DAY, type Form, type Moment, readMoment } from "../traces/moment.js";
import { KINDS } from "../traces/timed-rows.js";
import type { Cell } from "./rows.js";

export class ArrivalTimes {
  form: Form | null = null; // Of the first row.
  private readonly perUnit: number | null; // Milliseconds; null: the numbers have no unit.
  private offsetMs: number | null = null; // From UTC, as in the first row.
  private days = 0; // Midnights passed, of times of day.
  private lastClock = 0;
  private minute: Minute | null = null; // Of the last date that was read.

  /** @param column its name, which may tell the unit */
  constructor(column: string, unit: string | undefined) {
    const found = DURATION.units.get(unit ?? unitIn(column, { quantity: DURATION }));
    this.perUnit = found === undefined ? null : found.times / found.per;
  }

  /** @returns in milliseconds, since midnight, 1970 or whatever its numbers count from; or why not */
  read(cell: Cell): number | string {
    const number = typeof cell === "number" ? cell : plainNumber(cell);
    if (this.perUnit !== null && !Number.isNaN(number)) return this.inForm("number", number * this.perUnit, cell);
    const inMinute = this.form === "date" && typeof cell === "string" ? sameMinute(cell, this.minute) : null;
    if (inMinute !== null) return inMinute;
    const moment = readMoment(String(cell));
    if (moment?.form === "date") this.minute = minuteOf(String(cell), moment.value);
    if (moment === null) return cell === "" ? "there is no time" : `"${cell}" is no time`;
    if (moment.form === "number")
      return `"${cell}" needs a unit: say it in the column's name, as in time_ms, or at: { column: …, unit: ms }`;
    if (this.form === null) this.offsetMs = moment.offsetMs;
    if ((moment.offsetMs === null) !== (this.offsetMs === null) && moment.form === this.form)
      return `"${cell}" has ${moment.offsetMs === null ? "no" : "an"} offset from UTC, unlike the first row`;
    if (moment.form !== "clock") return this.inForm(moment.form, moment.value, cell);
    if (moment.value - this.lastClock < -DAY / 2 && this.form === "clock") this.days++;
    this.lastClock = moment.value;
    return this.inForm("clock", moment.value + this.days * DAY, cell);
  }

  /** The time of day or the date at a time that was read; null if its numbers count from somewhere else. */
  clockAt(ms: number): string | null {
    const form: Form = this.form === "number" && ms >= FIRST_EPOCH_MS ? "epoch" : (this.form ?? "number");
    return clockOf({ form, value: ms, offsetMs: this.offsetMs });
  }

  /** A time that bounds the record, on the same axis. @param firstMs the first row's */
  bound(text: string, firstMs: number): number | string {
    const moment: Moment | null = readMoment(text.trim());
    const offsetMs = this.offsetMs ?? 0;
    if (this.form === "number" || moment === null || moment.form === "number")
      return `"${text}" cannot be compared with its times: write one like them, or 10min after its start`;
    if (moment.form === "date" && this.form !== "clock")
      return moment.offsetMs === null ? moment.value - offsetMs : moment.value;
    if (moment.form !== "clock") return this.form === "clock" ? `"${text}" is no time of day` : moment.value;
    const midnight = this.form === "clock" ? 0 : Math.floor((firstMs + offsetMs) / DAY) * DAY - offsetMs;
    const onFirstDay = midnight + moment.value;
    return onFirstDay >= firstMs ? onFirstDay : onFirstDay + DAY;
  }

  private inForm(form: Form, ms: number, cell: Cell): number | string {
    this.form ??= form;
    if (form === this.form) return ms;
    return `"${cell}" is ${KINDS[form]}, and the first row has ${KINDS[this.form]}`;
  }
}

/** What dates of one minute have in common, which is all but a few of a large record. */
interface Minute {
  readonly text: string; // 2026-11-27T18:00:
  readonly zone: string;
  readonly ms: number;
}

function minuteOf(text: string, ms: number): Minute | null {
  const [, minute, seconds, zone = ""] = /^(.{16}:)(\d\d(?:\.\d+)?)(Z|[+-]\d\d:?\d\d)?$/.exec(text) ?? [];
  return minute === undefined ? null : { text: minute, zone, ms: ms - Number(seconds) * 1000 };
}

/** Null where it has to be read in full. */
function sameMinute(text: string, minute: Minute | null): number | null {
  if (minute === null || !text.startsWith(minute.text) || !text.endsWith(minute.zone)) return null;
  const seconds = Number(text.slice(minute.text.length, text.length - minute.zone.length));
  return seconds >= 0 && seconds < 60 ? minute.ms + seconds * 1000 : null;
}

const FIRST_EPOCH_MS = 1e11; // In 1973: smaller numbers count from somewhere else.

/** NaN if it is none. */
export const plainNumber = (cell: string): number =>
  cell === "" || !/^[-+]?[\d.]/.test(cell) ? Number.NaN : Number(cell);
