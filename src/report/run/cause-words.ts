/** What gives first and from when to when, in a sentence: the bottleneck, one clause for those that share it. */

import { SATURATED } from "../../analysis/figures/saturation.js";
import { longestWait, timeSpent } from "../../analysis/figures/time-spent.js";
import type { Findings, SaturationFindings, VariantFindings } from "../../analysis/findings/findings.js";
import { decimal, shortShare, wholeShare } from "../../charts/kit/format.js";
import { drawable } from "../../charts/kit/numbers.js";
import { spoken, spokenSpan } from "../../charts/kit/spoken.js";
import { time } from "../../charts/kit/time-axis.js";
import { capital } from "../../charts/kit/words.js";
import { whose } from "./whose.js";

interface Cause {
  readonly where: string; // "web cores are", "requests wait for db pool".
  readonly how: string; // "full from 21:41 to 21:47".
  readonly alike: string; // What stands for several that differ: "full at times".
  readonly fromMs: number; // To tell the earliest of several.
  readonly isRare?: boolean; // Of steady traffic: full so seldom that it limits little.
}

interface Group {
  readonly members: readonly number[]; // Variants.
  readonly causes: readonly Cause[];
}

/** Of those that miss something, or of all where nothing is asked. Empty where nothing is short. */
export function causeWords(findings: Findings): string {
  const { variants } = findings;
  const isMissed = variants.some(({ verdict }) => verdict === "missed");
  const those = [...variants.keys()].filter((i) => !isMissed || variants[i]!.verdict === "missed");
  const groups = new Map<string, Group>();
  for (const i of those) {
    const cause = causeOf(findings, variants[i]!);
    if (cause === null) continue;
    const { members, causes } = groups.get(cause.where) ?? { members: [], causes: [] };
    groups.set(cause.where, { members: [...members, i], causes: [...causes, cause] });
  }
  const some = [...groups].slice(0, MOST);
  if (some.length === 0) return isMissed ? nothingFull(findings, those) : "";
  if (variants.length === 1) {
    const [[where, { causes }]] = some as [[string, Group]];
    const said = `${where} ${causes[0]!.how}.`;
    if (/^requests/.test(said)) return capital(said);
    return causes[0]!.isRare === true ? `Short at times: ${said}` : `The bottleneck: ${said}`;
  }
  const more = groups.size > some.length ? ["others elsewhere"] : [];
  const isOfAll = some.length === 1 && some[0]![1].members.length === variants.length;
  const clauses = some.map(
    ([where, { members, causes }]) => `in ${isOfAll ? "all" : whose(findings, members)} ${where} ${howOf(causes)}`,
  );
  return `${capital([...clauses, ...more].map((each) => each.trimEnd()).join("; "))}.`;
}

/** The same of all, or the earliest. */
function howOf(causes: readonly Cause[]): string {
  const [first] = causes.toSorted((a, b) => a.fromMs - b.fromMs);
  if (causes.every(({ how }) => how === first!.how)) return first!.how;
  return causes.every(({ fromMs }) => fromMs === first!.fromMs)
    ? first!.alike
    : first!.alike.replace("from", "first from");
}

const MOST = 3;
const RARE = 0.1; // Of the time.
const LONG_WAIT = 0.25; // Of the mean time of a request.
const MANY_ERRORS = 0.01;

function causeOf(findings: Findings, variant: VariantFindings): Cause | null {
  const { overload, saturation, standstill } = variant;
  if (standstill !== null) return null; // Which is told in its own words.
  const binding = overload?.binding ?? null;
  const [first] = saturation;
  // Where only the runs show that it is full, what saturated first is the cause, and it may be a symptom.
  if (binding !== null && (binding.offered !== null || first === undefined)) {
    const { part, resource, offered } = binding;
    const how = offered === null ? "full" : `asked for ${decimal(offered)} times what there is`;
    return { where: areWords(part, resource), how, alike: "full", fromMs: 0 };
  }
  if (first !== undefined) {
    const [from, how] = [moment(first.atMs, findings.window.clock), fullWords(findings, variant, first)];
    const alike = variant.drift === null ? `full from ${from}` : "full at times";
    const isRare = variant.drift !== null && fullShare(variant, first) < RARE;
    return { where: areWords(first.part, first.resource), how, alike, fromMs: first.atMs, isRare };
  }
  if (missesErrorsOnly(variant)) return failureOf(variant, 0);
  const wait = longestWait(timeSpent(variant));
  const waits = drawable(wait?.waitingShare) ?? 0;
  if (wait !== null && waits >= LONG_WAIT && waits <= 1)
    return {
      where: `requests wait for ${wait.part} ${wait.resource}`,
      how: `for ${wholeShare(waits)} of their time`,
      alike: "for much of their time",
      fromMs: 0,
    };
  return failureOf(variant, MANY_ERRORS);
}

