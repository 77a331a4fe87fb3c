/**
 * A figure: `statistic of scope`, the one name that objectives, claims, comparisons, tables and flags share.
 * "p99", "p99 of web.page", "errors of shop-db by timeout", "wait p99 of shop-db pool", "hit rate of catalogue".
 */

import type {
  EndpointFindings,
  Estimate,
  LatencyFindings,
  RecoveryFindings,
  VariantFindings,
} from "../findings/findings.js";
import { noEstimate } from "../statistics/confidence.js";
import type { Statistic } from "./statistic.js";
import type { Unit } from "./units.js";

/** Which way is better. */
export type Goal = "less" | "more" | "neither";

/** The scope: all requests, an endpoint's, a traffic source's; a part or one of its resources; a moment; an effect; the variant. */
export type Scope =
  | { readonly kind: "all" }
  | { readonly kind: "endpoint" | "source" | "moment" | "effect"; readonly name: string }
  | { readonly kind: "part"; readonly name: string; readonly after?: string } // A moment, if several happen.
  | { readonly kind: "resource"; readonly part: string; readonly resource: string | null } // Null: the busiest.
  | { readonly kind: "variant" };

export type ScopeKind = Scope["kind"];

/** Figures of one sort: what stands before `of`. A part's own bring `measure`, under which runs keep them. */
export interface Family {
  readonly name: string; // "latency", "hit rate"
  readonly unit: Unit;
  readonly goal: Goal;
  readonly scopes: readonly ScopeKind[];
  /** "many": mean, max and every percentile; "level": mean and max over time; "one": itself. */
  readonly statistics: "many" | "level" | "one";
  readonly summary: string; // One line for the reference.
  readonly takes?: Unit; // "within(500ms)" takes a time.
  readonly measure?: string; // "hitRate"
  readonly by?: Readonly<Record<string, string>>; // The measure for each reason: "parked of mails by poison".
  readonly absent?: 0; // Of a part that has none of it; otherwise it has no value.
  readonly like?: string; // Of the parts that have this figure of their own.
  readonly parts?: readonly string[]; // The types of part that have it.
}

export interface Figure {
  readonly name: string; // In full, in one canonical form.
  readonly family: string;
  readonly statistic: Statistic;
  readonly scope: Scope;
  readonly unit: Unit;
  readonly goal: Goal;
  readonly argument: number | null; // In the unit that the family takes.
  readonly cause: string | null; // Of errors, or a reason.
  readonly measure: string | null;
  readonly absent?: 0 | undefined; // Where a part has none of it.
}

/** "of web.page" without the "of"; empty for all requests and for a variant. */
export function scopeWords(scope: Scope): string {
  if (scope.kind === "all" || scope.kind === "variant") return "";
  if (scope.kind === "source") return `traffic ${scope.name}`;
  if (scope.kind === "part" && scope.after !== undefined) return `${scope.name} after ${scope.after}`;
  return scope.kind === "resource" ? [scope.part, scope.resource ?? []].flat().join(" ") : scope.name;
}

/** The default statistic. */
export const usualStatistic = ({ statistics }: Pick<Family, "statistics">): Statistic =>
  statistics === "one" ? "rate" : "mean";

/** @param written the family with its argument, as "within(500ms)" */
export function figureName(
  family: Family,
  written: string,
  figure: Pick<Figure, "statistic" | "scope" | "cause">,
): string {
  const { statistic, scope, cause } = figure;
  const said =
    family.name === LATENCY ? statistic : statistic === usualStatistic(family) ? written : `${written} ${statistic}`;
  const of = scopeWords(scope);
  return `${said}${of === "" ? "" : ` of ${of}`}${cause === null ? "" : ` by ${cause}`}`;
}

/** "within(500ms)", the same for 0.5s. @param argument in ms */
export const withArgument = (name: string, argument: number | null): string =>
  argument === null ? name : `${name}(${argument < 1000 ? `${tidy(argument)}ms` : `${tidy(argument / 1000)}s`})`;

const tidy = (value: number): number => Number(value.toPrecision(12));

/** Its statistics stand alone: "p99 of web.page". */
export const LATENCY = "latency";

/** Figures that the findings of a variant already contain. */
export type Holding = Pick<VariantFindings, "all" | "endpoints" | "parts" | "recovery"> &
  Partial<Pick<VariantFindings, "figures" | "recoveries" | "moments" | "effects">>;

/** Null where only the runs contain it. */
export function inFindings(figure: Figure, holding: Holding): Estimate | null {
  const { scope, name } = figure;
  const named = holding.figures?.[name];
  if (named !== undefined) return named;
  if (scope.kind === "variant") return isOfRecovery(figure) ? afterAll(figure, holding) : null;
  const queue = drainedIn(figure, holding);
  if (queue !== null) return ofDrain(queue, holding);
  if (scope.kind === "moment" && !isOfRecovery(figure)) return null;
  if (scope.kind === "moment") return ofRecovery(figure, afterMoment(scope.name, holding));
  if (scope.kind === "all") return ofRequests(figure, holding.all);
  if (scope.kind === "endpoint")
    return Object.hasOwn(holding.endpoints, scope.name) ? ofRequests(figure, holding.endpoints[scope.name]!) : null;
  if (scope.kind === "part") return ofMeasures(figure, holding.parts, scope.name);
  if (scope.kind === "effect") return ofMeasures(figure, holding.effects ?? {}, scope.name);
  return scope.kind === "resource" ? ofResource(figure, scope, holding) : null;
}

/** What is told of a spike, or of a moment of a timeline. */
const OF_RECOVERY = ["recovery", "drain", "lost"];

