/** Where what requests were told is not what happened: how far, and in what words. */
import type { EffectFindings, Findings, VariantFindings } from "../../analysis/findings/findings.js";
import { clean } from "../../text/safe-text.js";
import { share, shortShare } from "./format.js";
import { drawable } from "./numbers.js";
import { list } from "./words.js";

const WORTH_TELLING = 0.001; // As a share of those due.
export const BAD = 0.01;
const WRONG = ["lost", "twice", "uncalledFor"];
const LESS = ["late", "undone"]; // It came, or all was put right.

export interface Untrue {
  readonly variant: number;
  readonly name: string; // Of the effect.
  readonly effect: EffectFindings;
  readonly worst: number; // The largest of the shares that are not as told.
  readonly isWrong: boolean; // Lost, done twice or uncalled-for, and not only late.
}

/** Every effect of every variant that was lost, late, undone, done twice or uncalled-for, the worst first. */
export function untrueIn({ variants }: Findings): Untrue[] {
  return variants
    .flatMap(({ effects = {} }, variant) =>
      Object.entries(effects).map(([name, effect]): Untrue => {
        const wrong = Math.max(...WRONG.map((measure) => shareIn(effect, measure)));
        return {
          variant,
          name,
          effect,
          worst: Math.max(wrong, ...LESS.map((measure) => shareIn(effect, measure))),
          isWrong: wrong >= BAD,
        };
      }),
    )
    .filter(({ worst }) => worst >= WORTH_TELLING)
    .sort((a, b) => Number(b.isWrong) - Number(a.isWrong) || b.worst - a.worst);
}

export const shareIn = ({ measures }: EffectFindings, measure: string): number =>
  drawable(measures[measure]?.value) ?? 0;

/** The share of the requests that ended which were answered well, as monitoring shows it; null where none ended. */
export function answeredWell({ endpoints }: VariantFindings, { endpoint }: EffectFindings): number | null {
  const errors = Object.hasOwn(endpoints, endpoint) ? drawable(endpoints[endpoint]!.errorRate.value) : null;
  return errors === null ? null : 1 - errors;
}

/** "99.9% of the requests of web.order were answered well, but “confirmed” never happened to 31% of those". */
export function untrueWords(findings: Findings, { variant, name, effect }: Untrue): string {
  const [lost, late, undone, twice, uncalled] = ["lost", "late", "undone", "twice", "uncalledFor"].map((each) =>
    shareIn(effect, each),
  );
  const said = (part: number | undefined): boolean => (part ?? 0) >= WORTH_TELLING;
  const what = `“${clean(name)}”`;
  const isOfAnswers = effect.for === effect.endpoint;
  const answered = isOfAnswers ? answeredWell(findings.variants[variant]!, effect) : null;
  const whose = isOfAnswers
    ? answered === null
      ? "those answered well"
      : "those"
    : `those to which “${clean(effect.for)}” happened`;
  const told: readonly (readonly [what: string, part: number | undefined])[] = [
    ["never happened to", lost],
    ["was late for", late],
    ["was undone for", undone],
    ["happened twice to", twice],
  ];
  const parts = told
    .filter(([, part]) => said(part))
    .map(([did, part], i) => `${did} ${shortShare(part!)}${i === 0 ? ` of ${whose}` : ""}`);
  const others = isOfAnswers ? "were not answered well" : `do not have “${clean(effect.for)}”`;
  const uncalledWords = said(uncalled) ? `${shortShare(uncalled!)} of those to which ${what} happened ${others}` : "";
  const before =
    answered === null || parts.length === 0
      ? ""
      : `${share(answered)} of the requests of ${clean(effect.endpoint)} were answered well, but `;
  const due = parts.length === 0 ? "" : `${before}${what} ${list(parts)}`;
  return [due, uncalledWords].filter((each) => each !== "").join(", and ");
}
