/** The charts over time as short tables: several bins per row, with the worst value of each figure. */
import type { Findings, OverTimeFindings, VariantFindings } from "../../analysis/findings/findings.js";
import { count, duration, orUnknown, rate, share, wholeShare } from "../../charts/kit/format.js";
import { drawable, largest, smallest } from "../../charts/kit/numbers.js";
import { binWords, time } from "../../charts/kit/time-axis.js";
import type { Table } from "../kit/table.js";

const MOST_ROWS = 40;

/** Bins per row. */
const stride = ({ offeredLoad }: OverTimeFindings): number => Math.max(1, Math.ceil(offeredLoad.length / MOST_ROWS));

/** "A row each 5-minute bin" or "of 3 1-minute bins the worst". */
export function rowWords({ overTime }: VariantFindings): string {
  const bins = stride(overTime);
  const one = binWords(overTime.binMs);
  return bins === 1 ? `a row each ${one} bin` : `a row is the worst of ${bins} ${one} bins`;
}

export function latencyOverTimeTable({ window }: Findings, { overTime }: VariantFindings): Table {
  const { offeredLoad, goodput, p50Ms, p99Ms, p99LowMs, p99HighMs, errorRate } = overTime;
  const rows = spans(overTime).map((bins) => {
    const worst = bins.reduce((a, b) => ((drawable(p99Ms[b]) ?? -1) > (drawable(p99Ms[a]) ?? -1) ? b : a));
    const of = (values: readonly (number | null)[]) => bins.map((bin) => values[bin]);
    return [
      startOf(overTime, bins, window.clock),
      orUnknown(largest(of(offeredLoad)), rate),
      orUnknown(smallest(of(goodput)), rate),
      orUnknown(largest(of(p50Ms)), duration),
      orUnknown(p99Ms[worst] ?? null, duration),
      band(p99LowMs[worst] ?? null, p99HighMs[worst] ?? null),
      orUnknown(largest(of(errorRate)), share),
    ];
  });
  return { heads: ["from", ">offered", ">goodput", ">p50", ">p99", ">its band", ">errors"], rows };
}

/** Attempts of the parts whose calls are retried; no rows where none is. */
export function attemptsOverTimeTable({ window }: Findings, { overTime }: VariantFindings): Table {
  const { offeredLoad, goodput, retried = [] } = overTime;
  const rows = (retried.length === 0 ? [] : spans(overTime)).map((bins) => [
    startOf(overTime, bins, window.clock),
    orUnknown(largest(bins.map((bin) => offeredLoad[bin])), rate),
    orUnknown(smallest(bins.map((bin) => goodput[bin])), rate),
    ...retried.flatMap(({ asked, attempts }) =>
      [asked, attempts].map((values) => orUnknown(largest(bins.map((bin) => values[bin])), rate)),
    ),
  ]);
  const heads = retried.flatMap(({ part }) => [`>calls of ${part}`, ">with retries"]);
  return { heads: ["from", ">offered", ">goodput", ...heads], rows };
}

/** Of each queue of messages, its share that is late, and what is parked; no rows where there is none. */
export function queuesOverTimeTable({ window }: Findings, { overTime }: VariantFindings): Table {
  const { queues = [], late = [], parked = [] } = overTime;
  const rows = (queues.length === 0 ? [] : spans(overTime)).map((bins) => [
    startOf(overTime, bins, window.clock),
    ...queues.flatMap(({ depth, oldestMs }) => [
      orUnknown(largest(bins.map((bin) => depth[bin])), count),
      orUnknown(largest(bins.map((bin) => oldestMs[bin])), duration),
    ]),
    ...late.map((of) => orUnknown(largest(bins.map((bin) => of.late[bin])), share)),
    ...parked.map(({ letters }) => orUnknown(largest(bins.map((bin) => letters[bin])), count)),
  ]);
  const heads = [
    ...queues.flatMap(({ part }) => [`>waiting at ${part}`, ">oldest"]),
    ...late.map(({ part }) => `>late at ${part}`),
    ...parked.map(({ part }) => `>parked in ${part}`),
  ];
  return { heads: ["from", ...heads], rows };
}

export function utilisationOverTimeTable({ window }: Findings, { overTime }: VariantFindings): Table {
  const limited = overTime.resources.filter(({ utilisation }) => utilisation !== null);
  const rows = spans(overTime).map((bins) => [
    startOf(overTime, bins, window.clock),
    ...limited.map(({ utilisation }) => orUnknown(largest(bins.map((bin) => utilisation![bin])), wholeShare)),
  ]);
  return { heads: ["from", ...limited.map(({ part, resource }) => `>${part} ${resource}`)], rows };
}

function spans(overTime: OverTimeFindings): number[][] {
  const step = stride(overTime);
  const bins = overTime.offeredLoad.length;
  return Array.from({ length: Math.ceil(bins / step) }, (_, row) =>
    Array.from({ length: Math.min(step, bins - row * step) }, (_, i) => row * step + i),
  );
}

const startOf = ({ startMs, binMs }: OverTimeFindings, [bin]: readonly number[], clock: string | null): string =>
  time(startMs + bin * binMs, clock);

function band(low: number | null, high: number | null): string {
  const ends = [drawable(low), drawable(high)];
  if (ends[0] === null || ends[1] === null) return "–";
  return ends[0] === ends[1] ? "±0" : `${duration(ends[0])}–${duration(ends[1])}`;
}
