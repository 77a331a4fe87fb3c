/** A model file from the answers: what was said, what was assumed, and where to change it. */
import { SHARE, writeDuration } from "../../model/language/values/units.js";
import { clean } from "../../text/safe-text.js";
import { flagName, KEYS, type Key } from "./asked.js";
import { writtenLognormal } from "./lognormal.js";
import { written } from "./questions.js";
import type { Endpoint, Settled } from "./settled.js";
import { SHAPES, type Shape } from "./shapes.js";
import type { Shares, Times } from "./work.js";

export interface ModelParts {
  readonly settled: Settled;
  readonly shares: Shares;
  readonly times: ReadonlyMap<string, Times>; // By group of endpoints.
  readonly isSteady: boolean; // Otherwise what was recorded says how long a run takes.
  readonly rate: readonly string[]; // Lines of the source of traffic that say how many come.
  readonly name: string;
  readonly command: string; // That made it.
}

const indent = (lines: readonly string[], by: number): string[] =>
  lines.map((line) => (line === "" ? "" : " ".repeat(by) + line));

/** A text as YAML, whatever is in it. */
export const quotedText = (text: string): string => JSON.stringify(clean(text));

export function modelText(parts: ModelParts, head: readonly string[]): string {
  const { settled, name } = parts;
  const { note } = settled;
  const shapes = settled.shape.map((each) => SHAPES[each]!);
  const data = shapes.flatMap((shape) => shape.data ?? []);
  return `${[
    ...head,
    "version: 1",
    `name: ${quotedText(name)}`,
    ...(data.length === 0 ? [] : ["data:", ...indent(data, 2)]),
    "traffic:",
    "  users:",
    ...indent(parts.rate, 4),
    ...indent(
      shapes.flatMap((shape) => shape.traffic ?? []),
      4,
    ),
    ...indent(mixLines(settled.endpoints), 4),
    "    timeout: 10s # Assumed; then a user gives up, and the work goes on.",
    "parts:",
    ...indent([...webLines(parts, shapes), ...databaseLines(parts, shapes)], 2),
    ...indent(
      shapes.flatMap((shape) => shape.parts?.(settled) ?? []),
      2,
    ),
    ...objectiveLines(settled),
    parts.isSteady
      ? `run: { duration: ${writeDuration(windowMs(settled))}, warm-up: ${writeDuration(windowMs(settled) / 10)}, replications: 4 } # Long enough for a p99.`
      : "run: { replications: 4 } # As long as the traffic.",
  ].join("\n")}\n`;

  function webLines({ shares, times }: ModelParts, all: readonly Shape[]): string[] {
    const isShared = settled.has["one-machine"];
    return [
      "web:",
      "  type: service",
      ...(isShared
        ? ["  host: box"]
        : [
            `  instances: ${settled.nodes} # ${capital(note("nodes"))}.`,
            `  cores: ${settled.cores} # Of each: ${note("cores")}.`,
          ]),
      `  threads: ${settled.threads} # Of each: ${note("threads")}.`,
      ...indent(
        all.flatMap((shape) => shape.web?.(settled) ?? []),
        2,
      ),
      "  endpoints:",
      ...settled.endpoints.flatMap((endpoint) => indent(stepLines(endpoint, shares, times.get(endpoint.group)!), 4)),
    ];
  }

  function stepLines(
    { name: endpoint, isWrite, remark }: Endpoint,
    { cpu, delay }: Shares,
    { meanMs, sigma }: Times,
  ): string[] {
    const query = `- query: db.${endpoint}`;
    const isCached = settled.has.cache && !isWrite;
    const publishes = settled.has.queue && (isWrite || !settled.endpoints.some((each) => each.isWrite));
    return [
      `${endpoint}:${remark === undefined ? "" : ` # ${clean(remark)}`}`,
      `  - cpu: ${writtenLognormal(meanMs * cpu, sigma)}`,
      ...indent(isCached ? ["- get: cache", "  miss:", `    ${query}`] : [query], 2),
      ...(delay === 0
        ? []
        : [`  - delay: ${writtenLognormal(meanMs * delay, sigma)} # Not known: other services, the network, locks.`]),
      ...(publishes ? ["  - publish: jobs # Assumed."] : []),
      ...failLines(settled).map((line) => `  ${line}`),
    ];
  }

  function databaseLines({ shares, times }: ModelParts, all: readonly Shape[]): string[] {
    const options = all.flatMap((shape) => shape.query ?? []);
    const query = (time: string, more: readonly string[]): string => `{ ${[`time: "${time}"`, ...more].join(", ")} }`;
    const queries = settled.endpoints.map(({ name: endpoint, group, isWrite }) => {
      const { meanMs, sigma } = times.get(group)!;
      const more = [...(isWrite ? ["write: true"] : []), ...options];
      return `${endpoint}: ${query(writtenLognormal(meanMs * shares.query, sigma), more)}`;
    });
    const job = jobTimes(parts);
    return [
      "db:",
      "  type: database",
      ...(settled.has["one-machine"]
        ? ["  host: box"]
        : [`  cores: ${settled.dbCores} # ${capital(note("dbCores"))}.`]),
      ...indent(
        all.flatMap((shape) => shape.db?.(settled) ?? []),
        2,
      ),
      "  queries:",
      ...indent(queries, 4),
      ...(settled.has.queue
        ? [
            `    job: ${query(writtenLognormal(job.meanMs * shares.query, job.sigma), ["write: true", ...options])} # Assumed: as an average query.`,
          ]
        : []),
    ];
  }
}

