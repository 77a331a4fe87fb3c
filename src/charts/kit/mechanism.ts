/** Why a system does not come back, in a clause, from what was measured. */
import type { MechanismFindings } from "../../analysis/findings/findings.js";
import { duration, rate, roundDuration, shortShare } from "./format.js";

/** "retries turn 40.1/s calls of pay into 160/s, and the queue for pay threads, of 26.4 s, is longer than …". */
export function mechanismWords({ retries, cold, wait }: MechanismFindings): string {
  const clauses = [
    ...(retries === undefined
      ? []
      : [`retries turn ${rate(retries.asked)} calls of ${retries.part} into ${rate(retries.attempts)}`]),
    ...(cold === undefined ? [] : [coldWords(cold)]),
    ...(wait === undefined ? [] : [waitWords(wait)]),
  ];
  return clauses.join(", and ");
}

/** Of all that do not come back, in few words for a title; empty where they have not the same. */
export function sharedMechanism(each: readonly (MechanismFindings | undefined)[]): string {
  const [first] = each;
  if (first === undefined) return "";
  const { retries, cold, wait } = first;
  if (retries !== undefined && each.every((other) => other?.retries?.part === retries.part))
    return each.length === 1
      ? `retries turn ${rate(retries.asked)} calls of ${retries.part} into ${rate(retries.attempts)}`
      : `retries multiply the calls of ${retries.part}`;
  if (cold !== undefined && each.every((other) => other?.cold?.cache === cold.cache)) return `${cold.cache} stays cold`;
  const isBare = (other: MechanismFindings | undefined): boolean =>
    other?.retries === undefined && other?.cold === undefined && other?.wait?.part === wait?.part;
  return wait !== undefined && each.every(isBare)
    ? `the queue for ${wait.part} ${wait.resource} is longer than the ${limitName(wait.limit)}`
    : "";
}

const coldWords = ({ cache, hitRateBefore, hitRateAfter, part, resource }: NonNullable<MechanismFindings["cold"]>) =>
  `${cache} stays cold because ${part} ${resource} ${/s$/.test(resource) ? "stay" : "stays"} full: ${shortShare(hitRateAfter)} of look-ups hit, where ${shortShare(hitRateBefore)} did`;

function waitWords({ part, resource, waitMs, limit, limitMs }: NonNullable<MechanismFindings["wait"]>): string {
  return `the queue for ${part} ${resource}, of ${duration(waitMs)}, is longer than the ${limitName(limit)}, ${roundDuration(limitMs)}`;
}

const limitName = (limit: NonNullable<MechanismFindings["wait"]>["limit"]): string =>
  limit === "patience" ? "patience of users" : limit;
