/**
 * The requests shown as OTLP in JSON: ids in hexadecimal, enums as numbers, 64-bit integers as text.
 *
 * A resource each part; the pieces of a span's own time are spans below it. Where the traffic is no recording with a clock,
 * time 0 of the run is the beginning of 2000.
 *
 * Sources: OpenTelemetry Protocol specification 1.5, "JSON Protobuf Encoding"; opentelemetry/proto/trace/v1/trace.proto;
 * semantic conventions of service, error, peer and messaging.
 */
import type {
  ExplainFindings,
  PieceFindings,
  SpanFindings,
  TraceFindings,
} from "../../analysis/findings/explain-findings.js";
import { pieceName } from "../../charts/waterfall/words.js";

const KIND = { internal: 1, server: 2, client: 3, producer: 4, consumer: 5 } as const;
const KINDS: Readonly<Record<SpanFindings["sort"], number>> = {
  request: KIND.server,
  serve: KIND.server,
  ask: KIND.client,
  attempt: KIND.internal,
  group: KIND.internal,
  message: KIND.consumer,
};
const STATUS = { unset: 0, ok: 1, error: 2 } as const;
const BEGINNING = "2000-01-01T00:00:00";

type Value =
  | { readonly stringValue: string }
  | { readonly doubleValue: number }
  | { readonly boolValue: boolean }
  | { readonly intValue: string };
interface Attribute {
  readonly key: string;
  readonly value: Value;
}

export function otlpTraces(found: ExplainFindings): string {
  const byPart = new Map<string, unknown[]>();
  for (const trace of found.traces)
    for (const { part, span } of spansIn(trace, found)) {
      const known = byPart.get(part) ?? [];
      byPart.set(part, known);
      known.push(span);
    }
  const resourceSpans = [...byPart].map(([part, spans]) => ({
    resource: { attributes: attributes({ "service.name": part || "users", "service.namespace": found.name }) },
    scopeSpans: [{ scope: { name: "headroom", version: found.version }, spans }],
  }));
  return `${JSON.stringify({ resourceSpans })}\n`;
}

function spansIn(trace: TraceFindings, { seed, window, variant }: ExplainFindings) {
  const { spans, atMs, number } = trace;
  const startMs = BigInt(Date.parse(`${window.clock ?? BEGINNING}Z`));
  const nanos = (ms: number): string => String(startMs * 1_000_000n + BigInt(Math.round((atMs + ms) * 1e6)));
  const name = `${seed} ${variant} ${number} ${atMs}`;
  const traceId = hexOf(name, 32);
  const idOf = (span: string | number): string => hexOf(`${name} ${span}`, 16);
  const time = (fromMs: number, toMs: number) => ({ startTimeUnixNano: nanos(fromMs), endTimeUnixNano: nanos(toMs) });
  return spans.flatMap((span, i) => {
    const { parent, part, sort, fromMs, toMs, cause, isAside } = span;
    const above = parent === -1 ? {} : { parentSpanId: idOf(parent) };
    const links = isAside && sort === "message" ? { links: [{ traceId, spanId: idOf(parent) }] } : {};
    const own = {
      ...{ traceId, spanId: idOf(i), ...above, name: span.name, kind: KINDS[sort], ...time(fromMs, toMs) },
      attributes: attributes(said(span)),
      ...links,
      status: cause === null ? { code: STATUS.unset } : { code: STATUS.error, message: cause },
    };
    const pieces = span.pieces.map((piece, k) => ({
      part,
      span: {
        ...{ traceId, spanId: idOf(`${i}.${k}`), parentSpanId: idOf(i), name: pieceName(piece), kind: KIND.internal },
        ...time(piece.fromMs, piece.toMs),
        attributes: attributes(saidOf(piece)),
        status: { code: STATUS.unset },
      },
    }));
    return [{ part, span: own }, ...pieces];
  });
}

type Said = Readonly<Record<string, string | number | boolean | undefined>>;

const said = ({ sort, part, status, cause, isAside, outlives }: SpanFindings): Said => ({
  "peer.service": sort === "ask" ? part : undefined,
  "messaging.destination.name": sort === "message" ? part : undefined,
  "error.type": cause?.split(" at ")[0],
  "headroom.status": status === "ok" ? undefined : status,
  "headroom.awaited": isAside ? false : undefined,
  "headroom.outlives_its_caller": outlives ? true : undefined,
});

const saidOf = ({ part, on, as, waitMs, instance }: PieceFindings): Said => ({
  "headroom.part": part,
  "headroom.spent_on": on,
  "headroom.spent_as": as,
  "headroom.waited_ms": waitMs,
  "headroom.instance": instance < 0 ? undefined : instance + 1,
});

const attributes = (all: Said): Attribute[] =>
  Object.entries(all).flatMap(([key, value]) => (value === undefined ? [] : [{ key, value: typed(value) }]));

function typed(value: string | number | boolean): Value {
  if (typeof value === "string") return { stringValue: value };
  if (typeof value === "boolean") return { boolValue: value };
  return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
}

/** The same for the same text; FNV-1a, 32 bits at a time. Never all zeros, which means no id. */
function hexOf(text: string, digits: number): string {
  let hex = "";
  for (let salt = 1; hex.length < digits; salt++) {
    let state = (0x811c9dc5 + Math.imul(salt, 0x9e3779b9)) | 0;
    for (const character of text) state = Math.imul(state ^ character.codePointAt(0)!, 0x01000193);
    state ^= state >>> 15;
    state = Math.imul(state, 0x2c1b3c6d);
    state ^= state >>> 12;
    hex += (state >>> 0).toString(16).padStart(8, "0");
  }
  return /^0+$/.test(hex) ? hex.replace(/0$/, "1") : hex;
}
