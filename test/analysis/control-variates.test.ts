import { describe, expect, it } from "vitest";
import { meanInterval } from "../../src/analysis/statistics/confidence.js";
import { controlled, regressed } from "../../src/analysis/statistics/control-variates.js";
import { mm1 } from "../theory/mm1.js";
import { exponentials, uniforms } from "./generator.js";

const level = 0.95;

describe("one control", () => {
  const [y, c] = [
    [3, 5, 4, 8, 6],
    [1, 2, 1.5, 4, 2.5],
  ];
  it("is the textbook's line through the data, read at the known mean", () => {
    // Least squares by hand: slope 8.8 ÷ 5.3, ȳ = 5.2, c̄ = 2.2; residual Σ = 14.8 − 8.8² ÷ 5.3 with 3 degrees.
    const { estimate, gain } = regressed(y, [{ name: "c", values: c, mean: 2 }], level)!;
    const residual = (14.8 - 8.8 ** 2 / 5.3) / 3;
    expect(estimate.value).toBeCloseTo(5.2 - (8.8 / 5.3) * 0.2, 10);
    const half = 3.182446305 * Math.sqrt(residual * (3 / 2) * (1 / 5 + 0.2 ** 2 / 5.3));
    expect(estimate.high! - estimate.value!).toBeCloseTo(half, 6);
    expect(gain).toBeCloseTo(3.7 / (residual * (3 / 2)), 8); // s² ÷ (residual variance × loss).
  });
  it("is used only where it pays: noise is no control, and few replications are no line", () => {
    const draw = exponentials(uniforms(3));
    const [noise, values] = [1, 2].map(() => Array.from({ length: 12 }, draw));
    const close = values!.map((value, i) => value + 0.1 * noise![i]!);
    expect(controlled(values!, [{ name: "noise", values: noise!, mean: 1 }], level)).toBeNull();
    expect(controlled(values!, [{ name: "close", values: close, mean: 1.1 }], level)?.used).toEqual(["close"]);
    expect(controlled(y, [{ name: "c", values: c, mean: 2 }], level)).toBeNull();
    expect(controlled(values!, [], level)).toBeNull();
  });
  it("takes no control that never varies, nor the same one twice, nor too few replications", () => {
    expect(regressed(y, [{ name: "c", values: [1, 1, 1, 1, 1], mean: 1 }], level)).toBeNull();
    const twice = { name: "c", values: c, mean: 2 };
    expect(regressed(y, [twice, twice], level)).toBeNull();
    expect(regressed([1, 2, 3], [{ name: "c", values: [1, 2, 4], mean: 2 }], level)).toBeNull();
  });
});

/** Waits of an M/M/1 queue by Lindley's recursion, from the stationary wait on; mean inter-arrival 1. */
function replication(rho: number, n: number, uniform: () => number): { wait: number; gap: number; work: number } {
  const draw = exponentials(uniform);
  let wait = uniform() < rho ? (draw() * rho) / (1 - rho) : 0;
  const total = { wait: 0, gap: 0, work: 0 };
  for (let i = 0; i < n; i++) {
    const [gap, work] = [draw(), rho * draw()];
    total.wait += wait;
    total.gap += gap;
    total.work += work;
    wait = Math.max(0, wait + work - gap);
  }
  return { wait: total.wait / n, gap: total.gap / n, work: total.work / n };
}

it("M/M/1, 600 studies of 10 replications: 95 % intervals that cover, and narrower ones", () => {
  const [rho, n, studies] = [0.5, 2000, 600];
  const truth = mm1(1, 1 / rho).meanSojourn;
  const uniform = uniforms(17);
  const widths = { plain: 0, controlled: 0 };
  let [covered, used] = [0, 0];
  for (let study = 0; study < studies; study++) {
    const runs = Array.from({ length: 10 }, () => replication(rho, n, uniform));
    const of = (key: "wait" | "gap" | "work"): number[] => runs.map((run) => run[key]);
    const controls = [
      { name: "arrivals", values: of("gap"), mean: 1 },
      { name: "work", values: of("work"), mean: rho },
    ];
    const sojourns = runs.map(({ wait, work }) => wait + work);
    const plain = meanInterval(sojourns, level);
    const found = controlled(sojourns, controls, level);
    const { low, high } = found?.estimate ?? plain;
    if (found !== null) used++;
    if (low! <= truth && truth <= high!) covered++;
    widths.plain += plain.high! - plain.low!;
    widths.controlled += high! - low!;
  }
  expect(covered / studies).toBeGreaterThan(0.93);
  expect(covered / studies).toBeLessThan(0.97);
  expect(used / studies).toBeGreaterThan(0.6);
  expect(widths.controlled / widths.plain).toBeLessThan(0.9);
});
