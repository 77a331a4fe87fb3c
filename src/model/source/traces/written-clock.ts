/** The time of day at the first row of a recording, if the model gives it. */
import type { TraceRate } from "../../traffic/rate.js";
import { clockOf, readMoment } from "./moment.js";
import type { Teller } from "./teller.js";

/** @param told by the file @returns {} if unknown */
export function writtenClock({ clock }: TraceRate, told: string | null, teller: Teller): { clock?: string } | null {
  if (clock === undefined) return told === null ? {} : { clock: told };
  const moment = readMoment(clock);
  const said = moment === null ? null : clockOf(moment);
  if (said === null) return teller.refuse(`"${clock}" is no time, such as 8:00 or 1998-07-07T08:00`, "clock");
  if (told === null || said.endsWith(told)) return { clock: said };
  return teller.refuse(`the first row is at ${told.replace(/:00$/, "")}, not ${clock}`, "clock", "leave it out");
}
