/** How soon each variant recovers after the spike, or each moment: to its level before, and within each objective. */

import type {
  Findings,
  NotBackFindings,
  ObjectiveRecoveryFindings,
  RecoveryFindings,
  VariantFindings,
} from "../../analysis/findings/findings.js";
import { inline, showNumber } from "../../charts/kit/estimate.js";
import { duration, rate } from "../../charts/kit/format.js";
import { mechanismWords } from "../../charts/kit/mechanism.js";
import { spoken } from "../../charts/kit/spoken.js";
import { agree, capital, list, named } from "../../charts/kit/words.js";
import { alike, WHO } from "../../text/alike.js";
import { clean } from "../../text/safe-text.js";
import { whose } from "./whose.js";

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

/** Every criterion after every moment, in sentences. None without a spike. */
export const recoveryWords = (findings: Findings): string[] =>
  recoveriesIn(findings).flatMap(({ label, of }) => {
    const asked = of.flatMap((recovery) => recovery?.objectives ?? []);
    return [
      recoversSentence(findings, label, of),
      drainSentence(
        findings,
        label,
        of.map((recovery) => recovery?.queues ?? null),
      ),
      ...[...new Set(asked.map(nameOf))].map((name) =>
        metAgainSentence(
          findings,
          label,
          name,
          of.map((recovery) => recovery?.objectives.find((each) => nameOf(each) === name) ?? null),
        ),
      ),
      ...lostWords(findings, label, of),
    ].filter((sentence) => sentence !== "");
  });

/** "After “shoot-out” stage 2 needs 6 min (2.4–8.6) to recover; the others recover at once." Empty if no variant has it. */
export function recoversSentence(findings: Findings, label: string, of: readonly (Time | null)[]): string {
  const groups = groupsOf(of);
  const slow = groups.filter(({ kind }) => kind === "later");
  const once = groups.find(({ kind }) => kind === "at once");
  const never = groups.filter(({ kind }) => kind === "never");
  const open = groups.filter(({ kind }) => kind === "unknown");
  const needs = slow.map(({ said, members }, i) =>
    i === 0
      ? `${who(findings, members)} ${agree(members, "needs", "need")} ${said} to recover`
      : `${who(findings, members)} ${said}`,
  );
  const clauses = [
    ...(needs.length === 0 ? [] : [list(needs)]),
    ...never.map(
      ({ said, members }) =>
        `${who(findings, members)} ${agree(members, "does", "do")} not recover in the time watched${said}`,
    ),
    ...open.map(
      ({ said, members }) =>
        `it is not known whether ${who(findings, members)} ${agree(members, "recovers", "recover")}: ${said}`,
    ),
  ];
  if (once !== undefined) {
    const { members } = once;
    const isRest =
      clauses.length > 0 && members.length > 1 && groups.flatMap((each) => each.members).length === of.length;
    const all = members.length === of.length && of.length > 1 ? "all" : isRest ? "the others" : who(findings, members);
    clauses.push(
      `${all} ${all === "the others" || all === "all" ? "recover" : agree(members, "recovers", "recover")} at once`,
    );
  }
  return clauses.length === 0 ? "" : `After ${label} ${clauses.join("; ")}.`;
}

/** "After “shoot-out” queues need 6 min (2.4–8.6) to drain in stage 2; 30 s (up to 126) to drain in stages 6–7." */
function drainSentence(findings: Findings, label: string, of: readonly (Time | null)[]): string {
  const words = { later: (said: string) => `${said} to drain`, at: "no time", never: "longer than was watched" };
  const known = eachWords(findings, of, words);
  const said = known === "" ? [] : [`After ${label} queues need ${known}.`];
  return [...said, ...openWords(findings, of, `how long queues take after ${label}`)].join(" ");
}

