import fc from "fast-check";
import { expect, it } from "vitest";
import { showChange, showRelative } from "../../src/charts/kit/change.js";

const between = (value: number, low: number, high: number) => ({ value, low, high });
const text = ({ value, interval }: { value: string; interval: string }) =>
  `${value} ${interval}`.replaceAll("\u00a0", " ");

it.each([
  ["what is counted, without a unit", showChange(between(-9393, -9473, -9313), "number"), "−9,393 ±80"],
  ["a rate", showChange(between(-9393, -9473, -9313), "1/s"), "−9,393/s ±80"],
  ["what has one end only", showChange({ value: null, low: 159_000, high: null }, "ms"), "≥+159 s "],
  ["a fall with one end only", showChange({ value: null, low: null, high: -0.02 }, "1"), "≤−2.00 pp "],
  ["what has no value, but both ends", showChange({ value: null, low: 1, high: 2 }, "ms"), "unknown "],
  ["an even interval", showChange(between(-12.3, -12.7, -11.9), "ms"), "−12.3 ms ±0.4"],
  ["a lopsided one by its ends", showChange(between(-12.3, -12.7, -10.1), "ms"), "−12.3 ms −12.7 to −10.1"],
  ["what ± would let reach zero", showChange(between(-368, -760, -22), "ms"), "−368 ms −760 to −22"],
  ["what ± would keep from zero", showChange(between(400, -0.4, 799.6), "ms"), "+400 ms ±400"],
  ["an end that rounds to zero, with its side", showChange(between(-368, -737, -0.2), "ms"), "−368 ms −737 to <0"],
  ["one of a relative change", showRelative(between(1, 0.6, 1.5)), "+100% +60 to +150"],
  ["less than can be shown", showRelative(between(-1e-6, -2e-6, -1e-7)), "−<0.01% ±<0.01"],
  ["next to nothing within much", showChange(between(0.02, -50, 50.04), "ms"), "0.0 ms ±50.0"],
])("shows %s", (_, shown, words) => expect(text(shown)).toBe(words));

const number = (words: string): number => Number(words.replace("−", "-").replace(/[+,]|\s.*/g, ""));

it("never reads as if it held zero when it does not, nor the other way round", () => {
  const size = fc.double({ min: 0.001, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(fc.double({ min: -1e5, max: 1e5, noNaN: true }), size, size, (value, down, up) => {
      const [low, high] = [value - down, value + up];
      const { value: shown, interval } = showChange(between(value, low, high), "1/s");
      if (!/^±[^<]/.test(interval)) return;
      const [middle, half] = [number(shown.replace("/s", "")), number(interval.slice(1))];
      expect(Math.abs(middle) <= half).toBe(low <= 0 && high >= 0);
    }),
    { numRuns: 2000 },
  );
});
