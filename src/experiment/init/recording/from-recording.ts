/** From what was recorded to answers, endpoints with their times, and the traffic of a model. */
import { nearestRank } from "../../../analysis/statistics/quantile.js";
import type { Given } from "../asked.js";
import type { Busiest, Recorded } from "../project.js";
import type { Endpoint } from "../settled.js";
import { endpointNames, type Group, grouped, isWriting } from "./paths.js";
import { type Quiet, quietTime } from "./quiet.js";
import type { ReadFile, Recording } from "./read-recording.js";
import type { Tally } from "./tally.js";
import { traceOf } from "./trace.js";

export interface FromRecording {
  readonly told: Given; // What the recording tells of the answers.
  readonly endpoints: readonly Endpoint[] | null; // Null: it tells no durations, or no paths.
  readonly fitAt: number | null; // Requests a second while those times were measured; null: the peak.
  readonly recorded: Recorded;
}

/** @param given by flags, which the recording does not overrule */
export function fromRecording({ tally, summaries, files }: Recording, given: Given): FromRecording {
  if (summaries.length > 0) return fromSummaries(summaries, files);
  const { peak, trace } = traceOf(tally);
  const groups = grouped(tally.paths);
  const times = timesOf(tally, groups, given);
  const names = endpointNames(groups.map(({ path }) => path));
  const all = [...tally.paths.values()].reduce((sum, each) => sum + each, 0);
  const isMany = groups.length > 1 || groups[0]?.path !== "";
  const inGroups = new Set(groups.flatMap(({ members }) => members));
  const countOf = ({ members }: Group): number =>
    members.length > 0
      ? members.reduce((sum, path) => sum + tally.paths.get(path)!, 0)
      : [...tally.paths].reduce((sum, [path, count]) => sum + (inGroups.has(path) ? 0 : count), 0);
  const rest = times?.all ?? { p50: given.p50 ?? USUAL.p50, p99: given.p99 ?? USUAL.p99 };
  const endpoints = groups.map((group, i): Endpoint => {
    const own = times?.byGroup[i] ?? null;
    return {
      name: names[i]!,
      group: own === null ? "all" : names[i]!,
      share: countOf(group) / all,
      isWrite: isWriting(group.path),
      ...(own ?? rest),
      remark: `${countOf(group).toLocaleString("en")} requests to ${group.path === "" ? "it" : group.path}`,
    };
  });
  const told: Given = {
    ...(peak === null ? {} : { peak }),
    ...(times === null ? {} : times.all),
    ...(tally.told === 0 ? {} : { errors: share(tally.failed / tally.told) }),
  };
  return {
    told,
    endpoints: isMany ? endpoints : null,
    fitAt: times?.perSecond ?? null,
    recorded: {
      trace,
      busiest: times?.busiest ?? null,
      remarks: [...filesRead(files), ...(times?.remarks ?? noTimes(given)), ...namesLeftOut(groups), ...UNKNOWN],
    },
  };
}

const share = (value: number): number => Math.min(0.5, Number(value.toPrecision(2)));

const USUAL = { p50: 40, p99: 200 }; // [ms]

const noTimes = ({ p50, p99 }: Given): string[] =>
  p50 === undefined && p99 === undefined
    ? [
        "It tells no durations, so the times are assumed: log them ($request_time in nginx, %D in Apache), or give --p50 and --p99.",
      ]
    : ["Times are those of --p50 and --p99, for all endpoints alike."];

const UNKNOWN = [
  "No recording tells cores, threads and pools; how much of a time is spent in the database; how long users think before they ask again; or which requests are retries of others.",
];

function fromSummaries(summaries: Recording["summaries"], files: readonly ReadFile[]): FromRecording {
  const parts = summaries.flatMap(({ endpoints }) => endpoints);
  const all = parts.reduce((sum, { requests }) => sum + requests, 0) || parts.length;
  const names = endpointNames(parts.map(({ path }) => path));
  const endpoints = parts.map(({ path, requests, p50, p99 }, i): Endpoint => {
    const share = (requests || 1) / all;
    return {
      name: names[i]!,
      group: names[i]!,
      share,
      isWrite: isWriting(path),
      p50: Math.max(p50, LEAST_MS),
      p99: Math.max(p99, p50, LEAST_MS),
      remark: path,
    };
  });
  const rates = summaries.flatMap(({ perSecond }) => perSecond ?? []);
  const most = endpoints.toSorted((a, b) => b.share - a.share)[0]!;
  const errors = summaries.flatMap((each) => each.errors ?? []);
  const told: Given = {
    ...(rates.length === 0 ? {} : { peak: rates.reduce((sum, each) => sum + each, 0) }),
    p50: most.p50,
    p99: endpoints.reduce((worst, { p99 }) => Math.max(worst, p99), 0),
    ...(errors.length === 0 ? {} : { errors: share(Math.max(...errors)) }),
  };
  const remarks = [...filesRead(files), ...summaries.flatMap((each) => each.remarks), ...UNKNOWN];
  return {
    told,
    endpoints: endpoints.length > 1 ? endpoints : null,
    fitAt: null,
    recorded: { trace: null, busiest: null, remarks },
  };
}

