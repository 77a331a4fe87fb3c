import { expect, it } from "vitest";
import { standardExponential } from "../../../src/engine/random/exponential.js";
import { standardNormal } from "../../../src/engine/random/normal.js";
import { Streams } from "../../../src/engine/random/streams.js";
import { LAYERS, ziggurat } from "../../../src/engine/random/ziggurat.js";
import { normalCdf } from "./statistics.js";

const streams = new Streams("ziggurat.test", 0);

it("the layers of both densities close at the peak", () => {
  const tables = [
    ziggurat(
      (x) => Math.exp(-x),
      (y) => -Math.log(y),
      7.69711747013105,
      Math.exp(-7.69711747013105),
    ),
    ziggurat(
      (x) => Math.exp((-x * x) / 2),
      (y) => Math.sqrt(-2 * Math.log(y)),
      3.6541528853610088,
      0.0003233957646633213,
    ),
  ];
  for (const { edge, height } of tables) {
    const area = edge[0]! * height[1]!;
    const last = LAYERS - 1;
    expect(height[last]! + area / edge[last]!).toBeCloseTo(1, 12);
    for (let i = 1; i <= LAYERS; i++) expect(edge[i]!).toBeLessThan(edge[i - 1]!);
  }
});

it("the tail's area is that of the normal distribution", () => {
  const density = (x: number) => Math.exp((-x * x) / 2);
  let area = 0; // Simpson's rule, up to where nothing is left.
  for (let i = 0, step = 1e-3; i < 10_000; i++) {
    const x = 3.6541528853610088 + i * step;
    area += (step / 6) * (density(x) + 4 * density(x + step / 2) + density(x + step));
  }
  expect(area).toBeCloseTo(0.0003233957646633213, 14);
});

/** Exceedances are counts, so their standard deviation is known. */
function expectShare(count: number, n: number, p: number): void {
  expect(Math.abs(count - n * p) / Math.sqrt(n * p * (1 - p))).toBeLessThan(4.5);
}

it("exponential: as many beyond high thresholds as there should be, in and beyond the base layer", () => {
  const stream = streams.named("exponential");
  const n = 10_000_000;
  const beyond = new Float64Array(14);
  for (let i = 0; i < n; i++) {
    const x = standardExponential(stream, i, 0);
    for (let t = 4; t < x && t < 14; t++) beyond[t]!++;
  }
  for (let t = 4; t < 14; t++) expectShare(beyond[t]!, n, Math.exp(-t));
});

it("normal: as many beyond high thresholds as there should be, on both sides", () => {
  const stream = streams.named("normal");
  const n = 10_000_000;
  const thresholds = [2, 2.5, 3, 3.5, 3.65, 3.7, 4, 4.5];
  const above = new Float64Array(thresholds.length);
  const below = new Float64Array(thresholds.length);
  for (let i = 0; i < n; i++) {
    const x = standardNormal(stream, i, 0);
    for (let t = 0; t < thresholds.length && thresholds[t]! < Math.abs(x); t++) (x > 0 ? above : below)[t]!++;
  }
  thresholds.forEach((threshold, t) => {
    expectShare(above[t]!, n, normalCdf(-threshold));
    expectShare(below[t]!, n, normalCdf(-threshold));
  });
});
