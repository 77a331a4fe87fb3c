/** What gives first and from when to when, in a sentence: the bottleneck, one clause for those that share it. */

import { SATURATED } from "../../analysis/figures/saturation.js";
import { longestWait, timeSpent } from "../../analysis/figures/time-spent.js";
import type { Findings, SaturationFindings, VariantFindings } from "../../analysis/findings/findings.js";
import { decimal, shortShare, wholeShare } from "../../charts/kit/format.js";
import { drawable } from "../../charts/kit/numbers.js";
import { spokenSpan } from "../../charts/kit/spoken.js";
import { time } from "../../charts/kit/time-axis.js";
import { capital } from "../../charts/kit/words.js";
import { whose } from "./whose.js";

interface Cause {
  readonly where: string; // "web cores are", "no resource"
  readonly how: string; // "full from 21:41 to 21:47".
  readonly fromMs: number; // To tell the earliest of several.
}

/** Of those that miss something, or of all where nothing is asked. Empty where nothing is short. */
export function causeWords(findings: Findings): string {
  const { variants } = findings;
  const isMissed = variants.some(({ verdict }) => verdict === "missed");
  const those = [...variants.keys()].filter((i) => !isMissed || variants[i]!.verdict === "missed");
  const found = those.map((i) => ({ i, cause: causeOf(findings, variants[i]!) }));
  const groups = new Map<string, { members: number[]; first: Cause }>();
  for (const { i, cause } of found) {
    if (cause === null) continue;
    const group = groups.get(cause.where) ?? { members: [], first: cause };
    group.members.push(i);
    groups.set(cause.where, { ...group, first: cause.fromMs < group.first.fromMs ? cause : group.first });
  }
  const some = [...groups].slice(0, MOST);
  if (some.length === 0) return isMissed ? nothingFull(findings, those) : "";
  const more = groups.size > some.length ? ["others elsewhere"] : [];
  if (variants.length === 1) return `The bottleneck: ${some[0]![0]} ${some[0]![1].first.how}.`;
  const isOfAll = some.length === 1 && some[0]![1].members.length === variants.length;
  const clauses = some.map(
    ([where, { members, first }]) => `in ${isOfAll ? "all" : whose(findings, members)} ${where} ${first.how}`,
  );
  return `${capital([...clauses, ...more].join("; "))}.`;
}

const MOST = 3;
const LONG_WAIT = 0.25; // Of the mean time of a request.
const MANY_ERRORS = 0.01;

function causeOf(findings: Findings, variant: VariantFindings): Cause | null {
  const { overload, saturation, standstill, all } = variant;
  if (standstill !== null) return null; // Which is told in its own words.
  const binding = overload?.binding ?? null;
  if (binding !== null) {
    const { part, resource, offered } = binding;
    const how = offered === null ? "full" : `asked for ${decimal(offered)} times what there is`;
    return { where: areWords(part, resource), how, fromMs: 0 };
  }
  const [first] = saturation;
  if (first !== undefined)
    return {
      where: areWords(first.part, first.resource),
      how: fullWords(findings, variant, first),
      fromMs: first.atMs,
    };
  const wait = longestWait(timeSpent(variant));
  if (wait !== null && (drawable(wait.waitingShare) ?? 0) >= LONG_WAIT && wait.waitingShare! <= 1)
    return {
      where: `requests wait for ${wait.part} ${wait.resource}`,
      how: `${wholeShare(wait.waitingShare!)} of their time`,
      fromMs: 0,
    };
  const [error] = all.errors;
  const failed = drawable(error?.share.value) ?? 0;
  return failed < MANY_ERRORS
    ? null
    : { where: `requests fail by ${error!.cause} at ${error!.part}:`, how: shortShare(failed), fromMs: 0 };
}

const areWords = (part: string, resource: string): string =>
  `${part} ${resource} ${/s$/.test(resource) ? "are" : "is"}`;

/** "full from 21:41 to 21:47", "full nearly all the time", "full at moments, first at 21:41". */
function fullWords(
  { window }: Findings,
  { overTime, drift }: VariantFindings,
  { part, resource, atMs }: SaturationFindings,
): string {
  const { startMs, binMs, resources } = overTime;
  const utilisation = resources.find((each) => each.part === part && each.resource === resource)?.utilisation ?? [];
  const full = [...utilisation.keys()].filter((bin) => utilisation[bin]! >= SATURATED);
  const from = time(atMs, window.clock);
  const [begin, end] = [full[0], full.at(-1)];
  if (begin === undefined || end === undefined) return `full from ${from}`;
  const dense = full.length / (end - begin + 1);
  if (full.length >= 0.9 * utilisation.length) return "full all the time";
  if (drift !== null) return `full ${wholeShare(full.length / utilisation.length)} of the time`; // Of steady traffic.
  if (full.length === 1) return `full for a moment at ${from}`;
  const often = dense < 0.5 ? "full now and again" : "full";
  if (end >= utilisation.length - 2) return `${often} from ${from} on`;
  const untilMs = startMs + (end + 1) * binMs;
  return window.clock === null
    ? `${often} at ${spokenSpan(atMs, untilMs)}`
    : `${often} from ${from} to ${time(untilMs, window.clock)}`;
}

/** Slow or failing without anything full: then it is the work itself. */
function nothingFull(findings: Findings, those: readonly number[]): string {
  const where = findings.variants.length === 1 ? "" : ` in ${whose(findings, those)}`;
  return `Nothing is full${where}: what it takes is work and not waiting.`;
}
