import { expect, it } from "vitest";
import { spikeOf } from "../../src/experiment/plan/spike.js";

const MINUTE = 60_000;
const clock = "1998-07-07T23:30:00";

it.each([
  ["23:40", "23:50", { fromMs: 10 * MINUTE, toMs: 20 * MINUTE, label: "x" }],
  ["23:50", "00:10", { fromMs: 20 * MINUTE, toMs: 40 * MINUTE, label: "x" }],
  ["5min", "6min", { fromMs: 5 * MINUTE, toMs: 6 * MINUTE, label: "x" }],
  ["23:50", "23:40", "the spike ends before it begins"],
])("from %s to %s", (from, to, spike) => expect(spikeOf({ from, to, label: "x" }, clock)).toEqual(spike));

it.each([
  ["9:00", "10:30:30", "08:00:00", { fromMs: 60 * MINUTE, toMs: 150.5 * MINUTE }],
  ["23:40", "0:10", "23:30:00", { fromMs: 10 * MINUTE, toMs: 40 * MINUTE }],
  ["1998-07-08T00:30", "1998-07-09 00:30", clock, { fromMs: 60 * MINUTE, toMs: 1500 * MINUTE }],
])("from %s to %s at %s", (from, to, at, spike) =>
  expect(spikeOf({ from, to, label: "x" }, at)).toEqual({ ...spike, label: "x" }),
);

it("a time of day needs a clock", () =>
  expect(spikeOf({ from: "9:00", to: "10:00", label: "x" }, null)).toBe(
    '"from" and "to" must be durations such as 5min',
  ));
