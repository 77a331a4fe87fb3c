/**
 * The requests shown as a file in Chrome's Trace Event Format, which Perfetto and chrome://tracing open.
 *
 * A process each request. Events of one thread must lie inside each other, so work at the same time stands in threads of
 * its own, with an arrow from where it began.
 *
 * Source: Duca & Sinclair, Trace Event Format (Google, 2016). Times in microseconds.
 */
import type {
  ExplainFindings,
  PieceFindings,
  SpanFindings,
  TraceFindings,
} from "../../analysis/findings/explain-findings.js";
import { pieceName, traceTitle } from "../../charts/waterfall/words.js";

interface Event {
  readonly ph: "X" | "M" | "s" | "f";
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number; // [µs]
  readonly dur?: number;
  readonly cat?: string;
  readonly id?: string;
  readonly bp?: "e";
  readonly args?: Readonly<Record<string, unknown>>;
}

export function chromeTrace(found: ExplainFindings): string {
  const traceEvents = found.traces.flatMap((trace, i) => eventsOf(trace, found, i + 1));
  return `${JSON.stringify({ traceEvents, displayTimeUnit: "ms", otherData: { source: `headroom ${found.version}` } })}\n`;
}

function eventsOf(trace: TraceFindings, found: ExplainFindings, pid: number): Event[] {
  const { spans } = trace;
  const named = (name: string, tid: number, text: string): Event => ({
    ...{ ph: "M", name, pid, tid, ts: 0, args: { name: text } },
  });
  const lanes = lanesOf(spans);
  const micros = (ms: number): number => Number(((trace.atMs + ms) * 1000).toFixed(3));
  const at = (fromMs: number, toMs: number) => ({
    ts: micros(fromMs),
    dur: Number((micros(toMs) - micros(fromMs)).toFixed(3)),
  });
  const events = spans.flatMap((span, i): Event[] => {
    const { parent, name, sort, fromMs, toMs } = span;
    const here = { pid, tid: lanes[i]! };
    const own: Event = { ph: "X", name, cat: sort, ...here, ...at(fromMs, toMs), args: argsOf(span) };
    const pieces = span.pieces.map((piece): Event => {
      const args = { waited_ms: piece.waitMs, ...instanceArgs(piece) };
      return { ph: "X", name: pieceName(piece), cat: piece.as, ...here, ...at(piece.fromMs, piece.toMs), args };
    });
    const from = lanes[parent];
    if (from === undefined || from === here.tid) return [own, ...pieces];
    const arrow = { name: "works for", cat: "asks", id: `${pid}.${i}`, pid, ts: micros(fromMs) };
    return [own, ...pieces, { ph: "s", ...arrow, tid: from }, { ph: "f", bp: "e", ...arrow, tid: here.tid }];
  });
  return [
    named("process_name", 1, traceTitle(trace, found)),
    ...[...new Set(lanes)].map((tid) =>
      named("thread_name", tid, tid === 1 ? "the request" : `at the same time ${tid - 1}`),
    ),
    ...events,
  ];
}

const instanceArgs = ({ instance }: PieceFindings) => (instance < 0 ? {} : { instance: instance + 1 });

const argsOf = ({ part, status, cause, isAside, outlives }: SpanFindings) => ({
  part,
  status,
  ...(cause === null ? {} : { cause }),
  ...(isAside ? { awaited: false } : {}),
  ...(outlives ? { outlives_its_caller: true } : {}),
});

/** Of each span, the first thread in which it lies inside all that is open there, that of its parent before others. */
function lanesOf(spans: readonly SpanFindings[]): number[] {
  const taken: { readonly fromMs: number; readonly toMs: number }[][] = [];
  const fits = (lane: number, span: SpanFindings): boolean =>
    (taken[lane] ?? []).every(
      ({ fromMs, toMs }) => (span.fromMs >= fromMs && span.toMs <= toMs) || span.fromMs >= toMs || span.toMs <= fromMs,
    );
  const lanes: number[] = [];
  for (const span of spans) {
    let lane = span.parent === -1 ? 0 : lanes[span.parent]! - 1;
    const isInside = span.parent === -1 || (!span.isAside && span.toMs <= spans[span.parent]!.toMs);
    if (!isInside || !fits(lane, span)) {
      lane = 1;
      while (!fits(lane, span)) lane++;
    }
    while (taken.length <= lane) taken.push([]);
    taken[lane]!.push(span, ...(span.isAside ? [] : []));
    lanes.push(lane + 1);
  }
  return lanes;
}
