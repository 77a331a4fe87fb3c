/** A closed form: its inputs and results. The forms are in `forms/`. */
import type { Estimate, ResourceFindings, TheoryFindings } from "../../analysis/findings/findings.js";
import type { BatchSize } from "../../analysis/theory/batch-arrivals.js";
import type { Gaps } from "../../analysis/theory/gim1.js";
import { percentile, type QueueLaw } from "../../analysis/theory/queue-law.js";
import { IN_TURN, type Law, type Station } from "../../model/outline/outline.js";

export interface Question {
  readonly station: Station;
  readonly perMs: number; // λ of one instance.
  readonly law: Law | null; // Of the holding time; null if that depends on queues inside.
  readonly inner: InnerStation | null; // The only station visited while this one is held, and only from here.
  /** Poisson: arrivals see time averages, and no request returns. Network: a station of a product-form network. */
  readonly arrivals: "poisson" | "network" | "batches" | "shorter line" | Gaps | null;
  readonly batch: BatchSize | null; // Size of the batches.
  readonly classes: readonly ClassShare[]; // By priority; one without priorities.
  readonly deadlineMs: number | null; // From the arrival here; it stops the request.
  readonly mayLose: boolean; // A request was refused for a full queue, or gave up waiting.
}

export interface ClassShare {
  readonly perMs: number; // Of one instance.
  readonly law: Law | null;
}

export interface InnerStation {
  readonly key: string;
  readonly station: Station;
  readonly law: Law;
}

export interface Prediction {
  readonly quantity: string;
  readonly unit: TheoryFindings["unit"];
  readonly expected: number;
  readonly observed: (found: ResourceFindings) => Estimate | null;
  readonly shareThatShows?: number; // Share of visits that show it: a wait of one in a million is seen in no run.
  readonly at?: string; // The inner station, if it is about that.
  readonly tail?: boolean; // A percentile.
}

export interface Form {
  readonly name: string; // "M/M/4"
  readonly why: string | null; // Why it is only approximate; null: it is exact.
  readonly says: readonly Prediction[];
  readonly meanWaitMs: number; // Wait of a visit until served; NaN: not known.
  readonly classes?: readonly { readonly waitMs: number; readonly workMs: number }[]; // Means, with priorities.
  readonly lateShare?: number; // Share of arrivals stopped by the deadline.
  readonly relaxMs?: number; // Relaxation time, if not that of M/G/c.
  readonly meanInsideMs: number | null; // Of a visit to the inner station, including its wait.
}

export const utilisation = (expected: number): Prediction => ({
  quantity: "utilisation",
  unit: "1",
  expected,
  observed: (found) => found.utilisation,
});

export const meanWait = (expected: number, shareThatShows: number): Prediction => ({
  quantity: "mean wait",
  unit: "ms",
  expected,
  observed: (found) => found.waitingTimeMs.mean,
  shareThatShows,
});

const p99Wait = (expected: number): Prediction => ({
  quantity: "p99 wait",
  unit: "ms",
  expected,
  observed: (found) => found.waitingTimeMs.p99,
  shareThatShows: 0.01,
  tail: true,
});

/** The mean wait, and the p99 where enough requests wait. */
export const waits = ({ meanWait: mean, waitingProbability, waitTail }: QueueLaw): Prediction[] => [
  meanWait(mean, waitingProbability),
  ...(waitingProbability > 0.02 ? [p99Wait(percentile(waitTail, 0.99))] : []),
];

export const meanQueue = (expected: number, shareThatShows: number): Prediction => ({
  quantity: "mean number waiting",
  unit: "requests",
  expected,
  observed: (found) => found.queueLength,
  shareThatShows,
});

/** @param perMs of all instances together */
export const refusals = (perMs: number, share: number): Prediction => ({
  quantity: "refusals",
  unit: "1/s",
  expected: perMs * share * 1000,
  observed: (found) => found.refused,
  shareThatShows: share,
});

/** An exact form for the waiting time only. */
export const exact = (name: string, meanWaitMs: number, says: readonly Prediction[]): Form => ({
  name,
  why: null,
  says,
  meanWaitMs,
  meanInsideMs: null,
});

/** Requests may be refused. */
export const isLimited = ({ queueMax, patience }: Station): boolean =>
  queueMax !== Number.POSITIVE_INFINITY || patience !== null;

/** First come first served without a limit, or with one that these runs did not reach. */
export const isPlainLine = ({ station, mayLose }: Question): boolean => !station.sharing && !mayLose;

/** E S and E S². */
export const momentsOf = ({ mean, variance }: Law): { readonly first: number; readonly second: number } => ({
  first: mean,
  second: variance + mean ** 2,
});

type Oddity = "classes" | "outages" | "set-up";

/** How a station differs from a plain queue, or shared cores, with one class and no interruptions. */
export function odditiesOf({ classes, outages, setUp }: Station): readonly Oddity[] {
  return [
    ...(classes > 1 ? ["classes" as const] : []),
    ...(outages === null ? [] : ["outages" as const]),
    ...(setUp === null ? [] : ["set-up" as const]),
  ];
}

export const isUsual = (station: Station): boolean => odditiesOf(station).length === 0;

/** Any order that ignores the work gives the same number there and mean wait, but another distribution of waits. */
export const isInTurn = ({ order }: Station): boolean => order === IN_TURN;
