/** The limits to draw: what the objectives ask of p99, and of errors. */
import type { Findings, ObjectiveFindings } from "../analysis/findings.js";
import { roundDuration } from "./format.js";
import { drawableLog } from "./numbers.js";

export interface LatencyLimit {
  readonly ms: number;
  readonly of: string | null; // The endpoint it was set for; null for all of them.
}

const ofAllUsers = (objective: ObjectiveFindings) => !objective.metric.includes("{");

function objectives(findings: Findings, about: RegExp, unit: ObjectiveFindings["unit"]): ObjectiveFindings[] {
  return findings.variants
    .flatMap((variant) => variant.objectives)
    .filter((each) => about.test(each.metric) && each.unit === unit && /<(?!.*>)/.test(each.expression));
}

/** The limit on p99: the one for all requests, else the tightest of an endpoint; null if there is none. */
export function latencyLimit(findings: Findings): LatencyLimit | null {
  const limits = objectives(findings, /^latency/, "ms")
    .filter((each) => /p\(?99\)?\s*</.test(each.expression) && drawableLog(each.limit) !== null)
    .sort((a, b) => Number(ofAllUsers(b)) - Number(ofAllUsers(a)) || a.limit - b.limit);
  const first = limits[0];
  if (first === undefined) return null;
  return { ms: first.limit, of: ofAllUsers(first) ? null : first.metric.replace(/^.*\{(.*)\}.*$/, "$1") };
}

/** "objective p99 < 300 ms". */
export function limitWords({ ms, of }: LatencyLimit): string {
  return `objective p99\u00a0<\u00a0${roundDuration(ms)}${of === null ? "" : ` of ${of}`}`;
}

const customaryErrorLimit = 0.01;

/** The share of errors that is still fine: as the objectives say, else one in a hundred. */
export function errorLimit(findings: Findings): number {
  const limits = objectives(findings, /^errors/, "1").filter(ofAllUsers);
  return Math.min(...limits.map((each) => each.limit), limits.length > 0 ? 1 : customaryErrorLimit);
}
