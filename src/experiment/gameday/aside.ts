/** What a fault does to work that no request waits for: effects that are lost or late, messages that fail or pile up. */
import type { AsideFindings } from "../../analysis/findings/gameday-findings.js";
import { meanInterval } from "../../analysis/statistics/confidence.js";
import { pool, quantile, sampleSize } from "../../analysis/statistics/quantile.js";
import type { MeasureMeasurement, Measurements } from "../../model/wiring/measurements.js";
import { DEPTH } from "../findings/measured.js";
import { CONFIDENCE } from "../findings/replication-estimates.js";

const HARMED_MORE = 0.01; // Of what was due: it is harmed.
const LATER_TIMES = 2; // Its slowest take so many times as long as usual,
const LATER_SHARE = 0.1; // and longer by this share of how long the fault lasts.
const MORE_WAITING = 10; // Messages at the end, beyond twice those of a good day.

export type Bins = readonly [from: number, to: number];

/** Effects, then queues: those that suffer. @param bins of the fault @param lastsMs of the fault */
export function harmedAside(
  good: readonly Measurements[],
  bad: readonly Measurements[],
  bins: Bins,
  lastsMs: number,
): AsideFindings[] {
  const names = [...new Set(bad.flatMap(({ effects = [] }) => effects.map(({ name }) => name)))];
  const queues = bad[0]!.parts.filter(({ measures }) => measures.some(({ name }) => name === "completionMs"));
  return [
    ...names.flatMap((name) => harmedEffect(name, good, bad, bins)),
    ...queues.flatMap(({ name }) => harmedQueue(name, good, bad, bins[0], lastsMs)),
  ];
}

function harmedEffect(
  name: string,
  good: readonly Measurements[],
  bad: readonly Measurements[],
  bins: Bins,
): AsideFindings[] {
  const measuresOf = ({ effects = [] }: Measurements) => effects.find((each) => each.name === name)?.measures ?? [];
  const shares = (runs: readonly Measurements[], of: readonly string[]): number[] =>
    runs.map((run) => of.reduce((sum, each) => sum + shareIn(measuresOf(run), each, bins), 0));
  const each = { lost: ["lost", "undone"], late: ["late"], twice: ["twice"] };
  const isHarmed = Object.values(each).some((of) => mean(shares(bad, of)) - mean(shares(good, of)) >= HARMED_MORE);
  if (!isHarmed) return [];
  const found = (of: readonly string[]) => meanInterval(shares(bad, of), CONFIDENCE);
  const of = { lost: found(each.lost), late: found(each.late), twice: found(each.twice) };
  return [{ name, sort: "effect", ...of, usualMs: null, slowestMs: null, waiting: 0 }];
}

/** From the fault on: what it held up is over later. */
function harmedQueue(
  name: string,
  good: readonly Measurements[],
  bad: readonly Measurements[],
  from: number,
  lastsMs: number,
): AsideFindings[] {
  const measuresOf = ({ parts }: Measurements) => parts.find((part) => part.name === name)?.measures ?? [];
  const shares = (runs: readonly Measurements[], of: readonly string[]): number[] =>
    runs.map((run) => of.reduce((sum, each) => sum + shareIn(measuresOf(run), each, [from, Infinity]), 0));
  const [lost, late] = [["failedMessages", "parked", "expired"], ["lateMessages"]];
  const more = (of: readonly string[]): number => mean(shares(bad, of)) - mean(shares(good, of));
  const [usualMs, slowestMs] = [good, bad].map((runs) => slowestOf(runs.map(measuresOf)));
  const isLater =
    usualMs != null &&
    slowestMs != null &&
    slowestMs > Math.max(LATER_TIMES * usualMs, usualMs + LATER_SHARE * lastsMs);
  const [waitingUsually, waiting] = [good, bad].map((runs) => mean(runs.map((run) => waitingAtEnd(measuresOf(run)))));
  const isFuller = waiting! > 2 * waitingUsually! + MORE_WAITING;
  if (more(lost) < HARMED_MORE && more(late) < HARMED_MORE && !isLater && !isFuller) return [];
  const none = { value: 0, low: 0, high: 0 };
  return [
    {
      ...{ name, sort: "queue", twice: none, usualMs: usualMs ?? null, slowestMs: slowestMs ?? null },
      lost: meanInterval(shares(bad, lost), CONFIDENCE),
      late: meanInterval(shares(bad, late), CONFIDENCE),
      waiting: isFuller ? Math.round(waiting!) : 0,
    },
  ];
}

/** Of a share that is measured by bins; 0 where it is not, or nothing came. */
function shareIn(measures: readonly MeasureMeasurement[], name: string, bins: Bins): number {
  const found = measures.find((each) => each.name === name);
  if (found === undefined || found.kind !== "ratio") return 0;
  const sum = (all: readonly number[]): number => all.slice(...bins).reduce((a, b) => a + b, 0);
  const whole = sum(found.wholeByBin);
  return whole === 0 ? 0 : sum(found.partByBin) / whole;
}

/** The 99th percentile of how long messages took [ms]; null where none was done. */
function slowestOf(measures: readonly (readonly MeasureMeasurement[])[]): number | null {
  const all = pool(
    measures.flatMap((of) =>
      of.flatMap((each) => (each.kind === "duration" && each.name === "completionMs" ? [each.histogram] : [])),
    ),
  );
  return sampleSize(all) === 0 ? null : quantile(all, 0.99);
}

function waitingAtEnd(measures: readonly MeasureMeasurement[]): number {
  const depth = measures.find(({ name }) => name === DEPTH);
  return depth?.kind === "level" ? (depth.atEnds.at(-1) ?? 0) : 0;
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / Math.max(1, values.length);
