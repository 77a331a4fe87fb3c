/**
 * A figure: `statistic of scope`, the one name that objectives, claims, comparisons, tables and flags share.
 * "p99", "p99 of web.page", "errors of shop-db by timeout", "wait p99 of shop-db pool", "hit rate of catalogue".
 */
import type { Statistic } from "./statistic.js";
import type { Unit } from "./units.js";

/** Which way is better. */
export type Goal = "less" | "more" | "neither";

/** The scope: all requests, an endpoint's, a traffic source's; a part or one of its resources; or the variant. */
export type Scope =
  | { readonly kind: "all" }
  | { readonly kind: "endpoint" | "source" | "part"; readonly name: string }
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
  readonly cause: string | null; // Of errors.
  readonly measure: string | null;
}

/** "of web.page" without the "of"; empty for all requests and for a variant. */
export function scopeWords(scope: Scope): string {
  if (scope.kind === "all" || scope.kind === "variant") return "";
  if (scope.kind === "source") return `traffic ${scope.name}`;
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
