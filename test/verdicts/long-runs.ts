/** Runs a hundred times as long as a user's, warmed up for longer. */
import { expectedRequests } from "../../src/experiment/expected-requests.js";
import runJob from "../../src/experiment/run-job.js";
import type { Measurements } from "../../src/model/measurements.js";
import type { Model } from "../../src/model/model.js";

export interface Long {
  readonly replications: number;
  readonly warmUpMs: number;
  readonly durationMs: number;
  readonly seed: string;
}

export interface LongRuns {
  readonly model: Model;
  readonly runs: readonly Measurements[];
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

export function longRuns(model: Model, { replications, warmUpMs, durationMs, seed }: Long): LongRuns {
  const plan = { seed, warmUpMs, durationMs, binMs: durationMs / BINS, coolDownMs: durationMs * COOL_DOWN_SHARE };
  const runs = Array.from({ length: replications }, (_, replication) =>
    runJob({ model, plan: { ...plan, replication } }),
  );
  return { model, runs };
}
