/** How popular keys are, and how one is found. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { Popularity, type PopularityLaw, popularityOf } from "../../src/components/data/popularity.js";

const sharesOf = (popularity: Popularity): number[] =>
  Array.from({ length: popularity.keys }, (_, key) => popularity.shareOf(key));
const zipf = (exponent: number): PopularityLaw => ({ kind: "zipf", exponent });

it("Zipf's law: shares go down as i^−s, and a number falls on its key", () => {
  const popularity = new Popularity(4, zipf(1));
  for (const [i, part] of [12, 6, 4, 3].entries()) expect(popularity.shareOf(i)).toBeCloseTo(part / 25, 12);
  expect([0, 0.4799, 0.4801, 0.7201, 0.99999].map((u) => popularity.keyAt(u))).toEqual([0, 0, 1, 2, 3]);
  expect(new Popularity(5, zipf(0)).shareUpTo(1)).toBeCloseTo(2 / 5, 12);
});

it("all alike, and a few that are hot", () => {
  expect(sharesOf(new Popularity(4, { kind: "uniform" }))).toEqual([0.25, 0.25, 0.25, 0.25]);
  const hot = sharesOf(new Popularity(10, { kind: "hot", keys: 2, share: 0.6 }));
  for (const [key, share] of hot.entries()) expect(share).toBeCloseTo(key < 2 ? 0.3 : 0.05, 12);
});

it("finds the first key whose cumulated share exceeds the number, at the borders too", () => {
  const law = fc.oneof(
    fc.constant<PopularityLaw>({ kind: "uniform" }),
    fc.double({ min: 0, max: 4, noNaN: true }).map(zipf),
    fc.double({ min: 0.01, max: 0.99, noNaN: true }).map((share): PopularityLaw => ({ kind: "hot", keys: 1, share })),
  );
  const number = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  const found = (keys: number, law: PopularityLaw, u: number, border: number): void => {
    const popularity = new Popularity(keys, law);
    const edge = popularity.shareUpTo(border % keys);
    for (const each of [u, ...[edge, edge - 2 ** -53].filter((one) => one < 1)]) {
      const key = popularity.keyAt(each);
      if (law.kind === "uniform") expect(key).toBe(Math.floor(each * keys));
      else {
        expect(popularity.shareUpTo(key)).toBeGreaterThan(each);
        if (key > 0) expect(popularity.shareUpTo(key - 1)).toBeLessThanOrEqual(each);
      }
    }
  };
  fc.assert(fc.property(fc.integer({ min: 2, max: 300 }), law, number, fc.nat(), found));
});

it("adds shares up once, and keeps what was asked for latest", () => {
  const first = popularityOf(1000, zipf(0.9));
  for (let i = 1; i < 8; i++) popularityOf(1000 + i, zipf(0.9));
  expect(popularityOf(1000, zipf(0.9))).toBe(first);
  for (let i = 8; i < 16; i++) popularityOf(1000 + i, zipf(0.9));
  const again = popularityOf(1000, zipf(0.9));
  expect(again).not.toBe(first);
  expect(sharesOf(again)).toEqual(sharesOf(first));
});