/** Requests that fail today, for whatever reason. */
export const failLines = ({ errors, note }: Settled): string[] =>
  errors < 1e-6 ? [] : [`- fail: ${SHARE.write(errors)} # ${capital(note("errors"))}: as many fail today.`];

/** Those of an average request. */
export function jobTimes({ settled, times }: Pick<ModelParts, "settled" | "times">): Times {
  const all = settled.endpoints.map(({ group, share }) => ({ share, ...times.get(group)! }));
  return {
    meanMs: all.reduce((sum, { share, meanMs }) => sum + share * meanMs, 0),
    sigma: all.reduce((sum, { share, sigma }) => sum + share * sigma, 0),
  };
}

function mixLines(endpoints: readonly Endpoint[]): string[] {
  if (endpoints.length === 1) return [`to: web.${endpoints[0]!.name}`];
  const written = percentages(endpoints.map(({ share }) => share));
  return ["mix:", ...endpoints.map(({ name }, i) => `  web.${name}: ${written[i]}%`)];
}

/** To a hundredth of a percent, and 100 % together. */
export function percentages(shares: readonly number[]): number[] {
  const whole = shares.map((share) => Math.max(1, Math.round(share * 10_000)));
  const most = whole.indexOf(Math.max(...whole));
  whole[most]! += 10_000 - whole.reduce((sum, each) => sum + each, 0);
  return whole.map((each) => each / 100);
}

/** So that the p99 of today holds with half as much again. */
export function objectiveLines({ p99, errors, assumed }: Settled): string[] {
  const limit = twoDigitsUp(1.5 * p99);
  const share = Math.max(0.01, twoDigitsUp(2 * errors));
  const from = assumed.has("p99") ? "the assumed p99" : "today's p99";
  return [
    "objectives:",
    `  latency: ["p(99) < ${writeDuration(limit)}"] # Assumed: half as much again as ${from}; put in what you promise.`,
    `  errors: ["rate < ${Number((share * 100).toPrecision(3))}%"]`,
  ];
}

function twoDigitsUp(value: number): number {
  if (value < 1e-9) return 0;
  const unit = 10 ** (Math.floor(Math.log10(value)) - 1);
  return Number((Math.ceil(value / unit - 1e-9) * unit).toPrecision(2));
}

const REQUESTS = 20_000; // Of a run, so that a hundredth of them is enough to tell a p99.
const SHORTEST_MS = 5000;
const ROUND_MS = [5e3, 1e4, 2e4, 3e4, 6e4, 12e4, 3e5, 6e5, 12e5, 18e5, 36e5, 72e5];

export function windowMs({ peak, p99 }: Pick<Settled, "peak" | "p99">): number {
  const needed = Math.max(SHORTEST_MS, (REQUESTS / peak) * 1000, 50 * p99);
  return ROUND_MS.find((each) => each >= needed) ?? Math.ceil(needed / 36e5) * 36e5;
}

export const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** "peak 900/s, p50 20ms": those that were answered, or those that were assumed. */
export function listedAnswers(settled: Settled, isAssumed: boolean): string {
  const shown = KEYS.filter((key) => settled.assumed.has(key) === isAssumed && applies(key, settled));
  return shown.map((key) => `${flagName(key)} ${written(key, settled)}`).join(", ");
}

/** Whether the model has what it is about. */
export function applies(key: Key, { has, busy, endpoints }: Settled): boolean {
  if (key === "pool") return has.pool || has.pooler;
  if (key === "dbCores") return !has["one-machine"];
  if (key === "busy") return busy > 0;
  if (key === "writes") return endpoints.some(({ name }) => name === "write");
  return true;
}
