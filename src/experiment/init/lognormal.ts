/** Times that are all above zero and lean to the right: a lognormal through its median and its 99th percentile. */
import { writeDuration } from "../../model/language/values/units.js";

const Z99 = 2.3263478740408408; // 99 % of a standard normal are below.

export const sigmaOf = (p50: number, p99: number): number => Math.max(0, Math.log(p99 / p50)) / Z99;
export const meanOf = (p50: number, p99: number): number => p50 * Math.exp(sigmaOf(p50, p99) ** 2 / 2);

/** As people write it: three digits. */
export const shortDuration = (ms: number): string => writeDuration(Number(ms.toPrecision(3)));

const SAME = 0.02; // Closer to each other than this, all are the same.

/** As a model file has it. */
export function writtenLognormal(meanMs: number, sigma: number): string {
  if (sigma < SAME) return shortDuration(meanMs);
  const p50 = meanMs * Math.exp(-(sigma ** 2) / 2);
  return `lognormal(p50 ${shortDuration(p50)}, p99 ${shortDuration(p50 * Math.exp(Z99 * sigma))})`;
}
