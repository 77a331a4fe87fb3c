/** The closed forms, the most specific first. A new one is a function and a line here. */
import { type Form, isInTurn, isUsual, type Question } from "../form.js";
import { impatience, withDeadline } from "./impatience.js";
import { breakdownsInside, coldStarts, sharedBreakdowns } from "./interruptions.js";
import { processorSharing, slotsInFront } from "./load-dependent.js";
import { batches, renewalArrivals, shorterOfTwo } from "./other-arrivals.js";
import { constantService, generalServers, limitedLine, markovian, noLine, oneServer } from "./plain-line.js";
import { preemptiveClasses, prioritisedLine } from "./priorities.js";

type Asked = (question: Question) => Form | null;

const USUAL: readonly Asked[] = [
  noLine,
  limitedLine,
  impatience,
  processorSharing,
  markovian,
  constantService,
  oneServer,
  renewalArrivals,
  batches,
  shorterOfTwo,
  slotsInFront,
  generalServers,
];

/** With priorities, or with interruptions of service. */
const ODD: readonly Asked[] = [prioritisedLine, preemptiveClasses, coldStarts, breakdownsInside, sharedBreakdowns];

export function formOf(question: Question): Form | null {
  const { station, inner, deadlineMs } = question;
  if (deadlineMs !== null) return withDeadline(question);
  const areUsual = isUsual(station) && (inner === null || isUsual(inner.station));
  for (const form of areUsual ? USUAL : ODD) {
    const found = form(question);
    if (found !== null) return isInTurn(station) ? found : inAnyOrder(found, station.order);
  }
  return null;
}

const SHORT: Record<string, string> = { "last-come-first-served": "LCFS", "random-order": "ROS" };

/**
 * An order of service that ignores the work changes neither the number there nor, by Little's law, the mean
 * wait, but it changes how waits vary. Source: Conway, Maxwell & Miller, Theory of Scheduling
 * (1967), ch. 8.
 */
function inAnyOrder(form: Form, order: string): Form {
  const says = form.says.filter(({ tail = false }) => !tail);
  return { ...form, name: `${form.name}-${SHORT[order] ?? order}`, says };
}
