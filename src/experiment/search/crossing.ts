/**
 * Where a variant's objectives meet their limit, from runs at two loads near to its ceiling, and how far each
 * replication pulls that load away: what pairs of ceilings are made of.
 *
 * The figure between the two loads is a straight line after a transformation g that makes it nearly straight: 1 ÷ θ for
 * times (of M/M/1 exactly μ − λ over a constant), ln θ for errors, which grow exponentially. With
 * u = (g(limit) − g₁) ÷ (g₂ − g₁) the load is c = λ₁ + u (λ₂ − λ₁), and by the delta method its deviations are
 * δcⱼ = −(λ₂ − λ₁) ÷ (g₂ − g₁) × ((1 − u) g′(θ₁) δ₁ⱼ + u g′(θ₂) δ₂ⱼ).
 *
 * Source: Asmussen & Glynn, Stochastic Simulation (2007), ch. III (delta method, root finding).
 */
import { areSame, type Deviations } from "../../analysis/statistics/deviations.js";
import { paired } from "../../analysis/statistics/paired.js";
import type { Objective } from "../../analysis/verdicts/objectives.js";
import type { Crossing } from "../findings/compared-ceilings.js";
import { comparedMetric } from "../findings/compared-metrics.js";
import { allEndpoints, CONFIDENCE } from "../findings/replication-estimates.js";
import type { Look } from "./probe.js";

export interface At {
  readonly load: number;
  readonly look: Look;
}

/**
 * Null where the runs do not tell: the window is too short or a queue grows, a figure has no interval, or two objectives
 * are missed at loads too near to each other to say which is the first.
 *
 * @param low below `high` @param replications of both looks that count
 */
export function crossingOf(objectives: readonly Objective[], low: At, high: At, replications: number): Crossing | null {
  if (![low, high].every(({ look }) => isUsable(look))) return null;
  const crossings: Crossing[] = [];
  for (const [i, objective] of objectives.entries()) {
    const { relativeResolution } = comparedMetric(objective.figure);
    const [from, to] = [low, high].map(({ look }) => deviationsAt(objective, i, look, replications));
    if (!from || !to || from.each.length !== to.each.length || from.each.length < 2) return null;
    const excess = ({ value }: Deviations): number =>
      (objective.comparison.startsWith("<") ? 1 : -1) * (value - objective.limit);
    // Met at both loads, and no worse at the higher one: it does not set the ceiling.
    if (excess(to) <= excess(from)) {
      if (excess(from) < 0) continue;
      return null;
    }
    const found = rootBetween(objective, [low.load, from], [high.load, to], relativeResolution);
    if (found === null) return null;
    crossings.push(found);
  }
  const first = crossings.reduce<Crossing | null>(
    (least, each) => (least && least.value <= each.value ? least : each),
    null,
  );
  return first !== null && crossings.every((each) => each === first || isBeyond(first, each)) ? first : null;
}

export const isUsable = ({ growing, findings }: Look): boolean =>
  !growing && findings !== null && findings.standstill === null && findings.drift?.reason === undefined;

export function deviationsAt({ figure }: Objective, i: number, { runs, findings }: Look, replications: number) {
  const measured = findings?.objectives[i]?.measured;
  if (measured === undefined || measured.low === null || measured.high === null) return null;
  const those = runs.slice(0, replications);
  return comparedMetric(figure).deviations({ runs: those, all: those.map(({ endpoints }) => allEndpoints(endpoints)) });
}

type Point = readonly [load: number, figure: Deviations];

function rootBetween(objective: Objective, [load1, at1]: Point, [load2, at2]: Point, resolution: number) {
  const { g, slope } = straightened(objective);
  const [g1, g2, wanted] = [g(at1.value), g(at2.value), g(objective.limit)];
  const perUnit = (load2 - load1) / (g2 - g1);
  const u = (wanted - g1) / (g2 - g1);
  const value = load1 + u * (load2 - load1);
  const [k1, k2] = [-perUnit * (1 - u) * slope(at1.value), -perUnit * u * slope(at2.value)];
  const each = at1.each.map((d, j) => k1 * d + k2 * at2.each[j]!);
  const rounding = resolution * Math.abs(perUnit * slope(objective.limit) * objective.limit);
  if (!(value > 0) || ![value, ...each].every(Number.isFinite)) return null;
  return { value, each, relativeResolution: rounding / value };
}

/** A transformation that makes the figure a nearly straight line over the load, and its derivative. */
export function straightened({ figure: { family, unit } }: Objective): Straight {
  if (unit === "ms") return { g: (x) => 1 / x, slope: (x) => -1 / x ** 2 };
  if (family === "errors") return { g: Math.log, slope: (x) => 1 / x };
  if (family === "within") return { g: (x) => Math.log(1 - x), slope: (x) => -1 / (1 - x) };
  return { g: (x) => x, slope: () => 1 };
}

interface Straight {
  readonly g: (value: number) => number;
  readonly slope: (value: number) => number;
}

/** Proven to be missed only at a higher load, or just as the first one. */
function isBeyond(first: Crossing, other: Crossing): boolean {
  if (areSame(first, other)) return true;
  if (first.each.length !== other.each.length) return false;
  const { low } = paired(first, other, { level: CONFIDENCE, relativeResolution: other.relativeResolution }).difference;
  return low !== null && low > 0;
}
