import { expect, it } from "vitest";
import { inline, showDuration, showMeasured, showRate, showShare } from "../../src/charts/kit/estimate.js";

const between = (value: number | null, low: number | null, high: number | null) => ({ value, low, high });
const plain = (text: string) => text.replaceAll("\u00a0", " ");

it.each([
  ["an even interval", showDuration(between(184.2, 178, 190)), "184 ms ±6"],
  ["in the unit of the value", showDuration(between(1_840, 1_720, 1_960)), "1.84 s ±0.12"],
  ["a lopsided one by its ends", showDuration(between(184, 170, 240)), "184 ms 170–240"],
  ["a little lopsided too", showDuration(between(184, 176, 196)), "184 ms 176–196"],
  ["what rounding alone makes lopsided", showDuration(between(184.4, 176, 192.8)), "184 ms ±8"],
  ["an almost even one", showDuration(between(7.37, 6.08, 8.7)), "7.37 ms ±1.31"],
  ["what ± would let reach zero", showDuration(between(2, 0.001, 3.999)), "2.00 ms ≤4.00"],
  ["a narrow one", showRate(between(3_824, 3_823.9, 3_824.1)), "3,824/s ±<1"],
  ["one of no width", showShare(between(0, 0, 0)), "0% ±0"],
  ["one of something never seen", showShare(between(0, 0, 0.0042)), "0% ≤0.420"],
  ["one of something hardly ever seen", showShare(between(0.000001, 0, 0.000005)), "0.0001% ≤0.0005"],
  ["one of something hardly possible", showShare(between(0, 0, 0.000004)), "0% ≤0.0004"],
  ["none", showShare(between(0.1234, null, null)), "12.3%"],
  ["no value", showDuration(between(null, null, null)), "unknown"],
  ["a search with a proven lower end", showRate(between(null, 65, null)), "≥65.0/s"],
  ["a search with a proven upper end", showRate(between(null, null, 65)), "<65.0/s"],
])("shows %s", (_, shown, text) => expect(plain(inline(shown))).toBe(text));

it("shows a measure in the unit of its objective", () => {
  const measured = between(0.5, null, null);
  expect((["ms", "1", "1/s"] as const).map((unit) => plain(showMeasured(measured, unit).value))).toEqual([
    "0.500 ms",
    "50.0%",
    "0.500/s",
  ]);
});
