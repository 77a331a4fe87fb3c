/** Remarks of a run on itself: how much was simulated, how fast, and whether the conservation laws held. */
import type { AuditFindings, Findings } from "../../analysis/findings/findings.js";
import { count, decimal, duration, scientific } from "../../charts/kit/format.js";
import { list, named } from "../../charts/kit/words.js";
import { foldAlike } from "../../text/alike.js";

/** How fast it ran. Not among the findings, which are the same bytes on every machine. */
export interface Speed {
  readonly seconds: number;
  readonly requestsPerSecond: number; // Of those simulated this time.
  readonly keptRuns?: number; // Read from earlier simulations.
}

export function auditFailed({ variants }: Findings): boolean {
  return variants.some(({ audit }) => !audit.ok);
}

/** The audit of the runs, over all variants. */
export function auditWords(findings: Findings): string {
  const audits = findings.variants.map(({ audit }) => audit);
  const failing = [...audits.keys()].filter((i) => !audits[i].ok);
  if (failing.length > 0) {
    const failures = [...new Set(failing.flatMap((i) => audits[i].failures))].slice(0, 5);
    return `The runs of ${named(findings, failing)} FAILED their own checks, so their figures cannot be trusted: ${list(failures) || "no reason given"}.`;
  }
  const worst = (of: (audit: AuditFindings) => number) => scientific(Math.max(0, ...audits.map(of)));
  const [law, flow] = [worst((each) => each.littlesLaw), worst((each) => each.flowBalance)];
  return `Every run checked itself: Little's law to ${law}, requests in = out + inside (off by ${flow}), no part busier than it can be.`;
}

/** "Simulated 128,803,112 requests in 35 runs, 83 s in all: 1,551,844 requests a second; 5 runs were kept from before." */
export function simulatedWords({ simulated }: Findings, speed: Speed | undefined): string {
  const much = `Simulated ${count(simulated.requests)} requests in ${count(simulated.runs)} run${simulated.runs === 1 ? "" : "s"}`;
  if (speed === undefined) return `${much}.`;
  const { seconds, requestsPerSecond, keptRuns = 0 } = speed;
  const took = `${much}, ${duration(seconds * 1000)} in all`;
  if (keptRuns >= simulated.runs) return `${took}${keptWords(simulated.runs, keptRuns)}.`;
  return `${took}: ${decimal(requestsPerSecond, 0)} requests a second${keptWords(simulated.runs, keptRuns)}.`;
}

/** ": every run was kept from before", "; 5 runs were kept from before", or nothing. */
export function keptWords(runs: number, keptRuns: number): string {
  if (keptRuns === 0) return "";
  if (keptRuns >= runs) return ": every run was kept from before";
  return `; ${count(keptRuns)} run${keptRuns === 1 ? " was" : "s were"} kept from before`;
}

const WORTH_TELLING = 1.05; // Smaller factors round to "1.0 times".

/** "Control variates … narrow the interval of the mean latency of “a” 1.5 times (arrivals)." Empty if nothing helped. */
export function controlWords(findings: Findings): string {
  const said = findings.variants.flatMap(({ controls }, i) => {
    const times = Math.sqrt(Math.max(0, controls?.gain ?? 0));
    const who = named(findings, [i]);
    return times < WORTH_TELLING
      ? []
      : [{ i, who, text: `${who} ${decimal(times, 1)} times (${list(controls!.used)})` }];
  });
  if (said.length === 0) return "";
  const each = foldAlike(said, (members) =>
    named(
      findings,
      members.map((at) => said[at]!.i),
    ),
  );
  return `Control variates, known exactly, narrow the interval of the mean latency of ${list(each)}.`;
}
