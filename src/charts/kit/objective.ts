/** Objectives on p99 and errors; a limit is drawn only on the curve of its own figure. */
import type { LatencyOverTime, ObjectiveFindings, VariantFindings, Verdict } from "../../analysis/findings/findings.js";
import { type Objective, parseObjective } from "../../analysis/verdicts/objectives.js";
import { roundDuration } from "./format.js";
import { drawableLog } from "./numbers.js";

/** A variant, or a point of a sweep, with objectives. */
export type Asking = Pick<VariantFindings, "objectives">;

interface AllAsking {
  readonly variants: readonly Asking[];
}

export interface Read extends Objective {
  readonly found: ObjectiveFindings;
}

/** The objectives, parsed; invalid ones are left out. */
export function readObjectives({ objectives }: Asking): Read[] {
  return objectives.flatMap((found) => {
    const parsed = parseObjective(found.metric, found.expression);
    return "errors" in parsed ? [] : [{ ...parsed.objective, found }];
  });
}

const isUpper = ({ comparison }: Objective): boolean => comparison.startsWith("<");

/** A variant's drawable upper limits on p99, tightest first. */
export const p99Limits = (variant: Asking): Read[] =>
  readObjectives(variant)
    .filter((each) => each.metric === "latency" && each.statistic === "p99" && isUpper(each))
    .filter(({ found }) => drawableLog(found.limit) !== null)
    .sort((a, b) => a.found.limit - b.found.limit);

/** An endpoint's p99, or that of all requests, and each variant's limit on it. */
export interface Asked {
  readonly of: string | null; // An endpoint; null: all requests.
  readonly limits: readonly (Read | null)[]; // One per variant; null: no limit.
}

/** The limits on the p99 of all requests; null if no variant has one. */
export function askedOfAll({ variants }: AllAsking): Asked | null {
  return askedOf(null, variants.map(p99Limits));
}

/** For all requests, else for the worst endpoint: missed over unknown over met, then the tightest limit. */
export function askedOfP99(findings: AllAsking): Asked | null {
  const limits = findings.variants.map(p99Limits);
  const all = askedOf(null, limits);
  if (all !== null) return all;
  const each = limits.flat().filter(({ endpoint }) => endpoint !== null);
  const [worst] = each.sort((a, b) => RANK[b.found.verdict] - RANK[a.found.verdict] || a.found.limit - b.found.limit);
  return worst === undefined ? null : askedOf(worst.endpoint, limits);
}

const RANK: Record<Verdict, number> = { met: 0, unknown: 1, missed: 2 };

function askedOf(of: string | null, limits: readonly (readonly Read[])[]): Asked | null {
  const each = limits.map((those) => those.find(({ endpoint }) => endpoint === of) ?? null);
  return each.every((limit) => limit === null) ? null : { of, limits: each };
}

/** The limit, if all variants with a limit share it; else null. */
export function commonLimit({ limits }: Asked): number | null {
  const [first, ...others] = limits.flatMap((limit) => limit?.found.limit ?? []);
  return first !== undefined && others.every((limit) => limit === first) ? first : null;
}

/** The curve of the objective's figure; null if not measured over time. */
export function seriesOf({ overTime }: VariantFindings, of: string | null): LatencyOverTime | null {
  if (of === null) return overTime;
  const { endpoints = {} } = overTime;
  return Object.hasOwn(endpoints, of) ? endpoints[of] : null;
}

/** "p99", "p99 of web.checkout". */
export const p99Words = ({ of }: Pick<Asked, "of">): string => (of === null ? "p99" : `p99 of ${of}`);

/** "p99 under 300 ms", "p99 of web.checkout under its limit". */
export function underWords(asked: Asked): string {
  const limit = commonLimit(asked);
  return `${p99Words(asked)} under ${limit === null ? "its limit" : roundDuration(limit)}`;
}

/** "objective p99 < 300 ms of web.checkout". */
export function limitWords(asked: Asked): string {
  const limit = commonLimit(asked);
  const words = limit === null ? "objective on p99" : `objective p99\u00a0<\u00a0${roundDuration(limit)}`;
  return `${words}${asked.of === null ? "" : ` of ${asked.of}`}`;
}

const customaryErrorLimit = 0.01;

/** The limit on errors of all requests or of an endpoint; null without one. */
export function askedOfErrors(variant: Asking, of: string | null): number | null {
  const limits = readObjectives(variant)
    .filter((each) => each.metric === "errors" && isUpper(each) && each.endpoint === of)
    .map(({ found }) => found.limit);
  return limits.length === 0 ? null : Math.min(1, ...limits);
}

/** The limit on errors that an objective sets, else one in a hundred. */
export const errorLimit = (variant: Asking, of: string | null = null): number =>
  askedOfErrors(variant, of) ?? customaryErrorLimit;
