/** What users see of each trial of a game day, in words. */
import type {
  AsideFindings,
  GamedayFindings,
  SufferingFindings,
  TrialFindings,
} from "../../analysis/findings/gameday-findings.js";
import { inline, showDuration } from "../../charts/kit/estimate.js";
import { duration, shortShare } from "../../charts/kit/format.js";
import { list } from "../../charts/kit/words.js";
import { clean } from "../../text/safe-text.js";

const LOST = 0.005; // Share of the requests: fewer are not worth a word.

export const faultWords = ({ words, withoutFallback }: TrialFindings): string =>
  `${words}${withoutFallback ? ", without its fallback" : ""}`;

/** "web.checkout 83% lost, web.browse 40% slow; mailed 34% late", or "no endpoint". */
export const suffersWords = ({ endpoints, aside }: TrialFindings): string =>
  [
    ...(endpoints.length === 0 && aside.length > 0
      ? []
      : [endpoints.map((one) => `${clean(one.endpoint)} ${hurtWords(one)}`).join(", ") || "no endpoint"]),
    ...aside.map(asideWords),
  ].join("; ");

/** "effect mailed: 2% lost, 34% late", "queue mails: done after up to 43 s instead of 0.2 s". */
export function asideWords({ name, sort, lost, late, twice, usualMs, slowestMs, waiting }: AsideFindings): string {
  const shares = (
    [
      [lost, "lost"],
      [late, "late"],
      [twice, "twice"],
    ] as const
  ).flatMap(([{ value }, what]) => ((value ?? 0) >= LOST ? [`${shortShare(value!)} ${what}`] : []));
  const isLater = usualMs !== null && slowestMs !== null && slowestMs >= 2 * usualMs;
  const said = [
    ...shares,
    ...(isLater ? [`99% done within ${duration(slowestMs)} instead of ${duration(usualMs)}`] : []),
    ...(waiting > 0 ? [`${waiting.toLocaleString("en")} still wait at the end`] : []),
  ];
  return `${sort} ${clean(name)}: ${said.length === 0 ? "a little later" : said.join(", ")}`;
}

/** The worst of them, and how many more: "web.checkout: 45% lost, 9% slow; 1 other too". */
export function worstWords({ endpoints, endpointsOf, aside }: TrialFindings): string {
  const [worst, ...others] = endpoints;
  if (worst === undefined) return aside.length === 0 ? "no endpoint" : aside.map(asideWords).join("; ");
  const also = aside.length === 0 ? "" : `; ${aside.map(asideWords).join("; ")}`;
  const rest = endpointsOf - 1;
  const more =
    others.length === 0
      ? ""
      : `; ${others.length === rest && rest > 1 ? "all others" : `${others.length} other${others.length === 1 ? "" : "s"}`} too`;
  return `${clean(worst.endpoint)}: ${hurtWords(worst, ", ")}${more}${also}`;
}

function hurtWords({ lost, slow }: SufferingFindings, and = " and "): string {
  const [gone, late] = [lost.value ?? 0, slow.value ?? 0];
  const said = [
    ...(gone >= LOST ? [`${shortShare(gone)} lost`] : []),
    ...(late >= 0.05 ? [`${shortShare(late)} slow`] : []),
  ];
  return said.length === 0 ? "a little slower" : said.join(and);
}

/** How it fails: at once, by waiting, or not at all. */
export function modeWords(trial: TrialFindings): string {
  if (!isHit(trial)) return "requests unharmed";
  return trial.endpoints.some(({ lost }) => (lost.value ?? 0) >= LOST) ? (trial.why ?? "unanswered") : "slow answers";
}

export function backWords(trial: TrialFindings): string {
  const { backMs, comesBack } = trial;
  if (!comesBack) return "does not come back";
  if (!isHit(trial)) return trial.aside.length > 0 ? "requests: at once" : "at once";
  if (backMs.value === null) return backMs.reason ?? "unknown";
  return backMs.value === 0 && backMs.high === 0 ? "at once" : inline(showDuration(backMs));
}

export const FALLBACKS: Readonly<Record<TrialFindings["fallback"], string>> = {
  none: "none",
  written: "written",
  entry: "users ask",
  "not needed": "no need",
};

export function conditionsOfDay({ fault, window, replications, confidence, leftOut }: GamedayFindings): string {
  const lasts = duration(fault.toMs - fault.fromMs);
  return `Each fault lasts ${lasts}, watched for ${duration(window.toMs - fault.toMs)} after it; ${replications} replications on the same requests, ${Math.round(confidence * 100)}% intervals.${leftOut.length === 0 ? "" : ` ${leftOutWords(leftOut)}`}`;
}

const leftOutWords = (names: readonly string[]): string =>
  `What the model itself says happens is left out: ${list(names.map((name) => `“${clean(name)}”`))}.`;

/** Whether users feel it. */
export const isHit = ({ endpoints }: TrialFindings): boolean => endpoints.length > 0;
