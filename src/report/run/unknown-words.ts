/** Unknown figures and unanswered requests, with the reasons. */
import type { EndpointFindings, Estimate, Findings } from "../../analysis/findings/findings.js";
import { count } from "../../charts/kit/format.js";
import { list, named } from "../../charts/kit/words.js";
import { common } from "../../text/alike.js";
import { plainReason } from "./plain-reason.js";

/** Requests unanswered at the end, which no latency includes. Empty if there are none. */
export function unfinishedWords(findings: Findings): string {
  const open = [...findings.variants.keys()].filter((i) => findings.variants[i].all.unfinished > 0);
  if (open.length === 0) return "";
  const most = Math.max(...open.map((i) => findings.variants[i].all.unfinished));
  return `Still unanswered at the end, and so in no latency: ${open.length === 1 ? "" : "up to "}${count(most)} requests of ${named(findings, open)}.`;
}

/** Where it is unknown whether there is a steady state. */
export const undecidedIn = ({ variants }: Findings): number[] =>
  [...variants.keys()].filter((i) => {
    const { drift, standstill, overload } = variants[i]!;
    return drift?.verdict === "undecided" && standstill === null && overload === null;
  });

/** One sentence per reason. Empty if known everywhere. */
export function driftWords(findings: Findings): string {
  const undecided = undecidedIn(findings);
  const ownReason = (i: number): string => findings.variants[i].drift?.reason ?? "";
  const shared = common(undecided.map(ownReason));
  const reasonOf = (i: number): string => shared(ownReason(i));
  const sentences = [...new Set(undecided.map(reasonOf))].map((reason) => {
    const whose = named(
      findings,
      undecided.filter((i) => reasonOf(i) === reason),
    );
    const isAsked = findings.variants[undecided[0]!].steady !== null;
    const longer = isAsked ? "Give a larger budget." : "Give a longer duration, or ask for a precision.";
    if (reason === "") return `The run is too short to tell whether ever more requests pile up in ${whose}. ${longer}`;
    return `The run is too short to tell how ${whose} will settle: ${reason}. ${longer}`;
  });
  return sentences.join(" ");
}

/** Why figures are unknown, one sentence per reason: "Unknown: p50 and p99 of stages 1 and 2 – no steady state." */
export function unknownWords(findings: Findings, figures: readonly string[] = Object.keys(shown)): string[] {
  const reasons = new Map<string, Map<string, string[]>>(); // Reason → variants → figures.
  const whyNot = ({ value, reason }: Estimate): string | null =>
    value === null ? (reason ?? "no reason given") : null;
  const shared = common(
    Object.values(shown).flatMap((estimate) => findings.variants.flatMap(({ all }) => whyNot(estimate(all)) ?? [])),
  );
  for (const [figure, estimate] of Object.entries(shown).filter(([name]) => figures.includes(name))) {
    const lacking = findings.variants.map(({ all }) => {
      const reason = whyNot(estimate(all));
      return reason === null ? null : shared(reason);
    });
    for (const reason of new Set(lacking)) {
      if (reason === null) continue;
      const whose = named(
        findings,
        [...lacking.keys()].filter((i) => lacking[i] === reason),
      );
      const byWhom = reasons.get(reason) ?? new Map<string, string[]>();
      reasons.set(reason, byWhom.set(whose, [...(byWhom.get(whose) ?? []), figure]));
    }
  }
  return [...reasons].map(([reason, byWhom]) => {
    const what = [...byWhom].map(([whose, figures]) => `${list(figures)} of ${whose}`);
    return `Unknown: ${what.join("; ")} – ${plainReason(reason).replace(/\.$/, "")}.`;
  });
}

/** The figures of the table. */
const shown: Record<string, (all: EndpointFindings) => Estimate> = {
  p50: ({ latencyMs }) => latencyMs.p50,
  p99: ({ latencyMs }) => latencyMs.p99,
  errors: ({ errorRate }) => errorRate,
  goodput: ({ goodput }) => goodput,
};
