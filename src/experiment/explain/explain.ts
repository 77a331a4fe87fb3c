/** Runs one replication of a variant with every request traced, and says where the time of the slowest went. */
import type { ExplainFindings, HopFindings, TraceFindings } from "../../analysis/findings/explain-findings.js";
import { type Classes, classesOf, type Representative, representatives } from "../../analysis/tracing/classes.js";
import { Lives } from "../../analysis/tracing/lives.js";
import { spansOf } from "../../analysis/tracing/spans.js";
import { type Asked, type Hop, timeWent } from "../../analysis/tracing/time-went.js";
import { traced } from "../../model/wiring/traced.js";
import { expectedRequests } from "../execute/expected-requests.js";
import type { Progress } from "../execute/run-study.js";
import { CutShort } from "../findings/cut-short.js";
import { provenance } from "../plan/provenance.js";
import { type Study, type StudyVariant, windowJobs } from "../plan/study.js";

export interface AskedOfExplain {
  readonly endpoint: string | null; // Null: all.
  readonly share: number; // Of the slowest.
}

const TOLD_EVERY = 1000; // Requests.

/** A run of one replication tells how far its clock is. */
function told(expected: number, toMs: number, progress: (now: Progress) => void): (nowMs: number) => void {
  let requests = 0;
  return (nowMs) => {
    requests++;
    if (requests % TOLD_EVERY !== 0) return;
    const done = Math.min(1, nowMs / toMs) * expected;
    progress({ done: 0, all: 1, requests, work: { done, all: expected } });
  };
}

const MOST = 200_000; // Requests: percentiles of more are no better, and take seconds.

/** @param most requests that are followed, about: of more, each of so many @throws CutShort */
export function explain(
  study: Study,
  variant: StudyVariant,
  { endpoint, share }: AskedOfExplain,
  most = MOST,
  progress: (now: Progress) => void = () => {},
): ExplainFindings {
  const [{ model, plan }] = windowJobs(study, variant, 0, 1) as [ReturnType<typeof windowJobs>[number]];
  const expected = expectedRequests({ model, variant: variant.name, plan });
  const every = Math.max(1, Math.ceil(expected / most));
  const tell = told(expected, plan.warmUpMs + plan.durationMs, progress);
  const { measurements, recording } = traced(model, plan, every, undefined, tell);
  if (measurements.cutShort !== null) throw new CutShort(measurements.cutShort, model);
  const lives = new Lives(recording);
  const classes = classesOf(lives, endpoint, share);
  const [usual, slow] = [timeWent(lives, classes.median), timeWent(lives, classes.slowest)];
  const { answered, failed, unfinished, median, slowest } = classes;
  const head = provenance({ ...study, replications: 1 }, variant);
  const { objectives: _, ...origin } = head;
  return {
    ...origin,
    model: variant.file,
    endpoint,
    share,
    requests: {
      every,
      traced: answered.length + failed.length + unfinished,
      answered: answered.length,
      failed: failed.length,
      unfinished,
      missed: recording.missed,
    },
    median: groupOf(median),
    slowest: groupOf(slowest),
    endpoints: endpointsOf(classes),
    hops: hopsOf(usual, slow),
    traces: representatives(lives, classes, usual).map((each) => traceOf(lives, each)),
    simulated: { requests: measurements.requests, events: measurements.events, runs: 1 },
  };
}

function groupOf(requests: readonly Asked[]): ExplainFindings["median"] {
  const [first, last] = [requests[0], requests.at(-1)];
  if (first === undefined || last === undefined) return null;
  const meanMs = requests.reduce((sum, { latencyMs }) => sum + latencyMs, 0) / requests.length;
  return { requests: requests.length, fromMs: first.latencyMs, toMs: last.latencyMs, meanMs };
}

function endpointsOf({ answered, median, slowest }: Classes): ExplainFindings["endpoints"] {
  const names = [...new Set(answered.map(({ endpoint }) => endpoint))].sort();
  const shareIn = (requests: readonly Asked[], name: string): number =>
    requests.filter(({ endpoint }) => endpoint === name).length / requests.length;
  const all = names.map((endpoint) => ({
    endpoint,
    median: shareIn(median, endpoint),
    slowest: shareIn(slowest, endpoint),
  }));
  return all.toSorted((a, b) => b.slowest - a.slowest);
}

/** All hops of both, those first at which the slowest spend most more. */
function hopsOf(usual: ReadonlyMap<string, Hop>, slow: ReadonlyMap<string, Hop>): HopFindings[] {
  const all = [...new Set([...slow.keys(), ...usual.keys()])].map((key): HopFindings => {
    const [one, other] = [usual.get(key), slow.get(key)];
    const { part, on, as } = (other ?? one)!;
    const [median, slowest] = [spent(one), spent(other)];
    const differenceMs = slowest.waitMs + slowest.workMs - median.waitMs - median.workMs;
    return { part, on, as, median, slowest, differenceMs, instance: instanceOf(other) };
  });
  return all.toSorted((a, b) => b.differenceMs - a.differenceMs);
}

const spent = (hop: Hop | undefined) => ({ waitMs: hop?.waitMs ?? 0, workMs: hop?.workMs ?? 0 });

const FAR_MORE = 2; // Times an even part of the waiting.

function instanceOf(hop: Hop | undefined): HopFindings["instance"] {
  const each = hop?.waitByInstance ?? [];
  const all = each.reduce((sum, ms) => sum + ms, 0);
  const most = Math.max(...each, 0);
  if (each.length < 2 || !(all > 0) || most < (FAR_MORE * all) / each.length) return null;
  return { number: each.indexOf(most) + 1, of: each.length, share: most / all };
}

function traceOf(lives: Lives, { request, stands, share, lostAt }: Representative): TraceFindings {
  const { causes, lives: all } = lives.recording;
  const { fromMs: arrivedMs, endpoint, latencyMs, life } = request;
  const causeWords = (cause: number | null): string | null =>
    cause === null || cause < 0 ? null : `${causes[cause]!.cause} at ${causes[cause]!.part}`;
  const since = (ms: number): number => ms - arrivedMs;
  const spans = spansOf(lives, life);
  return {
    ...{ stands, share, lostAt, endpoint, number: all.number[life]!, atMs: arrivedMs, latencyMs },
    cause: causeWords(request.cause),
    spans: spans.map(({ parent, sort, name, part, fromMs, toMs, status, cause, isAside, pieces }) => ({
      ...{ parent, sort, name, part, fromMs: since(fromMs), toMs: since(toMs), status },
      cause: causeWords(cause),
      isAside,
      outlives: parent !== -1 && toMs > spans[parent]!.toMs,
      pieces: pieces.map(({ event: _event, of: _of, ...piece }) => ({
        ...piece,
        fromMs: since(piece.fromMs),
        toMs: since(piece.toMs),
      })),
    })),
  };
}