/** Effects are lost too, but that is another figure. */
export const isOfRecovery = ({ family, scope }: Pick<Figure, "family" | "scope">): boolean =>
  OF_RECOVERY.includes(family) && (scope.kind === "variant" || scope.kind === "moment");

/** Where several things happen, it is asked of one of them. */
function afterAll(figure: Figure, { recovery, recoveries = [] }: Holding): Estimate {
  const [first] = recoveries;
  if (first === undefined) return ofRecovery(figure, recovery);
  return noEstimate(`several things happen: say of which, as in ${figure.family} of ${first.moment}`);
}

/** Of several moments each has its own; the only one is the variant's. */
function afterMoment(name: string, { recovery, recoveries, moments = [] }: Holding): RecoveryFindings | null {
  if (!moments.some((each) => each.name === name)) return null; // It happens elsewhere, in another variant.
  return recoveries === undefined ? recovery : (recoveries.find(({ moment }) => moment === name) ?? null);
}

/** Of each replication; null where the findings do not tell it of all. */
export function eachRecovery(figure: Figure, holding: Holding): readonly number[] | null {
  const { scope, family } = figure;
  const queue = drainedIn(figure, holding);
  const moment = queue !== null ? queue.after : scope.kind === "moment" ? scope.name : undefined;
  const found =
    moment !== undefined ? afterMoment(moment, holding) : holding.recoveries === undefined ? holding.recovery : null;
  if (found === null || !isOfRecovery(figure)) return null;
  if (queue !== null) return allKnown(found.drained?.[queue.name]?.each ?? [null]);
  const each = found.each?.[family as "recovery" | "drain" | "lost"];
  // Queues that were never longer than before have drained at once.
  if (each === undefined)
    return family === "drain" && found.queues === undefined ? (found.each?.lost.map(() => 0) ?? null) : null;
  return allKnown(each);
}

function allKnown(each: readonly (number | null)[]): readonly number[] | null {
  const known = each.flatMap((value) => value ?? []);
  return known.length < each.length ? null : known;
}

const NO_TIME: Estimate = { value: 0, low: 0, high: 0 };

function ofRecovery({ family }: Figure, found: RecoveryFindings | null): Estimate {
  if (found === null) return noEstimate("nothing happens to recover from");
  if (family === "lost") return found.lost;
  if (family === "recovery") return found.timeMs;
  const { onCall } = found;
  const without = onCall?.reactionMs.value === null ? onCall.reactionMs : NO_TIME; // What did not end drains nothing.
  return found.queues?.timeMs ?? without;
}

interface QueueAfter {
  readonly name: string;
  readonly after?: string;
}

/** The queue of messages that a figure is of. Read without a model, its name may pass for that of a moment. */
function drainedIn({ family, scope }: Figure, { parts, moments = [] }: Holding): QueueAfter | null {
  if (family !== "drain") return null;
  if (scope.kind === "part") return scope;
  const isMoment = scope.kind !== "moment" || moments.some(({ name }) => name === scope.name);
  return isMoment || !Object.hasOwn(parts, scope.name) ? null : { name: scope.name };
}

/** After the only thing that happens, or that which is named. */
function ofDrain({ name, after }: QueueAfter, holding: Holding): Estimate {
  const { recovery, recoveries: [first] = [] } = holding;
  if (after === undefined && first !== undefined)
    return noEstimate(`several things happen: say after which, as in drain of ${name} after ${first.moment}`);
  const found = after === undefined ? recovery : afterMoment(after, holding);
  if (found === null)
    return noEstimate(after === undefined ? "nothing happens to drain after" : `“${after}” does not happen here`);
  return found.drained?.[name]?.timeMs ?? noEstimate(`${name} is no queue of messages`);
}

function ofRequests({ family, statistic, cause }: Figure, found: EndpointFindings): Estimate | null {
  const { latencyMs, errorRate, goodput, throughput, offeredLoad } = found;
  if (family === "latency") return ofDurations(latencyMs, statistic);
  if (family === "errors") return cause === null ? errorRate : null;
  return { goodput, throughput, offered: offeredLoad }[family] ?? null;
}

const ofDurations = (found: LatencyFindings, statistic: string): Estimate | null =>
  Object.hasOwn(found, statistic) ? found[statistic as keyof LatencyFindings] : null;

/** Of a part or an effect, whose measures have the percentile behind their name. */
function ofMeasures(
  { measure, statistic }: Figure,
  all: Readonly<Record<string, { readonly measures: Readonly<Record<string, Estimate>> }>>,
  name: string,
): Estimate | null {
  if (measure === null || !Object.hasOwn(all, name)) return null;
  const { measures } = all[name]!;
  const key = statistic === "mean" || statistic === "rate" ? measure : `${measure}${capital(statistic)}`;
  return Object.hasOwn(measures, key) ? measures[key]! : null;
}

const capital = (word: string): string => `${word[0]!.toUpperCase()}${word.slice(1)}`;

function ofResource(
  { family, statistic }: Figure,
  { part, resource }: { readonly part: string; readonly resource: string | null },
  { parts }: Holding,
): Estimate | null {
  const found = Object.hasOwn(parts, part) ? parts[part]! : undefined;
  const at = resource ?? found?.busiest ?? Object.keys(found?.resources ?? {})[0];
  if (found === undefined || at === undefined || !Object.hasOwn(found.resources, at)) return null;
  const { utilisation, busy, queueLength, waitingTimeMs, refused, capacity } = found.resources[at]!;
  if (family === "wait") return ofDurations(waitingTimeMs, statistic);
  if (statistic === "max") return null;
  if (family === "utilisation" && capacity === null) return noEstimate(`${part} ${at} has no limit`);
  return { utilisation, busy, queue: queueLength, refused }[family] ?? null;
}
