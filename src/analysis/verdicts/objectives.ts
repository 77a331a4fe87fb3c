/**
 * Service-level objectives, written as k6 writes thresholds: `latency{web.browse}` with `p(99) < 300ms`.
 * What is not understood is an error with the nearest known word, never a pass.
 */
import { nearest } from "../../text/nearest.js";
import {
  K6_METRICS,
  METRICS,
  type ObjectiveMetric,
  type ObjectiveStatistic,
  type ObjectiveUnit,
  statisticsOf,
} from "./objective-words.js";
import type { Comparison } from "./verdict.js";

export interface Objective {
  readonly metric: ObjectiveMetric;
  readonly endpoint: string | null; // null: all endpoints together.
  readonly statistic: ObjectiveStatistic;
  readonly comparison: Comparison;
  readonly limit: number; // In `unit`.
  readonly unit: ObjectiveUnit;
  readonly expression: string; // As written.
}

export type ParsedObjective = { readonly objective: Objective } | { readonly errors: readonly string[] };

/** `endpoints` are those that exist ("web.browse"); without the list, any name passes here and fails in `evaluate`. */
export function parseObjective(metric: string, expression: string, endpoints?: readonly string[]): ParsedObjective {
  const errors: string[] = [];
  const subject = parseMetric(metric, endpoints, errors);
  const condition = subject && parseExpression(subject.metric, expression, errors);
  if (!subject || !condition || errors.length > 0) return { errors };
  return { objective: { ...subject, ...condition, expression } };
}

function parseMetric(
  text: string,
  endpoints: readonly string[] | undefined,
  errors: string[],
): Pick<Objective, "metric" | "endpoint"> | null {
  const match = /^\s*([^\s{}]+)\s*(?:\{\s*([^{}]*?)\s*\})?\s*$/.exec(text);
  if (!match) {
    errors.push(`"${text}" is not a metric: write latency or latency{web.browse}`);
    return null;
  }
  const [, name = "", endpoint = null] = match;
  if (endpoint !== null && endpoints && !endpoints.includes(endpoint)) {
    errors.push(`no endpoint "${endpoint}"${suggestion(endpoint, endpoints)}`);
  }
  if (!Object.hasOwn(METRICS, name)) {
    const known = Object.hasOwn(K6_METRICS, name)
      ? ` (k6's ${name} is ${K6_METRICS[name]} here)`
      : suggestion(name, Object.keys(METRICS));
    errors.push(`no metric "${name}"${known}`);
    return null;
  }
  return { metric: name as ObjectiveMetric, endpoint };
}

function parseExpression(
  metric: ObjectiveMetric,
  text: string,
  errors: string[],
): Pick<Objective, "statistic" | "comparison" | "limit" | "unit"> | null {
  const { unit, scale, example } = METRICS[metric];
  const match = /^\s*([^<>=\s]+)\s*(<=|>=|<|>)\s*([+-]?[\d.]+(?:e[+-]?\d+)?)\s*([^\s\d]*)\s*$/i.exec(text);
  if (!match) {
    errors.push(`"${text}" is not an objective: write it as ${example}`);
    return null;
  }
  const [, writtenStatistic = "", comparison, number, writtenUnit = ""] = match;
  const statistics = statisticsOf(metric);
  const name = writtenStatistic.replace(/^p\((.*)\)$/, "p$1").replace(/^(p\d+)\.0+$/, "$1");
  if (!Object.hasOwn(statistics, name)) {
    // Another percentile is not misspelt, it is not there.
    const near = /^p[\d.]+$/.test(name)
      ? `; there is ${Object.keys(statistics).join(", ")}`
      : suggestion(name, Object.keys(statistics));
    errors.push(`${metric} has no "${writtenStatistic}"${near}`);
  }
  if (!Object.hasOwn(scale, writtenUnit)) {
    const written = writtenUnit === "" ? `${number} has no unit` : `${metric} is not measured in "${writtenUnit}"`;
    errors.push(`${written}: write it as ${example}`);
  }
  const limit = Number(number) * (scale[writtenUnit] ?? 1);
  if (!(limit >= 0)) errors.push(`"${number}" cannot be a limit: write it as ${example}`);
  if (unit === "1" && limit > 1) errors.push(`"${number}${writtenUnit}" is more than all: write it as ${example}`);
  return { statistic: statistics[name] ?? "rate", comparison: comparison as Comparison, limit, unit };
}

function suggestion(word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  return near === null ? `; there is ${known.join(", ")}` : `: did you mean ${near}?`;
}
