/** Published table values (Abramowitz & Stegun 26; Smirnov 1948), here with the digits SciPy 1.17 gives them. */
import { describe, expect, it } from "vitest";
import { chiSquareQuantile, chiSquareTail } from "../../src/mathematics/chi-square.js";
import { logGamma } from "../../src/mathematics/gamma-function.js";
import { betaI } from "../../src/mathematics/incomplete-beta.js";
import { gammaP, gammaQ } from "../../src/mathematics/incomplete-gamma.js";
import { normalCdf, normalQuantile } from "../../src/mathematics/normal.js";
import { studentTCdf, studentTQuantile } from "../../src/mathematics/student-t.js";
import { kolmogorovTail } from "../theory/kolmogorov.js";

/** Relative error below 1e-10. */
const same = (actual: number, expected: number): void =>
  expect(Math.abs(actual / expected - 1), `${actual} is not ${expected}`).toBeLessThan(1e-10);

it("special functions", () => {
  same(logGamma(0.3), 1.0957979948180756);
  same(logGamma(123.4), 469.3360974421906);
  same(gammaP(3.5, 2), 0.22022259152428406);
  same(gammaQ(200, 260), 4.750012444300866e-5);
  same(gammaQ(1000, 1000), 0.4957947558197845);
  same(betaI(2, 3, 0.4), 0.5248);
  same(betaI(0.5, 50, 0.01), 0.6826956021258024);
  same(betaI(120, 80, 0.55), 0.07561485992804813);
});

describe("normal", () => {
  it.each([
    [-8, 6.22096057427174e-16],
    [-1.96, 0.024997895148220435],
    [0.5, 0.6914624612740131],
    [3, 0.9986501019683699],
  ])("Φ(%d)", (z, p) => same(normalCdf(z), p));

  it.each([
    [1e-10, -6.361340902404056],
    [0.025, -1.9599639845400545],
    [0.3, -0.5244005127080409],
    [0.995, 2.5758293035489004],
  ])("Φ⁻¹(%d)", (p, z) => same(normalQuantile(p), z));

  it("ends", () => expect([0, 0.5, 1, 2].map(normalQuantile)).toEqual([-Infinity, 0, Infinity, Number.NaN]));
});

describe("Student t", () => {
  it.each([
    [0.975, 1, 12.706204736174694],
    [0.95, 4, 2.1318467863266495],
    [0.975, 7, 2.364624251592784],
    [0.9995, 19, 3.883405852592131],
    [0.975, 2.5, 3.5746548420036817],
    [0.995, 1000, 2.580754698065951],
    [0.025, 7, -2.364624251592784],
    [0.975, Infinity, 1.9599639845400545],
  ])("t(%d; %d)", (p, degreesOfFreedom, t) => same(studentTQuantile(p, degreesOfFreedom), t));

  it("distribution", () => {
    same(studentTCdf(2, 5), 0.9490302605850708);
    same(studentTCdf(-3, 9), 0.007478181955207111);
  });
});

describe("χ²", () => {
  it.each([
    [0.95, 1, 3.841458820694124],
    [0.05, 10, 3.9402991361190605],
    [0.99, 30, 50.89218131151707],
    [0.975, 200, 241.05789550631093],
  ])("χ²(%d; %d)", (p, degreesOfFreedom, x) => same(chiSquareQuantile(p, degreesOfFreedom), x));

  it("tail", () => same(chiSquareTail(50, 10), 2.669083424904495e-7));
});

it.each([
  [0.3, 0.9999906941986655],
  [0.5, 0.9639452436648751],
  [0.9, 0.3927307079406543],
  [1, 0.26999967167735456],
  [1.3580986, 0.0500000106802808],
  [1.6276236, 0.010000000749940367],
  [2.5, 7.453306344157342e-6],
])("Kolmogorov's tail at %d", (x, p) => same(kolmogorovTail(x), p));
