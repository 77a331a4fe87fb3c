/** What `headroom explain` prints, and the files that other programs open. */
import { expect, it } from "vitest";
import { z } from "zod";
import { explain } from "../../src/experiment/explain/explain.js";
import { openStudy } from "../../src/experiment/plan/open-study.js";
import { nodeFiles } from "../../src/model/source/node-files.js";
import { chromeTrace } from "../../src/report/explain/chrome-trace.js";
import { explainMarkdown } from "../../src/report/explain/markdown.js";
import { otlpTraces } from "../../src/report/explain/otlp.js";
import { explainTerminal } from "../../src/report/explain/terminal.js";
import { columns } from "../../src/text/width.js";
import { shopExplained } from "../charts/waterfall-fixture.js";

const { study } = openStudy("experiments/patterns/51-trace.yaml", nodeFiles, { duration: "100s" });
const ofPattern = explain(study!, study!.variants[0]!, { endpoint: "web.page", share: 0.01 });

it.each([80, 120])("prints a waterfall and a table that fit %d columns", async (width) => {
  const texts = [shopExplained, ofPattern].map((found) =>
    explainTerminal(found, { colour: false, width, verbose: true }),
  );
  for (const text of texts) for (const line of text.split("\n")) expect(columns(line)).toBeLessThanOrEqual(width);
  await expect(texts.join("\n")).toMatchFileSnapshot(`golden/explain-${width}.txt`);
});

it("says the same in markdown", () => expect(explainMarkdown(shopExplained)).toMatchFileSnapshot("golden/explain.md"));

/** Trace Event Format, of the phases written here: complete events, metadata, and the ends of arrows. */
const place = { name: z.string().min(1), pid: z.int().positive(), tid: z.int().positive(), ts: z.number().min(0) };
const args = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
const arrow = { ...place, cat: z.string(), id: z.string() };
const traceFile = z.strictObject({
  traceEvents: z.array(
    z.discriminatedUnion("ph", [
      z.strictObject({ ph: z.literal("X"), ...place, dur: z.number().min(0), cat: z.string(), args }),
      z.strictObject({ ph: z.literal("M"), ...place, args }),
      z.strictObject({ ph: z.literal("s"), ...arrow }),
      z.strictObject({ ph: z.literal("f"), ...arrow, bp: z.literal("e") }),
    ]),
  ),
  displayTimeUnit: z.enum(["ms", "ns"]),
  otherData: args,
});

it.each([
  ["of a fixture", shopExplained],
  ["of a run", ofPattern],
])("writes a Chrome trace whose events nest in every thread, %s", (_, found) => {
  const { traceEvents } = traceFile.parse(JSON.parse(chromeTrace(found)));
  const events = traceEvents.flatMap((event) => (event.ph === "X" ? [event] : []));
  const pieces = found.traces.flatMap(({ spans }) => spans.flatMap((span) => span.pieces));
  const spans = found.traces.flatMap((trace) => trace.spans);
  expect(events).toHaveLength(spans.length + pieces.length);
  const rounding = 0.002; // [µs]
  for (const [i, a] of events.entries())
    for (const b of events.slice(i + 1)) {
      if (a.pid !== b.pid || a.tid !== b.tid) continue;
      const [first, second] = a.ts <= b.ts ? [a, b] : [b, a];
      const isApart = second.ts >= first.ts + first.dur - rounding;
      const isInside = second.ts + second.dur <= first.ts + first.dur + rounding;
      expect(isApart || isInside || first.ts === second.ts, `${a.name} and ${b.name}`).toBe(true);
    }
  const ends = (ph: "s" | "f") =>
    traceEvents.filter((event) => event.ph === ph).map((event) => "id" in event && event.id);
  expect(ends("s")).toEqual(ends("f"));
});

/** opentelemetry/proto/trace/v1/trace.proto in its JSON mapping: ids in hexadecimal, enums as numbers, 64 bits as text. */
const hex = (digits: number) => z.string().regex(new RegExp(`^(?!0+$)[0-9a-f]{${digits}}$`));
const int64 = z.string().regex(/^-?\d{1,19}$/);
const anyValue = z.union([
  z.strictObject({ stringValue: z.string() }),
  z.strictObject({ boolValue: z.boolean() }),
  z.strictObject({ intValue: int64 }),
  z.strictObject({ doubleValue: z.number() }),
]);
const attributes = z
  .array(z.strictObject({ key: z.string().min(1), value: anyValue }))
  .refine((all) => new Set(all.map(({ key }) => key)).size === all.length, "keys are unique");
const otlpSpan = z.strictObject({
  traceId: hex(32),
  spanId: hex(16),
  parentSpanId: hex(16).optional(),
  name: z.string().min(1),
  kind: z.int().min(1).max(5),
  startTimeUnixNano: int64,
  endTimeUnixNano: int64,
  attributes,
  links: z.array(z.strictObject({ traceId: hex(32), spanId: hex(16) })).optional(),
  status: z.strictObject({ code: z.int().min(0).max(2), message: z.string().optional() }),
});
const otlpFile = z.strictObject({
  resourceSpans: z.array(
    z.strictObject({
      resource: z.strictObject({ attributes }),
      scopeSpans: z.array(
        z.strictObject({ scope: z.strictObject({ name: z.string(), version: z.string() }), spans: z.array(otlpSpan) }),
      ),
    }),
  ),
});

it.each([
  ["of a fixture", shopExplained],
  ["of a run", ofPattern],
])("writes OTLP in which every span has its parent, one resource a part, %s", (_, found) => {
  const { resourceSpans } = otlpFile.parse(JSON.parse(otlpTraces(found)));
  const services = resourceSpans.map(({ resource }) => resource.attributes[0]);
  expect(services.every((each) => each?.key === "service.name")).toBe(true);
  const all = resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));
  const ids = new Set(all.map(({ spanId }) => spanId));
  expect(ids.size).toBe(all.length);
  expect(new Set(all.map(({ traceId }) => traceId)).size).toBe(found.traces.length);
  for (const { parentSpanId, links = [] } of all)
    for (const id of [parentSpanId, ...links.map((link) => link.spanId)])
      expect(id === undefined || ids.has(id)).toBe(true);
  expect(all.filter(({ parentSpanId }) => parentSpanId === undefined)).toHaveLength(found.traces.length);
  for (const { startTimeUnixNano: from, endTimeUnixNano: to } of all) expect(BigInt(to) >= BigInt(from)).toBe(true);
  const roots = all.filter(({ parentSpanId }) => parentSpanId === undefined);
  const took = roots.map(({ startTimeUnixNano: from, endTimeUnixNano: to }) => Number(BigInt(to) - BigInt(from)) / 1e6);
  for (const [i, { latencyMs }] of found.traces.entries()) expect(took[i]).toBeCloseTo(latencyMs, 5);
});

it("begins at the clock of a recording, and says what failed, what was not awaited and what goes on", () => {
  const clocked = { ...shopExplained, window: { ...shopExplained.window, clock: "1998-07-07T19:30:00" } };
  const text = otlpTraces(clocked);
  const startNs = BigInt(Date.parse("1998-07-07T19:30:00Z")) * 1_000_000n + 20_300_000_000n;
  expect(text).toContain(`"startTimeUnixNano":"${startNs}"`);
  expect(text).toContain('"status":{"code":2,"message":"timeout at pay"}');
  expect(text).toContain('{"key":"error.type","value":{"stringValue":"timeout"}}');
  expect(text).toContain('{"key":"headroom.outlives_its_caller","value":{"boolValue":true}}');
  expect(text).toContain('"kind":5');
  expect(otlpTraces(clocked)).toBe(text);
});