/** "After “shoot-out” “errors: rate < 0.5%” is met again 6 min (2–8.5) later in stage 2; at once in stages 3–7." */
function metAgainSentence(findings: Findings, label: string, name: string, of: readonly (Time | null)[]): string {
  const words = { later: (said: string) => `${said} later`, at: "at once", never: "not in the time watched" };
  const known = eachWords(findings, of, words);
  const said = known === "" ? [] : [`After ${label} “${clean(name)}” is met again ${known}.`];
  return [...said, ...openWords(findings, of, `when “${clean(name)}” is met again after ${label}`)].join(" ");
}

/** "It is not known when “errors: rate < 0.5%” is met again after “shoot-out” in stages 1–7: too few requests." */
const openWords = (findings: Findings, of: readonly (Time | null)[], what: string): string[] =>
  groupsOf(of)
    .filter(({ kind }) => kind === "unknown")
    .map(({ said, members }) => `It is not known ${what}${inWhich(findings, members)}: ${said}.`);

interface TimeWords {
  readonly later: (said: string) => string;
  readonly at: string; // At once.
  readonly never: string;
}

/** Of all that is known. */
const eachWords = (findings: Findings, of: readonly (Time | null)[], words: TimeWords): string =>
  groupsOf(of)
    .filter(({ kind }) => kind !== "unknown")
    .map(({ kind, said, members }) => {
      const text = kind === "later" ? words.later(said) : kind === "never" ? `${words.never}${said}` : words.at;
      return `${text}${inWhich(findings, members)}`;
    })
    .join("; ");

interface Group {
  readonly kind: "later" | "at once" | "never" | "unknown";
  readonly said: string; // The time, or why there is none.
  readonly members: number[]; // Variants.
}

/** The slowest first. */
function groupsOf(times: readonly (Time | null)[]): readonly Group[] {
  const groups = new Map<string, Group>();
  const size = (time: Time): number => time.timeMs.value ?? -1;
  const order = [...times.keys()]
    .filter((i) => times[i] !== null)
    .sort((a, b) => size(times[b]!) - size(times[a]!) || a - b);
  for (const i of order) {
    const [kind, said] = kindOf(times[i]!);
    const group = groups.get(kind + said) ?? { kind, said, members: [] };
    group.members.push(i);
    groups.set(kind + said, group);
  }
  for (const { members } of groups.values()) members.sort((a, b) => a - b);
  return [...groups.values()];
}

const NOT_WITHIN = /^not within the horizon/; // As `timesAfter` says.

function kindOf({ timeMs }: Time): readonly [Group["kind"], string] {
  const { value, high, reason = "the time watched is too short" } = timeMs;
  if (value === 0 && (high === 0 || high === null)) return ["at once", ""];
  const said = spoken(timeMs);
  if (said !== null) return ["later", said];
  return NOT_WITHIN.test(reason) ? ["never", reason.replace(NOT_WITHIN, "")] : ["unknown", reason];
}

const who = (findings: Findings, members: readonly number[]): string =>
  findings.variants.length === 1 ? "it" : whose(findings, members);

const inWhich = (findings: Findings, members: readonly number[]): string =>
  findings.variants.length === 1 ? "" : ` in ${whose(findings, members)}`;

/** "Since “payments stall” began, a run has 312 requests ±40 without a good answer in “none”." None where hardly any were. */
function lostWords(findings: Findings, label: string, of: readonly (RecoveryFindings | null)[]): string[] {
  const each = of.flatMap((recovery, i) =>
    recovery === null || (recovery.lost.value ?? 0) < 1
      ? []
      : [`${inline(showNumber(recovery.lost))}${inWhich(findings, [i])}`],
  );
  if (findings.moments === undefined || each.length === 0) return [];
  const until = new Set(findings.moments.map(({ name }) => name)).size > 1 ? ` and until another begins` : "";
  return [
    `Requests without a good answer in one run, from the beginning of ${label} on${until}: ${each.length > 3 ? each.join("; ") : list(each)}.`,
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

/** For a table. */
export function timeWords({ timeMs }: Time): string {
  if (timeMs.value === null) return timeMs.reason ?? "unknown";
  return timeMs.value === 0 && timeMs.high === 0 ? "at once" : (spoken(timeMs) ?? "unknown");
}
