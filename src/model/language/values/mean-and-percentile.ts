/**
 * The shape of a gamma or Weibull distribution from its mean and a percentile.
 *
 * The ratio percentile ÷ mean rises from 1 with the variation to a peak, then falls as nearly all draws get close to
 * zero. So two shapes may fit; the author must say which, unless one varies more than any measurement would.
 */
import type { DistributionSpec } from "../../../engine/distribution-spec.js";
import { squaredCvOf } from "../../../engine/random/moments.js";
import { logGamma } from "../../../mathematics/gamma-function.js";
import { gammaQ } from "../../../mathematics/incomplete-gamma.js";
import type { Arguments } from "./distribution-arguments.js";
import { exponentialQuantile, type Percentile, rootOf } from "./special-functions.js";
import { Misread, rounded } from "./units.js";

const CV_MAX = 10;
const LEAST = 1e-4; // 1 ÷ shape: hardly any variation.

type Kind = "gamma" | "weibull";

/** (−ln(1 − p))^(1/k) ÷ Γ(1 + 1/k). */
const weibullRatio = (inverse: number, percentile: Percentile): number =>
  Math.exp(inverse * Math.log(exponentialQuantile(percentile)) - logGamma(1 + inverse));

/** The x with Q(k, x) = 1 − p, over k. */
function gammaRatio(inverse: number, percentile: Percentile): number {
  const shape = 1 / inverse;
  const beyond = Math.exp(-exponentialQuantile(percentile));
  const excess = (logX: number): number => beyond - gammaQ(shape, Math.exp(logX));
  return Math.exp(rootOf(excess, -700, Math.log(shape + 40 * Math.sqrt(shape) + 40))) / shape;
}

const RATIO = { gamma: gammaRatio, weibull: weibullRatio };

/** @throws Misread where no shape fits, or two do */
export const byMeanAndPercentile =
  (kind: Kind) =>
  (given: Arguments): DistributionSpec => {
    const [mean, percentile] = [given.get("mean"), given.percentiles[0]!];
    const asked = percentile.value / mean;
    const ratio = (inverse: number): number => RATIO[kind](inverse, percentile);
    const most = mostOf(kind);
    const peak = peakOf(ratio, LEAST, most);
    const found: number[] = [];
    if (asked > ratio(LEAST) && asked <= ratio(peak)) found.push(rootOf((x) => ratio(x) - asked, LEAST, peak));
    if (asked >= ratio(most) && asked < ratio(peak)) found.push(rootOf((x) => asked - ratio(x), peak, most));
    const specs = found.map((inverse) => ({ kind, shape: 1 / inverse, mean }));
    if (specs.length === 0) throw none(given, kind, [Math.min(ratio(LEAST), ratio(most)), ratio(peak)]);
    if (specs.length === 2) throw both(given, specs);
    return specs[0]!;
  };

/** The largest 1 ÷ shape considered. */
function mostOf(kind: Kind): number {
  if (kind === "gamma") return CV_MAX ** 2;
  return rootOf((inverse) => squaredCvOf({ kind, shape: 1 / inverse, mean: 1 }) - CV_MAX ** 2, 1, 50);
}

/** The maximum of a function with one peak, by golden-section search on the logarithm. */
function peakOf(of: (x: number) => number, low: number, high: number): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  let [from, to] = [Math.log(low), Math.log(high)];
  for (let step = 0; step < 60; step++) {
    const [left, right] = [to - golden * (to - from), from + golden * (to - from)];
    if (of(Math.exp(left)) > of(Math.exp(right))) to = right;
    else from = left;
  }
  return Math.exp((from + to) / 2);
}

function none(given: Arguments, kind: Kind, [low, high]: readonly [number, number]): Misread {
  const [mean, { name, value }] = [given.get("mean"), given.percentiles[0]!];
  const asked = rounded(value / mean);
  const between = `from ${rounded(low)} to ${rounded(high)} times, which is ${given.write(mean * low)} to ${given.write(mean * high)}`;
  return new Misread(`no ${kind} with a cv up to ${CV_MAX} has a ${name} ${asked} times its mean: it is ${between}`);
}

function both(given: Arguments, specs: readonly { kind: Kind; shape: number; mean: number }[]): Misread {
  const words = specs.map(
    (spec) => `shape ${Number(spec.shape.toPrecision(3))} (cv ${rounded(Math.sqrt(squaredCvOf(spec)))})`,
  );
  const { kind, shape, mean } = specs[0]!;
  const written = `${kind}(shape ${Number(shape.toPrecision(3))}, mean ${given.write(mean)})`;
  return new Misread(
    `two of them have this mean and ${given.percentiles[0]!.name}: ${words.join(" and ")}`,
    0,
    0,
    `say which, such as ${written}`,
  );
}
