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
  const { lanes, ofPieces } = lanesOf(spans);
  const micros = (ms: number): number => Number(((trace.atMs + ms) * 1000).toFixed(3));
  const at = (fromMs: number, toMs: number) => ({
    ts: micros(fromMs),
    dur: Number((micros(toMs) - micros(fromMs)).toFixed(3)),
  });
  const events = spans.flatMap((span, i): Event[] => {
    const { parent, name, sort, fromMs, toMs } = span;
    const here = { pid, tid: lanes[i]! };
    const own: Event = { ph: "X", name, cat: sort, ...here, ...at(fromMs, toMs), args: argsOf(span) };
    const pieces = span.pieces.map((piece, k): Event => {
      const args = { waited_ms: piece.waitMs, ...instanceArgs(piece) };
      return {
        ph: "X",
        name: pieceName(piece),
        cat: piece.as,
        pid,
        tid: ofPieces[i]![k]!,
        ...at(piece.fromMs, piece.toMs),
        args,
      };
    });
    const from = lanes[parent];
    if (from === undefined || from === here.tid) return [own, ...pieces];
    const arrow = { name: "works for", cat: "asks", id: `${pid}.${i}`, pid, ts: micros(fromMs) };
    return [own, ...pieces, { ph: "s", ...arrow, tid: from }, { ph: "f", bp: "e", ...arrow, tid: here.tid }];
  });
  return [
    named("process_name", 1, traceTitle(trace, found)),
    ...[...new Set([...lanes, ...ofPieces.flat()])].map((tid) =>
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

/** Of each span and piece, the first thread in which it lies inside all that is there, its parent's before others. */
function lanesOf(spans: readonly SpanFindings[]) {
  const taken: Time[][] = [];
  const fits = (lane: number, { fromMs, toMs }: Time): boolean =>
    (taken[lane] ?? []).every(
      (other) => (fromMs >= other.fromMs && toMs <= other.toMs) || fromMs >= other.toMs || toMs <= other.fromMs,
    );
  const place = (time: Time, wanted: number): number => {
    let lane = wanted;
    if (!fits(lane, time)) for (lane = 1; !fits(lane, time); lane++);
    while (taken.length <= lane) taken.push([]);
    taken[lane]!.push(time);
    return lane + 1;
  };
  const lanes: number[] = [];
  const ofPieces: number[][] = [];
  for (const span of spans) {
    const parent = spans[span.parent];
    const isInside = parent === undefined || (!span.isAside && span.toMs <= parent.toMs);
    const own = place(span, isInside ? (lanes[span.parent] ?? 1) - 1 : Math.max(1, taken.length));
    lanes.push(own);
    ofPieces.push(span.pieces.map((piece) => place(piece, own - 1)));
  }
  return { lanes, ofPieces };
}

type Time = Pick<SpanFindings, "fromMs" | "toMs">;
