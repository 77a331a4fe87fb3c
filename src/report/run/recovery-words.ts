/** How soon each variant recovers after the spike, or each moment: to its level before, and within each objective. */

import type {
  Findings,
  NotBackFindings,
  ObjectiveRecoveryFindings,
  RecoveryFindings,
  VariantFindings,
} from "../../analysis/findings/findings.js";
import { inline, showDuration, showNumber } from "../../charts/kit/estimate.js";
import { duration, rate } from "../../charts/kit/format.js";
import { mechanismWords } from "../../charts/kit/mechanism.js";
import { capital, list, named } from "../../charts/kit/words.js";
import { alike, WHO } from "../../text/alike.js";
import { clean } from "../../text/safe-text.js";

type Time = Pick<ObjectiveRecoveryFindings, "timeMs">;

/** What the table of recovery stands under. */
export const backWords = ({ moments }: Findings): string => (moments === undefined ? "After the spike" : "Coming back");

/** What is recovered from: its name, and how each variant does that has it. Of a spike, all have it. */
export function recoveriesIn(
  findings: Findings,
): readonly { readonly label: string; readonly of: readonly (RecoveryFindings | null)[] }[] {
  const { spike, variants, moments = [] } = findings;
  if (moments.length > 0)
    return [...new Set(moments.map(({ name }) => name))].map((moment) => ({
      label: `“${clean(moment)}”`,
      of: variants.map((variant) => afterMoment(variant, moment)),
    }));
  if (spike === null) return [];
  return [{ label: `“${clean(spike.label) || "the spike"}”`, of: variants.map(({ recovery }) => recovery) }];
}

/** Of several moments of a variant each has its own recovery. */
function afterMoment({ moments = [], recoveries, recovery }: VariantFindings, name: string): RecoveryFindings | null {
  if (!moments.some((each) => each.name === name)) return null;
  return recoveries === undefined ? recovery : (recoveries.find(({ moment }) => moment === name) ?? null);
}

/** "No worse again than at the worst moment before the spike: 2.0 s ±0.4 after it (stage 5) …". None without a spike. */
export const recoveryWords = (findings: Findings): string[] =>
  recoveriesIn(findings).flatMap(({ label, of }) => {
    const before = eachWords(findings, of);
    const asked = of.flatMap((recovery) => recovery?.objectives ?? []);
    const within = [...new Set(asked.map(nameOf))].map((name) => {
      const times = of.map((recovery) => recovery?.objectives.find((each) => nameOf(each) === name) ?? null);
      return `Within “${clean(name)}” again after ${label}: ${eachWords(findings, times)}.`;
    });
    const queues = eachWords(
      findings,
      of.map((recovery) => recovery?.queues ?? null),
    );
    return [
      ...(before === "" ? [] : [`No worse again than at the worst moment before ${label}: ${before}.`]),
      ...(queues === "" ? [] : [`No more waiting than before ${label}: ${queues}.`]),
      ...within,
      ...lostWords(findings, label, of),
    ];
  });

/** "Lost since “payments stall” began, in a run: 312 requests ±40 (“none”)." None where hardly any were. */
function lostWords(findings: Findings, label: string, of: readonly (RecoveryFindings | null)[]): string[] {
  const each = of.flatMap((recovery, i) =>
    recovery === null || (recovery.lost.value ?? 0) < 1
      ? []
      : [`${inline(showNumber(recovery.lost))} (${named(findings, [i])})`],
  );
  if (findings.moments === undefined || each.length === 0) return [];
  const until =
    new Set(findings.moments.map(({ name }) => name)).size > 1 ? ", until it was over and another began" : "";
  return [
    `Requests of a run not answered well since ${label} began${until}: ${each.length > 3 ? each.join("; ") : list(each)}.`,
  ];
}

/** "“shop” does not come back after “payment slow”, in 8 of 8 replications: 2 min later …" Empty where all do. */
export const notBackWords = (findings: Findings): string[] =>
  recoveriesIn(findings).flatMap(({ label, of }) => {
    const said = of.flatMap((recovery, i) =>
      recovery?.notBack === undefined
        ? []
        : [{ i, who: named(findings, [i]), text: notBackSentence(recovery.notBack, label, named(findings, [i])) }],
    );
    return alike(said, 1).map(({ members, text }) => {
      if (members.length === 1) return capital(text);
      const who = named(
        findings,
        members.map((at) => said[at]!.i),
      );
      return capital(text.replace(`${WHO} does not`, `${who} do not`).replace(`${WHO} is worse`, `${who} are worse`));
    });
  });

const AS_MUCH = 0.95; // Of the goodput before: then something else is worse.

export function notBackSentence(
  { replications, watchedMs, goodputBefore, goodputAfter, full, why: mechanism, stays: isKept }: NotBackFindings,
  label: string,
  who: string,
): string {
  const runs = replications === 1 ? "" : `, in all ${replications} replications`;
  const before = goodputBefore === null ? "" : `, where it was ${rate(goodputBefore)}`;
  const kept = full.map(({ part, resource }) => `${part} ${resource}`);
  const because = mechanism === undefined ? "" : `${mechanismWords(mechanism)}; `;
  const stays =
    kept.length === 0 ? "" : `; ${list(kept)} ${kept.length === 1 && !/s$/.test(kept[0]!) ? "stays" : "stay"} full`;
  const what = isKept ? `is worse off since ${label}, which stays` : `does not come back after ${label}`;
  const isLess = goodputBefore === null || goodputAfter < AS_MUCH * goodputBefore || stays === "";
  const then = isLess ? `goodput is ${rate(goodputAfter)}${before}${stays}` : stays.replace(/^; /, "");
  return `${who} ${what}${runs}: ${because}${duration(watchedMs)} later ${then}.`;
}

const nameOf = ({ metric, expression }: ObjectiveRecoveryFindings): string => `${metric}: ${expression}`;

/** @param times by variant; null is left out */
function eachWords(findings: Findings, times: readonly (Time | null)[]): string {
  const groups = new Map<string, number[]>(); // Text → variants.
  times.forEach((time, i) => {
    if (time === null) return;
    const said = timeWords(time, " after it");
    groups.set(said, [...(groups.get(said) ?? []), i]);
  });
  const each = [...groups].map(([said, of]) => `${said} (${named(findings, of)})`);
  return each.length > 3 ? each.join("; ") : list(each);
}

/** @param after text that follows a time */
export function timeWords({ timeMs }: Time, after = ""): string {
  if (timeMs.value === null) return timeMs.reason ?? "unknown";
  return timeMs.value === 0 && timeMs.high === 0 ? "at once" : `${inline(showDuration(timeMs))}${after}`;
}
