/**
 * Runs a hundred times as long as a user's, warmed up for longer. Of each, what the truth is read from: figures of every
 * endpoint, and series in which growth shows.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expectedRequests } from "../../src/experiment/execute/expected-requests.js";
import runJob from "../../src/experiment/execute/run-job.js";
import { allEndpoints } from "../../src/experiment/findings/replication-estimates.js";
import { hashOf } from "../../src/experiment/plan/model-hash.js";
import type { Model } from "../../src/model/language/model.js";
import type { EndpointMeasurement, Measurements } from "../../src/model/wiring/measurements.js";
import { type Figure, type Figures, figureIn, figuresOf } from "./figure.js";

export interface Long {
  readonly replications: number;
  readonly warmUpMs: number;
  readonly durationMs: number;
  readonly seed: string;
}

export interface LongRuns {
  readonly model: Model;
  readonly runs: readonly LongRun[];
}

export interface LongRun {
  readonly windowMs: number;
  readonly isCutShort: boolean; // More came in than there is room for.
  readonly endpoints: Readonly<Record<string, LongEndpoint>>;
  readonly all: LongEndpoint; // All endpoints together.
  readonly inSystem: readonly number[]; // Requests, by bin.
  readonly waiting: readonly (readonly number[])[]; // At each part, messages too, by bin.
}

export interface LongEndpoint {
  readonly figures: Figures;
  readonly unanswered: number; // Share of those that came.
  readonly meanLatencies: readonly number[]; // By bin of arrival; where nothing was answered, as in the bin before.
}

const BINS = 80;
const COOL_DOWN_SHARE = 0.2; // Of the window: time for its last answers.

/** A user's window is the default one, of a minute after ten seconds, eight times. */
const A_HUNDRED_TIMES: Long = { replications: 8, warmUpMs: 1_200_000, durationMs: 6_000_000, seed: "truth" };
const REQUESTS_MOST = 4_000_000; // Of all runs: a load of ten times the model's own is watched for less long.

/** With one seed, so that two models have the same requests. */
export function truthRuns(model: Model): LongRuns {
  const { warmUpMs, durationMs, replications } = A_HUNDRED_TIMES;
  const plan = { seed: "", replication: 0, warmUpMs, durationMs, binMs: durationMs, coolDownMs: 0 };
  const share = Math.min(1, REQUESTS_MOST / (replications * expectedRequests({ model, plan })));
  return longRuns(model, { ...A_HUNDRED_TIMES, warmUpMs: warmUpMs * share, durationMs: durationMs * share });
}

/** Kept under `VERDICTS_TRUTHS`, if that is set: they stay true for as long as the engine stays as it is. */
export function longRuns(model: Model, long: Long): LongRuns {
  const folder = process.env.VERDICTS_TRUTHS;
  if (folder === undefined) return { model, runs: simulated(model, long) };
  const key = createHash("sha256")
    .update(hashOf({ ...model, objectives: {}, run: {} }))
    .update(JSON.stringify(long));
  const file = join(folder, `${key.digest("hex")}.json`);
  const isKept = existsSync(file);
  const runs = isKept ? (JSON.parse(readFileSync(file, "utf8"), withoutNull) as LongRun[]) : simulated(model, long);
  mkdirSync(folder, { recursive: true });
  if (!isKept) writeFileSync(file, JSON.stringify(runs));
  return { model, runs };
}

/** JSON has no NaN. */
const withoutNull = (_: string, value: unknown): unknown => (value === null ? Number.NaN : value);

function simulated(model: Model, { replications, warmUpMs, durationMs, seed }: Long): LongRun[] {
  const plan = { seed, warmUpMs, durationMs, binMs: durationMs / BINS, coolDownMs: durationMs * COOL_DOWN_SHARE };
  return Array.from({ length: replications }, (_, replication) =>
    longRun(runJob({ model, plan: { ...plan, replication } })),
  );
}

function longRun(run: Measurements): LongRun {
  const { endpoints, parts, inSystem, windowMs, cutShort } = run;
  return {
    windowMs,
    isCutShort: cutShort !== null,
    endpoints: Object.fromEntries(endpoints.map((found) => [found.name, longEndpoint(found, run)])),
    all: longEndpoint(allEndpoints(endpoints), run),
    inSystem: inSystem.map(rounded),
    waiting: parts.map(({ resources }) =>
      resources
        .reduce<readonly number[]>(
          (sum, { queueByBin }) => queueByBin.map((length, bin) => length + (sum[bin] ?? 0)),
          [],
        )
        .map(rounded),
    ),
  };
}

function longEndpoint(found: EndpointMeasurement, run: Measurements): LongEndpoint {
  let last = 0;
  const meanLatencies = found.latencyByBin.map(({ values, counts }) => {
    const n = counts.reduce((a, b) => a + b, 0);
    if (n > 0) last = values.reduce((sum, value, i) => sum + value * counts[i]!, 0) / n;
    return rounded(last);
  });
  const unanswered = 1 - (found.answered + found.failed) / found.offered;
  return { figures: figuresOf(found, run), unanswered, meanLatencies };
}

const rounded = (x: number): number => Number(x.toPrecision(6));

export const endpointIn = ({ endpoints, all }: LongRun, endpoint: string | null): LongEndpoint =>
  endpoint === null ? all : endpoints[endpoint]!;

/** One value a run. */
export const figureOf = (runs: readonly LongRun[], figure: Figure): number[] =>
  runs.map((run) => figureIn(endpointIn(run, figure.endpoint).figures, figure));
