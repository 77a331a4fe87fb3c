/** What changes with time or with size. Values from the oracle cases named in each title. */
import { describe, expect, it } from "vitest";
import { amdahlSpeedUp, uslPeak, uslThroughput } from "../../../src/analysis/theory/usl.js";
import { fluidSpike, waitingLonger } from "../../theory/fluid-spike.js";
import { concurrencyLag, meanConcurrency, peakConcurrency } from "../../theory/sinusoidal-load.js";
import { meanWaitsFromEmpty } from "../../theory/transient-mm1.js";
import { fitUsl } from "../../theory/usl-fit.js";
import { close } from "./close.js";

it("C01: concurrency under a sinusoidal load", () => {
  const load = { mean: 100, amplitude: 60, period: 10 };
  close(meanConcurrency(load, 1, 2.5), 137.027553591);
  close(meanConcurrency(load, 1, 5), 126.53695741);
  close(meanConcurrency(load, 1, 42.5), 143.017408019);
  close(peakConcurrency(load, 1), 150.803980958);
  close(concurrencyLag(load, 1), 0.892830767648);
});

it("concurrency at another service rate, by summing up the arrivals that are still there", () => {
  const [load, mu] = [{ mean: 50, amplitude: 20, period: 3 }, 2.5];
  const still = (t: number): number => {
    const step = 1e-4;
    let sum = 0;
    for (let u = step / 2; u < t; u += step) {
      sum += step * (50 + 20 * Math.sin((2 * Math.PI * u) / 3)) * Math.exp(-mu * (t - u));
    }
    return sum;
  };
  close(meanConcurrency(load, mu, 0.7), still(0.7), 1e-6);
  const peakAt = 9.75 + concurrencyLag(load, mu); // The arrivals peak a quarter into each period.
  close(meanConcurrency(load, mu, peakAt), peakConcurrency(load, mu), 1e-9);
});

describe("C03: a spike, as a fluid", () => {
  const spike = { rate: 1500, duration: 60, rateAfter: 800, capacity: 1000 };

  it("builds up and drains", () => {
    expect(fluidSpike(spike)).toEqual({ backlog: 30_000, drainTime: 150, longestWait: 30, totalWait: 3_150_000 });
    close(waitingLonger(spike, 10), 140_000);
    expect(waitingLonger(spike, 30)).toBe(0);
    close(waitingLonger(spike, 0), 60 * 1500 + 150 * 800); // Everyone until it has drained.
  });

  it("never drains without room to spare, and never builds up below capacity", () => {
    expect(fluidSpike({ ...spike, rateAfter: 1000 })).toMatchObject({ drainTime: Infinity, totalWait: Infinity });
    expect(waitingLonger({ ...spike, rateAfter: 1000 }, 10)).toBe(Infinity);
    expect(fluidSpike({ ...spike, rate: 900 })).toEqual({ backlog: 0, drainTime: 0, longestWait: 0, totalWait: 0 });
  });
});

it("C06: the first customers of an M/M/1 at ρ = 0.9", () => {
  const waits = meanWaitsFromEmpty(90, 100, 2000);
  const average = (n: number): number => waits.slice(0, n).reduce((sum, wait) => sum + wait, 0) / n;
  expect(waits[0]).toBe(0);
  close(waits[1]!, 0.00473684210526);
  close(waits[9]!, 0.0219500343701);
  close(average(25), 0.0236054371837);
  close(average(100), 0.0459353844776);
  close(average(1000), 0.0811059982721);
  close(waits[1999]!, 0.0899887774782);
});

describe("scalability", () => {
  it("F19: SPEC SDM91 on a SPARCcenter 2000", () => {
    const measured = [
      [1, 64.9],
      [18, 995.9],
      [36, 1652.4],
      [72, 1853.2],
      [108, 1828.9],
      [144, 1775.0],
      [216, 1702.2],
    ] as const;
    const usl = fitUsl(measured.map(([n, throughput]) => ({ n, throughput })));
    close(usl.alpha, 0.0277284752613, 1e-6);
    close(usl.beta, 0.000104365484122, 1e-6);
    close(usl.gamma, 89.9952325641, 1e-6);
    close(uslPeak(usl), 96.5195608557, 1e-6);
    close(uslThroughput(usl, uslPeak(usl)), 1883.8989976, 1e-9);
  });

  it("finds the law that made the points, with and without coherency", () => {
    for (const usl of [
      { alpha: 0.1, beta: 0.002, gamma: 40 },
      { alpha: 0.05, beta: 0, gamma: 1000 },
    ]) {
      const fitted = fitUsl([1, 2, 4, 8, 16, 32].map((n) => ({ n, throughput: uslThroughput(usl, n) })));
      expect(fitted.alpha).toBeCloseTo(usl.alpha, 8);
      expect(fitted.beta).toBeCloseTo(usl.beta, 8);
      expect(fitted.gamma).toBeCloseTo(usl.gamma, 6);
    }
    expect(uslPeak({ alpha: 0.1, beta: 0, gamma: 1 })).toBe(Infinity);
  });

  it("F21: Amdahl", () => {
    close(amdahlSpeedUp(0.05, 16), 9.14285714286);
    close(amdahlSpeedUp(0.05, 64), 15.421686747);
    close(amdahlSpeedUp(0.05, 1e15), 20);
    close(amdahlSpeedUp(0.05, 16), uslThroughput({ alpha: 0.05, beta: 0, gamma: 1 }, 16));
  });
});
