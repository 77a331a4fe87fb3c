/** Where keys lie, and how many move when a shard is added. */
import { describe, expect, it } from "vitest";
import { popularityOf } from "../../src/components/data/popularity.js";
import { movesBetween, type PlacementLaw, placementOf, sharesOf } from "../../src/components/database/placement.js";

const KEYS = 90_000;
const law = (place: PlacementLaw["place"]): PlacementLaw => ({ place, points: 100 });
const uniform = popularityOf(KEYS, { kind: "uniform" });
const shares = (place: PlacementLaw["place"], shards: number, popularity = uniform): number[] => [
  ...sharesOf(placementOf(law(place), popularity.keys, shards), popularity),
];
const moved = (place: PlacementLaw["place"], from: number, to: number): number =>
  movesBetween(placementOf(law(place), KEYS, from), placementOf(law(place), KEYS, to), KEYS).reduce((a, b) => a + b) /
  KEYS;

describe("uniform keys", () => {
  it("by number or in ranges are shared exactly", () => {
    expect(shares("modulo", 4).every((share) => Math.abs(share - 0.25) < 1e-9)).toBe(true);
    expect(shares("range", 4).every((share) => Math.abs(share - 0.25) < 1e-9)).toBe(true);
  });

  it("by hash up to chance: a binomial number of them on each", () => {
    for (const share of shares("hash", 10)) expect(Math.abs(share - 0.1)).toBeLessThan(4 * Math.sqrt(0.09 / KEYS));
  });

  it("on a circle up to the chance of its points, whose sd is 1/√points of the mean", () => {
    for (const share of shares("consistent", 10)) expect(Math.abs(share / 0.1 - 1)).toBeLessThan(0.4);
    const scv = shares("consistent", 50).reduce((sum, share) => sum + (share * 50 - 1) ** 2, 0) / 50;
    expect(Math.sqrt(scv)).toBeGreaterThan(0.05);
    expect(Math.sqrt(scv)).toBeLessThan(0.15);
  });
});

it("popular keys lie side by side in ranges, and one after the other by number", () => {
  const zipf = popularityOf(1000, { kind: "zipf", exponent: 1 });
  expect(shares("range", 4, zipf)[0]).toBeCloseTo(zipf.shareUpTo(249), 12);
  expect(shares("modulo", 4, zipf)[0]).toBeCloseTo(0.325561170449, 11); // F30 of the oracles.
});

describe("one shard more", () => {
  it("of n moves n ÷ (n + 1) of the keys by number or hash", () => {
    expect(moved("modulo", 4, 5)).toBeCloseTo(4 / 5, 4);
    expect(moved("hash", 4, 5)).toBeCloseTo(4 / 5, 2);
    expect(moved("modulo", 9, 10)).toBeCloseTo(9 / 10, 4);
  });

  it("about 1 ÷ (n + 1) on a circle, all of them to it", () => {
    const [before, after] = [4, 5].map((shards) => placementOf(law("consistent"), KEYS, shards));
    const moves = movesBetween(before!, after!, KEYS);
    expect(Math.abs(moved("consistent", 4, 5) - 0.2)).toBeLessThan(0.08); // Three sd of a share by 100 points.
    expect(moves.every((count, i) => count === 0 || i % 5 === 4)).toBe(true);
  });

  it("half of them in ranges", () => expect(moved("range", 4, 5)).toBeCloseTo(1 / 2, 4));
});

it("keys of one circle are found as those before and after its points are", () => {
  const circle = placementOf({ place: "consistent", points: 1 }, 10, 1);
  expect([0, 1, 2, 3].map((key) => circle.of(key))).toEqual([0, 0, 0, 0]);
});