function filesRead(files: readonly ReadFile[]): string[] {
  return files.flatMap(({ path, format, lines, malformedCount, guesses }) => [
    `Read ${path} as ${format}: ${lines.toLocaleString("en")} ${lines === 1 ? "request" : "requests"}${guesses.length === 0 ? "" : `; ${guesses.join("; ")}`}.`,
    ...(malformedCount === 0
      ? []
      : [`${malformedCount.toLocaleString("en")} of its lines could not be read, and are left out.`]),
  ]);
}

const namesLeftOut = (groups: readonly Group[]): string[] =>
  groups.some(({ members }) => members.length === 0)
    ? [`Paths other than the ${groups.length - 1} most frequent are one endpoint, other.`]
    : [];

interface GroupTimes {
  readonly all: Times;
  readonly byGroup: readonly (Times | null)[]; // Null: too few to tell.
  readonly perSecond: number | null;
  readonly busiest: Busiest | null;
  readonly remarks: readonly string[];
}

interface Times {
  readonly p50: number; // [ms]
  readonly p99: number; // [ms]
}

const LEAST_MS = 0.05;
const ENOUGH = 100; // Durations that tell a p99 of an endpoint, roughly.
const ENOUGH_QUIET = 500;

/** Null without durations, or where flags say the times. */
function timesOf(tally: Tally, groups: readonly Group[], given: Given): GroupTimes | null {
  if (given.p50 !== undefined || given.p99 !== undefined) return null;
  const quiet = quietTime(tally);
  const groupOf = new Map(groups.flatMap(({ members }, i) => members.map((path) => [path, i] as const)));
  const others = groups.findIndex(({ members }) => members.length === 0);
  const found = groups.map(() => ({ quiet: [] as number[], all: [] as number[] }));
  const busy: number[] = [];
  let inQuiet = 0;
  tally.durations((second, path, ms) => {
    const group = found[groupOf.get(path) ?? others];
    if (group === undefined) return;
    group.all.push(ms);
    if (quiet?.busiest?.has(second) === true) busy.push(ms);
    if (quiet?.has(second) !== true) return;
    group.quiet.push(ms);
    inQuiet++;
  });
  const all = percentiles(
    found.flatMap((group) => group.all),
    1,
  );
  if (all === null) return null;
  const isQuiet = quiet?.isApart === true && inQuiet >= ENOUGH_QUIET;
  return {
    all,
    byGroup: found.map((group) => percentiles(isQuiet ? group.quiet : group.all) ?? percentiles(group.all)),
    busiest: isQuiet ? busiestOf(quiet, busy) : null,
    perSecond: quiet === null || (quiet.isApart && !isQuiet) ? null : quiet.perSecond,
    remarks: [
      isQuiet
        ? `Service times are fitted to the quietest tenth of the time, at ${Number(quiet.perSecond.toPrecision(3))}/s, when the least of a duration is waiting.`
        : quiet === null
          ? "It has no times, so the durations are taken as those at the peak; where much of them was waiting, service times are too long."
          : "There is no quiet time in it, so service times are fitted to all durations at their mean load; where much of that was waiting, they are too long.",
    ],
  };
}

function busiestOf({ busiest }: Quiet, durations: readonly number[]): Busiest | null {
  const times = percentiles(durations, ENOUGH_QUIET);
  return busiest === null || times === null ? null : { perSecond: busiest.perSecond, ...times };
}

/** Null of too few. */
function percentiles(values: readonly number[], enough = ENOUGH): Times | null {
  if (values.length < enough) return null;
  const sorted = Float64Array.from(values).sort();
  const at = (p: number): number => Math.max(LEAST_MS, sorted[nearestRank(sorted.length, p) - 1]!);
  return { p50: at(0.5), p99: at(0.99) };
}