/** Then what requests wait for is not what is missed. */
function missesErrorsOnly({ objectives }: VariantFindings): boolean {
  const missed = objectives.filter(({ verdict }) => verdict === "missed");
  return missed.length > 0 && missed.every(({ metric }) => /^errors\b/.test(metric));
}

/** Where most requests fail, if more than a share of them do. */
function failureOf({ all }: VariantFindings, least: number): Cause | null {
  const [error] = all.errors;
  const failed = drawable(error?.share.value) ?? 0;
  if (failed === 0 || failed < least) return null;
  const where = `requests fail at ${error!.part} (${error!.cause})`;
  return { where, how: `in ${shortShare(failed)} of all cases`, alike: "", fromMs: 0 };
}

/** Whether anything is short that the requests of a variant wait or fail for. */
export const hasCause = (findings: Findings, variant: VariantFindings): boolean => causeOf(findings, variant) !== null;

const areWords = (part: string, resource: string): string =>
  `${part} ${resource} ${/s$/.test(resource) ? "are" : "is"}`;

/** How busy it is in each bin of time. */
const courseOf = (
  { resources }: VariantFindings["overTime"],
  { part, resource }: Pick<SaturationFindings, "part" | "resource">,
): readonly number[] => resources.find((each) => each.part === part && each.resource === resource)?.utilisation ?? [];

/** The share of the time in which it is full. */
function fullShare({ overTime }: VariantFindings, of: SaturationFindings): number {
  const utilisation = courseOf(overTime, of);
  return utilisation.filter((each) => each >= SATURATED).length / Math.max(1, utilisation.length);
}

/** "full from 21:41 to 21:47", "full nearly all the time", "full at moments, first at 21:41". */
function fullWords(
  { window }: Findings,
  { overTime, drift }: VariantFindings,
  { part, resource, atMs }: SaturationFindings,
): string {
  const { startMs, binMs } = overTime;
  const utilisation = courseOf(overTime, { part, resource });
  const full = [...utilisation.keys()].filter((bin) => utilisation[bin]! >= SATURATED);
  const from = moment(atMs, window.clock);
  const [begin, end] = [full[0], full.at(-1)];
  if (begin === undefined || end === undefined) return `full from ${from}`;
  const dense = full.length / (end - begin + 1);
  if (full.length >= 0.9 * utilisation.length) return "full all the time";
  if (drift !== null) {
    // Of steady traffic.
    const mean = utilisation.reduce((sum, each) => sum + each, 0) / utilisation.length;
    return `${wholeShare(mean)} busy, and full ${wholeShare(full.length / utilisation.length)} of the time`;
  }
  if (full.length === 1) return `full for a moment at ${from}`;
  const often = dense < 0.5 ? "full now and again" : "full";
  if (end >= utilisation.length - 2) return `${often} from ${from} on`;
  const untilMs = startMs + (end + 1) * binMs;
  return window.clock === null
    ? `${often} at ${spokenSpan(atMs, untilMs)}`
    : `${often} from ${from} to ${time(untilMs, window.clock)}`;
}

/** "21:41" with a clock, else "5 min". */
const moment = (ms: number, clock: string | null): string =>
  clock === null ? (spoken({ value: ms, low: null, high: null }) ?? "") : time(ms, clock);

/** Slow or failing without anything full: then it is the work itself. */
function nothingFull(findings: Findings, those: readonly number[]): string {
  const where = findings.variants.length === 1 ? "" : ` in ${whose(findings, those)}`;
  return `Nothing is full${where} and requests hardly wait: the time goes into the work itself.`;
}
