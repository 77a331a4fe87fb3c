/** The small functions the charts are made of. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { logDomain, logTicks } from "../../src/charts/kit/axes.js";
import { duration, roundDuration, roundRate, share, shortShare } from "../../src/charts/kit/format.js";
import { dodge } from "../../src/charts/kit/layout.js";
import { areaPath, linePath, type Point, simplify } from "../../src/charts/kit/path.js";
import { shorten, widthOf, wrap } from "../../src/charts/kit/text.js";
import { binWords, tickTime, time, timeTicks } from "../../src/charts/kit/time-axis.js";
import { bareName, named, numberedName } from "../../src/charts/kit/words.js";
import { semiFinal } from "./stages.js";

const plain = (text: string) => text.replaceAll("\u00a0", " ");

it.each([
  [0, "0 ms"],
  [0.004, "<0.01 ms"],
  [0.52, "0.520 ms"],
  [4.156, "4.16 ms"],
  [41.26, "41.3 ms"],
  [184.4, "184 ms"],
  [999.7, "1.00 s"],
  [1_840, "1.84 s"],
  [84_000, "84.0 s"],
  [1_200_000, "20.0 min"],
  [72_000_000, "20.0 h"],
  [1e300, "2.78×10²⁹³ h"],
])("%d ms reads %s", (ms, text) => expect(plain(duration(ms))).toBe(text));

it.each([
  [0.2, "0.2 ms"],
  [300, "300 ms"],
  [1_500, "1.5 s"],
  [2_000, "2 s"],
])("as a limit, %d ms reads %s", (ms, text) => expect(plain(roundDuration(ms))).toBe(text));
it.each([
  [0, "0%"],
  [0.00001, "<0.01%"],
  [0.00041, "0.0410%"],
  [0.123, "12.3%"],
  [0.99999, ">99.9%"],
  [1, "100%"],
])("a share of %d reads %s", (value, text) => expect(share(value)).toBe(text));
it.each([
  [0, "0%"],
  [0.0001, "<0.1%"],
  [0.0078, "0.8%"],
  [0.384, "38%"],
  [1, "100%"],
])("in short, %d reads %s", (value, text) => expect(shortShare(value)).toBe(text));
it("a round rate has no digits to spare", () =>
  expect([roundRate(4_500), roundRate(0.25)]).toEqual(["4,500/s", "0.25/s"]));

describe("time", () => {
  const kickOff = "1998-07-07T19:30:00";
  it.each([
    [0, kickOff, "19:30"],
    [131 * 60_000, kickOff, "21:41"],
    [500, kickOff, "19:30:00"],
    [0, null, "0 s"],
    [90_000, null, "90 s"],
    [120_000, null, "2 min"],
    [7_200_000, null, "2 h"],
  ])("%d ms with the clock at %s is %s", (ms, clock, text) => expect(plain(time(ms, clock))).toBe(text));
  it("ticks fall on full hours of the clock, not of the run", () =>
    expect(timeTicks([0, 9_000_000], kickOff, 200).map((tick) => time(tick, kickOff))).toEqual([
      "20:00",
      "21:00",
      "22:00",
    ]));
  it("midnight shows the date", () => expect(tickTime(4.5 * 3_600_000, kickOff)).toBe("8 Jul"));
  it("a recording that tells no date has times of day, at midnight too", () => {
    expect([time(0, "22:30:00"), tickTime(5_400_000, "22:30:00")]).toEqual(["22:30", "00:00"]);
    expect(timeTicks([0, 14_400_000], "22:30:00", 200)[0]).toBe(1_800_000); // 23:00.
  });
  it("a bin has its length for a name", () =>
    expect([binWords(60_000), binWords(10_000), binWords(250)]).toEqual(["1-minute", "10-second", "0.25-second"]));
});

describe("the log axis", () => {
  it("ends on round numbers around the data", () => expect(logDomain([23, 8_400])).toEqual([20, 10_000]));
  it("has few ticks on a small plot", () => expect(logTicks([20, 10_000], 60)).toEqual([100, 1_000, 10_000]));
  it("covers whatever it must show", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 1e-90, max: 1e90, noNaN: true }), { minLength: 1 }), (values) => {
        const [low, high] = logDomain(values);
        for (const value of values) expect(value >= low * 0.9998 && value <= high * 1.0002).toBe(true);
        expect(logTicks([low, high], 150).length).toBeLessThan(25);
      }),
    );
  });
});

describe("paths", () => {
  it("break where there is no data, and keep lone points", () =>
    expect(linePath([[0, 1], [1, 2], null, [3, 1]])).toBe("M0,1L1,2M3,1Z"));
  it("of an area go down to the level at both ends", () =>
    expect(
      areaPath(
        [
          [0, 1],
          [4, 3],
        ],
        9,
      ),
    ).toBe("M0,9L0,1L4,3L4,9Z"));
  it("leave out only what cannot be seen", () => {
    const pixel = fc.double({ min: 0, max: 100, noNaN: true });
    fc.assert(
      fc.property(fc.array(pixel, { minLength: 2, maxLength: 60 }), (ys) => {
        const points = ys.map((y, x): Point => [x, y]);
        const kept = simplify(points);
        expect([kept[0], kept.at(-1)]).toEqual([points[0], points.at(-1)]);
        for (const [x, y] of points) {
          const right = kept.findIndex((point) => point[0] >= x);
          const [b, a] = [kept[right], kept[Math.max(0, right - 1)]];
          const on = b[0] === a[0] ? b[1] : a[1] + ((b[1] - a[1]) * (x - a[0])) / (b[0] - a[0]);
          const steepness = b[0] === a[0] ? 1 : Math.hypot(1, (b[1] - a[1]) / (b[0] - a[0]));
          expect(Math.abs(on - y)).toBeLessThanOrEqual(0.25 * steepness + 1e-9);
        }
      }),
    );
  });
});

describe("labels", () => {
  it("keep their distance and stay inside, if there is room", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 350 }), { maxLength: 10 }), (wanted) => {
        const placed = dodge(wanted, 20, 0, 300).sort((a, b) => a - b);
        for (const [i, y] of placed.entries())
          expect(y >= 0 && y <= 300 && (i === 0 || y - placed[i - 1] > 20 - 1e-9)).toBe(true);
      }),
    );
  });
  it("share the displacement when they meet", () => expect(dodge([100, 100, 100], 20, 0, 300)).toEqual([80, 100, 120]));
  it("stay where they want to be when nothing is in the way", () =>
    expect(dodge([200, 50], 20, 0, 300)).toEqual([200, 50]));
  it("never take more lines or width than they were given", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (text) => {
        const lines = wrap(text, 120, { size: 12 }, 2);
        expect(lines.length).toBeLessThanOrEqual(2);
        for (const line of lines) expect(widthOf(line, { size: 12 })).toBeLessThanOrEqual(120);
      }),
    );
  });
  it("are shortened with an ellipsis", () => expect(shorten("connections", 50, { size: 11 })).toMatch(/^conn.*…$/));
});

describe("names in sentences", () => {
  const study = semiFinal();
  const withNames = (...names: string[]) => ({
    ...study,
    variants: names.map((name) => ({ ...study.variants[0], name })),
  });
  it("spans are joined", () => expect(plain(named(study, [0, 2, 3, 4, 6]))).toBe("stages 1, 3–5 and 7"));
  it("stay whole, also where they begin with a number", () => {
    const findings = withNames("1 s", "2 pool", "90", " ");
    const shown = [0, 1, 2, 3].map((i) => [bareName(findings, i), numberedName(findings, i)]);
    expect(shown).toEqual([
      ["1 s", "1\u20021 s"],
      ["2 pool", "2\u20022 pool"],
      ["90", "3\u200290"],
      ["4", "4\u20024"],
    ]);
  });
  it("numbers that people wrote before all of them are not doubled", () => {
    const findings = withNames("Stage 1: one machine", "2 pool", "03-cache");
    const shown = [0, 1, 2].map((i) => numberedName(findings, i));
    expect(shown).toEqual(["Stage 1: one machine", "2 pool", "03-cache"]);
  });
  it("numbers that mean something else, or stand before some, are no numbering", () => {
    const names = (...given: string[]) => given.map((_, i) => numberedName(withNames(...given), i));
    expect(names("1 s", "10 s")).toEqual(["1\u20021 s", "2\u200210 s"]);
    expect(names("1 pool", "cache")).toEqual(["1\u20021 pool", "2\u2002cache"]);
  });
});
