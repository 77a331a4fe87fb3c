/** The sentences that matter most, the same in the terminal and in the report. */
import type { AuditFindings, EndpointFindings, Estimate, Findings, Verdict } from "../analysis/findings.js";
import { count, decimal, duration } from "../charts/format.js";
import { inWords, list, named, noun } from "../charts/words.js";

/** How fast it ran. Not part of the findings: those are the same bytes on every machine. */
export interface Speed {
  readonly seconds: number;
  readonly requestsPerSecond: number;
}

const verbs: Record<Verdict, string> = { met: "met by", unknown: "unknown for", missed: "missed by" };

/** "Objectives met by stages 6 and 7, unknown for stage 5, missed by stages 1–4." */
export function verdictWords(findings: Findings): string {
  const { variants, objectives } = findings;
  if (variants.length === 0) return "Nothing was simulated.";
  if (objectives.length === 0) return "No objectives were set, so there is nothing to meet or to miss.";
  const groups = (["met", "unknown", "missed"] as const)
    .map((verdict) => ({ verdict, of: [...variants.keys()].filter((i) => variants[i].verdict === verdict) }))
    .filter(({ of }) => of.length > 0);
  const [only] = groups;
  if (groups.length > 1)
    return `Objectives ${groups.map(({ verdict, of }) => `${verbs[verdict]} ${named(findings, of)}`).join(", ")}.`;
  const all = variants.length === 1 ? named(findings, [0]) : `all ${inWords(variants.length)} ${noun(findings, true)}`;
  return `Objectives ${verbs[only!.verdict]} ${all}.`;
}

export function auditFailed({ variants }: Findings): boolean {
  return variants.some(({ audit }) => !audit.ok);
}

/** What the runs say about themselves, over all variants. */
export function auditWords(findings: Findings): string {
  const audits = findings.variants.map(({ audit }) => audit);
  const failing = [...audits.keys()].filter((i) => !audits[i].ok);
  if (failing.length > 0) {
    const failures = [...new Set(failing.flatMap((i) => audits[i].failures))].slice(0, 5);
    return `The runs of ${named(findings, failing)} FAILED their own checks, so their figures cannot be trusted: ${list(failures) || "no reason given"}.`;
  }
  const worst = (of: (audit: AuditFindings) => number) =>
    Math.max(0, ...audits.map(of))
      .toExponential(0)
      .replace("0e+0", "0");
  const [law, flow] = [worst((each) => each.littlesLaw), worst((each) => each.flowBalance)];
  return `Every run checked itself: Little's law to ${law}, requests in = out + inside (off by ${flow}), no part busier than it can be.`;
}

/** "Simulated 128,803,112 requests (35 runs) in 83 s: 1,551,844 a second." */
export function simulatedWords({ simulated }: Findings, speed: Speed | undefined): string {
  const much = `Simulated ${count(simulated.requests)} requests in ${count(simulated.runs)} run${simulated.runs === 1 ? "" : "s"}`;
  return speed === undefined
    ? `${much}.`
    : `${much}, ${duration(speed.seconds * 1000)} in all: ${decimal(speed.requestsPerSecond, 0)} requests a second.`;
}

/** Requests without an answer at the end are in no latency, so they are said. Empty if there are none. */
export function unfinishedWords(findings: Findings): string {
  const open = [...findings.variants.keys()].filter((i) => findings.variants[i].all.unfinished > 0);
  if (open.length === 0) return "";
  const most = Math.max(...open.map((i) => findings.variants[i].all.unfinished));
  return `Still unanswered at the end, and so in no latency: ${open.length === 1 ? "" : "up to "}${count(most)} requests of ${named(findings, open)}.`;
}

/** "Claims: all 3 hold." or which do not, with the figures they were judged by. Empty without claims. */
export function claimsWords({ claims }: Findings): string {
  if (claims.length === 0) return "";
  const open = claims.filter(({ verdict }) => verdict !== "met");
  if (open.length === 0)
    return `Claims: ${claims.length === 1 ? "the one there is holds" : `all ${inWords(claims.length)} hold`}.`;
  const fails = open.map(({ claim, verdict, why }) => `${claim} is ${verdict} (${why})`);
  return `Claims: ${claims.length - open.length} of ${claims.length} hold; ${fails.join("; ")}.`;
}

/** Where it cannot be told whether there is a steady state at all. Empty if it can everywhere. */
export function driftWords(findings: Findings): string {
  const undecided = [...findings.variants.keys()].filter((i) => findings.variants[i].drift?.verdict === "undecided");
  if (undecided.length === 0) return "";
  return `Undecided whether the number of requests inside ${named(findings, undecided)} grows: run longer to know.`;
}

/** Why figures are unknown, a sentence a reason: "Unknown: p50 and p99 of stages 1 and 2 – no steady state." */
export function unknownWords(findings: Findings): string[] {
  const reasons = new Map<string, Map<string, string[]>>(); // Reason → whose → which figures.
  for (const [figure, estimate] of Object.entries(shown)) {
    const lacking = findings.variants
      .map(({ all }) => estimate(all))
      .map(({ value, reason }) => value === null && (reason ?? "no reason given"));
    for (const reason of new Set(lacking)) {
      if (reason === false) continue;
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
    return `Unknown: ${what.join("; ")} – ${reason.replace(/\.$/, "")}.`;
  });
}

/** The figures of the table. */
const shown: Record<string, (all: EndpointFindings) => Estimate> = {
  p50: ({ latencyMs }) => latencyMs.p50,
  p99: ({ latencyMs }) => latencyMs.p99,
  errors: ({ errorRate }) => errorRate,
  goodput: ({ goodput }) => goodput,
};
