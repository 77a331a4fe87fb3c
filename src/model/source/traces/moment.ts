import type { TraceRate } from "../../traffic/rate.js";
import type { Teller } from "./teller.js";

/**
 * The time of a row in a recording, in any form that files use: a time of day, a date with or without a time, seconds
 * since 1970, or a plain number that only gives the order.
 */
export type Form = "clock" | "date" | "epoch" | "number";

export interface Moment {
  readonly form: Form;
  readonly value: number; // [ms] since midnight, or since 1970; of a plain number, itself.
  readonly offsetMs: number | null; // From UTC, where a date tells it.
}

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Null if it is none of them. */
export const readMoment = (text: string): Moment | null => readClock(text) ?? readDate(text) ?? readNumber(text);

const CLOCK = /^(\d{1,2}):([0-5]\d)(?::([0-5]\d(?:[.,]\d+)?))?(?:\s*([ap])\.?m\.?)?$/i;

/** `8:00`, `08:00:30`, `8:00 pm`; 24:00 and later are hours of the next day. */
function readClock(text: string): Moment | null {
  const match = CLOCK.exec(text);
  if (match === null) return null;
  const [, hours, minutes, seconds, half] = match;
  const hour = Number(hours);
  if (half !== undefined && (hour < 1 || hour > 12)) return null;
  const inDay = half === undefined ? hour : (hour % 12) + (half.toLowerCase() === "p" ? 12 : 0);
  if (inDay >= 48) return null;
  return { form: "clock", value: inDay * HOUR + Number(minutes) * MINUTE + secondsMs(seconds), offsetMs: null };
}

const DATE =
  /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:(?:T|\s+)(\d{1,2}):(\d\d)(?::(\d\d(?:[.,]\d+)?))?)?\s*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?$/i;

/** `1998-07-07`, `1998-07-07T20:30`, `1998-07-07 20:30:15.5+02:00`, `19980707`; without an offset as if it were UTC. */
function readDate(text: string): Moment | null {
  const match = DATE.exec(text.replace(/^((?:19|20)\d\d)(\d\d)(\d\d)(?=$|T)/, "$1-$2-$3"));
  if (match === null) return null;
  const [, year, , month, day, hours = "0", minutes = "0", seconds, zone] = match;
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const isDay = new Date(midnight).getUTCMonth() === Number(month) - 1 && Number(day) > 0;
  if (!isDay || Number(hours) > 24 || Number(minutes) > 59 || secondsMs(seconds) >= MINUTE) return null;
  const offsetMs = zone === undefined ? null : zoneMs(zone);
  const value = midnight + Number(hours) * HOUR + Number(minutes) * MINUTE + secondsMs(seconds) - (offsetMs ?? 0);
  return { form: "date", value, offsetMs };
}

function zoneMs(zone: string): number {
  if (/^[a-z]/i.test(zone)) return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(3).replace(":", "") || "0")];
  return (zone[0] === "-" ? -1 : 1) * (hours * HOUR + minutes * MINUTE);
}

const secondsMs = (seconds: string | undefined): number => Number((seconds ?? "0").replace(",", ".")) * SECOND;

const EPOCHS = [
  { from: 1e17, ms: 1e-6 }, // Nanoseconds,
  { from: 1e14, ms: 1e-3 }, // microseconds,
  { from: 1e11, ms: 1 }, // milliseconds
  { from: 1e8, ms: SECOND }, // and seconds since 1970, from 1973 on.
];

const LAST_MS = 8e15; // A calendar goes no further.

function readNumber(text: string): Moment | null {
  if (!/^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return null;
  const value = Number(text);
  const epoch = EPOCHS.find(({ from }) => value >= from);
  if (epoch === undefined || value * epoch.ms > LAST_MS) return { form: "number", value, offsetMs: null };
  return { form: "epoch", value: value * epoch.ms, offsetMs: 0 };
}

/** As charts read it: `08:00:00`, or `1998-07-07T20:30:00` as the file's own clocks showed it. */
export function clockOf({ form, value, offsetMs }: Moment): string | null {
  if (form === "number") return null;
  if (form === "clock") return new Date(value % DAY).toISOString().slice(11, 19);
  return new Date(value + (offsetMs ?? 0)).toISOString().slice(0, 19);
}

/** @param told by the file @returns {} if unknown */
export function writtenClock({ clock }: TraceRate, told: string | null, teller: Teller): { clock?: string } | null {
  if (clock === undefined) return told === null ? {} : { clock: told };
  const moment = readMoment(clock);
  const said = moment === null ? null : clockOf(moment);
  if (said === null) return teller.refuse(`"${clock}" is no time, such as 8:00 or 1998-07-07T08:00`, "clock");
  if (told === null || said.endsWith(told)) return { clock: said };
  return teller.refuse(`the first row is at ${told.replace(/:00$/, "")}, not ${clock}`, "clock", "leave it out");
}
