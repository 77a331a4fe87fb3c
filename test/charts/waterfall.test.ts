import { expect, it } from "vitest";
import { waterfallCaption } from "../../src/charts/waterfall/caption.js";
import { rowsOf, shownUntilMs } from "../../src/charts/waterfall/rows.js";
import { waterfallChart } from "../../src/charts/waterfall/waterfall.js";
import { expectSound } from "./svg.js";
import { shopExplained, span } from "./waterfall-fixture.js";

const [median, slow, failed] = shopExplained.traces as [
  (typeof shopExplained.traces)[number],
  (typeof shopExplained.traces)[number],
  (typeof shopExplained.traces)[number],
];

const plain = (text: string): string => text.replaceAll("\u00a0", " ");

it("is as it was", () => expect(waterfallChart(shopExplained)).toMatchFileSnapshot("golden/waterfall.svg"));

it("says where the slowest waited and the median did not", () => {
  expect(plain(waterfallCaption(shopExplained).title)).toBe(
    "The slowest 1% take 262 ms and the median 12.0 ms: they wait 243 ms for db pool (the median none), 97% of it at instance 3 of 4",
  );
  const none = { ...shopExplained, median: null, slowest: null, hops: [] };
  expect(waterfallCaption(none).title).toBe("None of 100 requests was answered");
});

it("shows the work of a part with the call that asked it, and repetitions as one row", () => {
  expect(rowsOf(median, 20).rows.map(({ depth, name }) => [depth, name])).toEqual([
    [0, "web.page"],
    [1, "query db.page"],
  ]);
  expect(rowsOf(slow, 20).rows.map(({ name, times }) => [name, times])).toEqual([
    ["web.page", 1],
    ["query db.page", 1],
    ["query db.line", 12],
  ]);
  expect(rowsOf(failed, 20).rows.map(({ name }) => name)).toContain("pay.charge"); // It outlives the attempt.
});

it("leaves out the shortest rows where there are too many, and cuts off what goes on long after", () => {
  const many = Array.from({ length: 60 }, (_, i) => span(0, "ask", `call far${i}.a`, i, i + 1 + (i % 7)));
  const { rows, hidden } = rowsOf({ ...median, spans: [span(-1, "request", "web.page", 0, 70), ...many] }, 20);
  expect([rows.length, hidden]).toEqual([20, 41]);
  expect(shownUntilMs(failed)).toBe(1.25 * 450);
  expect(shownUntilMs(median)).toBe(12);
});

it("is sound whatever it shows", () => {
  expectSound(waterfallChart({ ...shopExplained, traces: [] }));
  const instant = { ...median, latencyMs: 0, spans: [span(-1, "request", "web.page", 0, 0)] };
  expectSound(waterfallChart({ ...shopExplained, traces: [instant] }));
  const many = Array.from({ length: 60 }, (_, i) => span(i % 9, "ask", `call far${i}.a`, i, i + 1 + (i % 7)));
  expectSound(waterfallChart({ ...shopExplained, traces: [{ ...median, spans: [...median.spans, ...many] }] }));
});
