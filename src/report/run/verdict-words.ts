/** The verdict in a sentence, the same on the terminal and in the report: objectives, then claims. */
import type { Findings, ObjectiveFindings, VariantFindings, Verdict } from "../../analysis/findings/findings.js";
import { shortShare } from "../../charts/kit/format.js";
import { capital, inWords, list, named, noun } from "../../charts/kit/words.js";
import { common } from "../../text/alike.js";
import { whose } from "./whose.js";

const verbs: Record<Verdict, string> = { met: "met by", unknown: "unknown for", missed: "missed by" };

/** "Objectives met by stages 6 and 7, unknown for stage 5, missed by stages 1–4." */
export function verdictWords(findings: Findings): string {
  const { variants, objectives } = findings;
  if (variants.length === 0) return "Nothing was simulated.";
  if (objectives.length === 0) {
    const stuck = [...variants.keys()].filter((i) => variants[i].standstill !== null);
    return stuck.length === 0
      ? "No objectives were set, so there is nothing to meet or to miss."
      : `No objectives were set; but in ${whose(findings, stuck)} requests wait for each other for ever.`;
  }
  const groups = (["met", "unknown", "missed"] as const)
    .map((verdict) => ({ verdict, of: [...variants.keys()].filter((i) => variants[i].verdict === verdict) }))
    .filter(({ of }) => of.length > 0);
  const [only] = groups;
  if (groups.length > 1)
    return `Objectives ${groups.map(({ verdict, of }) => `${verbs[verdict]} ${whose(findings, of)}`).join(", ")}.`;
  const all = variants.length === 1 ? whose(findings, [0]) : `all ${inWords(variants.length)} ${noun(findings, true)}`;
  return `Objectives ${verbs[only!.verdict]} ${all}.`;
}

const WORTH_TELLING = 0.001; // As a share of the requests.
const MOST_NAMED = 3;

/** "98% of the requests fail, most by timeout at web." Empty where few do. */
export function failedWords({ all }: VariantFindings): string {
  const [most] = all.errors;
  const failed = all.errorRate.value ?? 0;
  if (failed < MANY || most === undefined) return "";
  return `${shortShare(failed)} of the requests fail, most by ${most.cause} at ${most.part}.`;
}

const MANY = 0.05;

/** Whether the table of several variants shows which of them fail. */
export const isInTable = ({ show = [], variants }: Findings): boolean =>
  variants.length > 1 &&
  (show.length === 0 || show.some(({ figure }) => /^(errors|within|goodput|lost)\b/.test(figure)));

const ASKING_OF_FAILURES = /^(errors|within)\b/; // Objectives that failed requests count against.

/**
 * Which requests failed, where no objective limits how many: "No objective asks about errors: 38% of the requests of
 * “base” failed, most by timeout at api." Empty if nearly all were answered.
 */
export function unaskedWords(findings: Findings): string {
  const each = findings.variants.flatMap(({ all, objectives }, i) => {
    const failed = all.errorRate.value ?? 0;
    const open = all.requests > 0 ? all.unfinished / all.requests : 0;
    const isAsked = objectives.some(({ metric }) => ASKING_OF_FAILURES.test(metric));
    return isAsked || Math.max(failed, open) < WORTH_TELLING ? [] : [{ i, failed, open, errors: all.errors }];
  });
  if (each.length === 0) return "";
  const some = each.toSorted((a, b) => b.failed + b.open - a.failed - a.open).slice(0, MOST_NAMED);
  const said = some.flatMap(({ i, failed, open, errors }) => {
    const [most] = errors;
    const did = errors.some(({ cause }) => cause === "degraded") ? "failed or were degraded" : "failed";
    const whose = `of the requests${findings.variants.length === 1 ? "" : ` of ${named(findings, [i])}`}`;
    const why = most === undefined ? "" : `, most by ${most.cause} at ${most.part}`;
    return [
      ...(failed < WORTH_TELLING ? [] : [`${shortShare(failed)} ${whose} ${did}${why}`]),
      ...(open < WORTH_TELLING ? [] : [`${shortShare(open)} ${whose} had no answer when the run ended`]),
    ];
  });
  const more = each.length - some.length;
  const share = ({ failed, open }: { failed: number; open: number }) => shortShare(failed + open);
  const asMany = each.filter((one) => !some.includes(one) && share(one) === share(some.at(-1)!)).length;
  const than = asMany === 0 ? "fewer" : asMany === more ? "as many" : "as many or fewer"; // As it would be written.
  const rest = more === 0 ? "" : `; and ${than} of ${more} more ${noun(findings, more > 1)}`;
  const asked = findings.objectives.length === 0 ? "" : "No objective asks about errors: ";
  return `${asked}${said.join("; ")}${rest}.`;
}

/**
 * Which objectives are missed or unknown, and for which variants: the table does not show all objectives, such as
 * those of endpoints.
 */
export function objectiveWords(findings: Findings): string[] {
  return (["missed", "unknown"] as const).flatMap((verdict) => {
    const shared = common(
      findings.variants.flatMap(({ objectives }) => objectives.filter((each) => each.verdict === verdict).map(why)),
    );
    const whose = new Map<string, { objective: string; reason: string; of: number[] }>();
    findings.variants.forEach(({ objectives }, i) => {
      for (const each of objectives.filter((objective) => objective.verdict === verdict)) {
        const [objective, reason] = [
          `${each.metric}: ${each.expression}`,
          verdict === "unknown" ? shared(why(each)) : "",
        ];
        const { of } = whose.get(objective + reason) ?? { of: [] };
        whose.set(objective + reason, { objective, reason, of: [...of, i] });
      }
    });
    const groups = new Map<string, string[]>(); // Reason and variants → objectives: together where they are many.
    for (const { objective, reason, of } of whose.values()) {
      const rest = `${reason} ${verdict === "missed" ? "by" : "for"} ${named(findings, of)}`;
      const key = of.length > MOST_NAMED ? rest : `${objective}${rest}`;
      groups.set(key, [...(groups.get(key) ?? []), objective]);
    }
    const all = [...groups].map(([key, those]) =>
      those.length === 1 && key.startsWith(those[0]!) ? key : `${list(those)}${key}`,
    );
    return all.length === 0 ? [] : [`${capital(verdict)}: ${all.join("; ")}.`];
  });
}

function why({ measured: { value, low, high, reason } }: ObjectiveFindings): string {
  const noInterval = value === null || low === null || high === null;
  return ` (${reason ?? (noInterval ? "there is no interval" : "its interval reaches across the limit")})`;
}

/** "Does not hold: p99{cache} < p99{pool} (…)." None where all hold. */
export const failedClaims = ({ claims }: Findings): string[] =>
  (["missed", "unknown"] as const).flatMap((verdict) => {
    const those = claims.filter((each) => each.verdict === verdict);
    const said = those.map(({ claim, why }) => `${claim} (${why})`).join("; ");
    return those.length === 0
      ? []
      : [`${verdict === "missed" ? "Does not hold" : "Unknown whether it holds"}: ${said}.`];
  });

/** "Claims: all 3 hold.", or those that do not, with their figures. Empty without claims. */
export function claimsWords({ claims }: Findings): string {
  if (claims.length === 0) return "";
  const open = claims.filter(({ verdict }) => verdict !== "met");
  if (open.length === 0)
    return `Claims: ${claims.length === 1 ? "the one there is holds" : `all ${inWords(claims.length)} hold`}.`;
  const fails = open.map(({ claim, verdict, why }) => `${claim} is ${verdict} (${why})`);
  return `Claims: ${claims.length - open.length} of ${claims.length} hold; ${fails.join("; ")}.`;
}
