/** The times that logs write. */
import { readMoment } from "../../../model/source/traces/moment.js";

export interface Instant {
  readonly atMs: number; // Since 1970.
  readonly offsetMs: number;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const CLF = /^(\d\d)\/(\w{3})\/(\d{4}):(\d\d):(\d\d):(\d\d)(?:\.\d+)? ?([+-])(\d\d)(\d\d)$/;

/** `10/Oct/2000:13:55:36 -0700`. */
export function logMoment(text: string): Instant | null {
  const match = CLF.exec(text);
  if (match === null) return null;
  const [, day, month = "", year, hours, minutes, seconds, sign, zoneHours, zoneMinutes] = match;
  const index = MONTHS.indexOf(month);
  if (index < 0 || Number(day) > 31 || Number(hours) > 24 || Number(minutes) > 59) return null;
  const offsetMs = (sign === "-" ? -1 : 1) * (Number(zoneHours) * 60 + Number(zoneMinutes)) * 60_000;
  const local = Date.UTC(Number(year), index, Number(day), Number(hours), Number(minutes), Number(seconds));
  return { atMs: local - offsetMs, offsetMs };
}

/** Any of: that, an ISO date, a number since 1970 in s, ms, µs or ns. */
export function anyMoment(value: unknown): Instant | null {
  if (typeof value !== "string" && typeof value !== "number") return null;
  const text = String(value).trim();
  const inLog = logMoment(text);
  if (inLog !== null) return inLog;
  const moment = readMoment(text.replace(/([.,]\d{3})\d+/, "$1"));
  if (moment === null || moment.form === "number") return null;
  return { atMs: moment.value, offsetMs: moment.offsetMs ?? 0 };
}
