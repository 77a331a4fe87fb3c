/**
 * Service-level objectives, written like k6 thresholds: `latency{web.browse}` with `p(99) < 300ms`, and likewise for
 * every other figure. An unknown word is an error with the nearest known one, never a pass.
 */
import { type Family, type Figure, scopeWords, withArgument } from "../figures/figure.js";
import {
  ANY_MODEL,
  completed,
  type Grammar,
  meant,
  noStatistic,
  ofThat,
  type Read,
  readArgument,
  readOne,
} from "../figures/parse-figure.js";
import type { Statistic } from "../figures/statistic.js";
import { UNITS, type Unit } from "../figures/units.js";
import type { Comparison } from "./verdict.js";

export interface Objective {
  readonly metric: string; // The family: "latency", "hit rate".
  readonly endpoint: string | null; // "web.browse"; null: of all requests, or of the variant.
  readonly statistic: Statistic;
  readonly comparison: Comparison;
  readonly limit: number; // In `unit`.
  readonly unit: Unit;
  readonly expression: string; // As written.
  readonly figure: Figure;
}

export type ParsedObjective = { readonly objective: Objective } | { readonly errors: readonly string[] };

/** k6's own metrics, so that its thresholds can be pasted. */
const K6_METRICS: Readonly<Record<string, string>> = {
  http_req_duration: "latency",
  http_req_failed: "errors",
  http_reqs: "throughput",
};

/** Without a model, any name passes here and is checked when measured. */
export function parseObjective(metric: string, expression: string, grammar: Grammar = ANY_MODEL): ParsedObjective {
  const head = readHead(metric, grammar);
  if ("errors" in head) return percentileAsMetric(metric, expression) ?? head;
  const { family, of, cause, ...said } = head.found;
  const condition = readCondition(family, expression);
  const statistic = "errors" in condition ? "rate" : condition.found.statistic;
  const figure = completed(family, { ...said, statistic, of, cause }, grammar);
  if ("errors" in condition || "errors" in figure)
    return { errors: [figure, condition].flatMap((read) => ("errors" in read ? read.errors : [])) };
  const endpoint = whoseWords(figure.found) || null;
  return { objective: { metric: family.name, endpoint, ...condition.found, expression, figure: figure.found } };
}

/** `p99: 200ms`, as many write it: with their own number, what to write. */
function percentileAsMetric(metric: string, expression: string): ParsedObjective | null {
  const percentile = /^\s*p\(?(\d+(?:\.\d+)?)\)?\s*$/.exec(metric)?.[1];
  if (percentile === undefined) return null;
  const limit = /\d+(?:\.\d+)?\s*(?:us|ms|s|min)\b/.exec(expression)?.[0] ?? "300ms";
  return { errors: [`"${metric}" is a percentile of latency: write latency: [p(${percentile}) < ${limit}]`] };
}

interface Head {
  readonly family: Family;
  readonly written: string;
  readonly argument: number | null;
  readonly of: string | undefined;
  readonly cause: string | null;
}

/** "latency{web.browse}", the same however it was written. */
export function headOf({ figure }: Pick<Objective, "figure">): string {
  const { family, argument } = figure;
  const of = whoseWords(figure);
  return `${withArgument(family, argument)}${of === "" ? "" : `{${of}}`}`;
}

const whoseWords = ({ scope, cause }: Figure): string =>
  [scopeWords(scope), cause === null ? "" : `by ${cause}`].filter((words) => words !== "").join(" ");

/** `latency`, `latency{web.browse}`, `within(500ms){web.browse}`, `errors{shop-db by timeout}`. */
function readHead(text: string, grammar: Grammar): Read<Head> {
  const match = /^\s*([^{}()]*?)\s*(\([^()]*\))?\s*(?:\{\s*([^{}]*?)\s*\})?\s*$/.exec(text);
  if (!match) return { errors: [`"${text}" is not a metric: write latency or latency{web.browse}`] };
  const [, name = "", brackets, inside] = match;
  const { families } = grammar;
  const [, of, cause = null] = /^(.*?)(?:\s+by\s+(\S+))?$/.exec(inside ?? "") ?? [];
  const family = ofThat(grammar, inside === undefined ? undefined : of).find((each) => each.name === name);
  if (family === undefined) {
    const figure = /^(.+?) of (.+)$/.exec(name); // As claims and columns write it.
    if (figure && inside === undefined) return { errors: [`no metric "${name}": write ${figure[1]}{${figure[2]}}`] };
    const k6 = Object.hasOwn(K6_METRICS, name) ? ` (k6's ${name} is ${K6_METRICS[name]} here)` : null;
    return {
      errors: [
        `no metric "${name}"${
          k6 ??
          meant(
            name,
            families.map((each) => each.name),
          )
        }`,
      ],
    };
  }
  const argument = readArgument(family, brackets);
  if ("errors" in argument) return argument;
  return { found: { family, ...argument.found, of: inside === undefined ? undefined : of, cause } };
}

type Condition = Pick<Objective, "statistic" | "comparison" | "limit" | "unit">;

function readCondition(family: Family, text: string): Read<Condition> {
  const { name, unit } = family;
  const { scale } = UNITS[unit];
  const example = exampleOf(family);
  const match = /^\s*([^<>=\s]+)\s*(<=|>=|<|>)\s*([+-]?[\d.]+(?:e[+-]?\d+)?)\s*([^\s\d]*)\s*$/i.exec(text);
  if (!match) return { errors: [`"${text}" is not an objective: write it as ${example}`] };
  const [, writtenStatistic = "", comparison, number, writtenUnit = ""] = match;
  const errors: string[] = [];
  const statistic = readOne(family, writtenStatistic);
  if (statistic === null) errors.push(noStatistic(family, writtenStatistic));
  if (!Object.hasOwn(scale, writtenUnit)) {
    const written = writtenUnit === "" ? `${number} has no unit` : `${name} is not measured in "${writtenUnit}"`;
    errors.push(`${written}: write it as ${example}`);
  }
  const limit = Number(number) * (scale[writtenUnit] ?? 1);
  if (!(limit >= 0)) errors.push(`"${number}" cannot be a limit: write it as ${example}`);
  if (unit === "1" && limit > 1) errors.push(`"${number}${writtenUnit}" is more than all: write it as ${example}`);
  if (errors.length > 0) return { errors };
  return { found: { statistic: statistic ?? "rate", comparison: comparison as Comparison, limit, unit } };
}

/** "p(99) < 300ms", "rate < 0.1%", "rate > 100/s". */
function exampleOf({ statistics, unit, goal }: Family): string {
  const statistic = statistics === "one" ? UNITS[unit].statistic : statistics === "many" ? "p(99)" : "mean";
  return `${statistic} ${goal === "more" ? ">" : "<"} ${UNITS[unit].example}`;
}
