/**
 * Control variates: a quantity with a known mean, such as the number of arrivals, shows the random error of a run;
 * the part of the result's error that goes with it is removed.
 *
 *   Ȳ − β̂′(C̄ − μ),  β̂ = S_CC⁻¹ S_CY,   ± t_{R−q−1} σ̂ √( 1/R + (C̄ − μ)′ S_CC⁻¹ (C̄ − μ) ÷ (R − 1) )
 *   σ̂² = (R−1)/(R−q−1) (S_YY − S_CY′ S_CC⁻¹ S_CY)
 *
 * over R replications and q controls with known means μ. Since β is estimated, the variance shrinks by 1 − ρ² only
 * times the loss (R−2)/(R−q−2): with few replications a weak control does harm and is not used. The interval is widened
 * by √loss, since controls are only used when their residuals came out small.
 *
 * Sources: Lavenberg, Moeller & Welch 1982; Law, Simulation Modeling and Analysis, ch. 11.4.
 */

import { solve } from "../../mathematics/linear-equations.js";
import type { Estimate } from "../findings/findings.js";
import { standardErrorsEachWay } from "./confidence.js";
import { mean } from "./moments.js";

export interface Control {
  readonly name: string;
  readonly values: readonly number[]; // One a replication.
  readonly mean: number; // Known, not measured.
}

export interface Controlled {
  readonly estimate: Estimate;
  readonly gain: number; // Variance without ÷ with the controls, the loss counted.
  readonly used: readonly string[];
}

/** With fewer replications β is too uncertain. */
const REPLICATIONS_NEEDED = 10;

/**
 * With these controls if their estimated gain is above 1, otherwise null.
 *
 * The controls are chosen beforehand, not by what was measured: the best of several looks better
 * than it is. Measured coverage of 95 % intervals, two controls: 93.8 to 97.0 % on normal values with ρ² from 0 to 0.9
 * and 10 or 20 replications; 94.3 to 95.3 % on M/M/1 at ρ = 0.5. (Choosing the best of three sets: 90.8 %.)
 */
export function controlled(values: readonly number[], controls: readonly Control[], level: number): Controlled | null {
  if (values.length < REPLICATIONS_NEEDED || controls.length === 0) return null;
  const found = regressed(values, controls, level);
  return found !== null && found.gain > 1 ? found : null;
}

/** With exactly these controls; null with too few replications, or controls that say the same. */
export function regressed(values: readonly number[], controls: readonly Control[], level: number): Controlled | null {
  const [R, q] = [values.length, controls.length];
  if (R < q + 3) return null;
  const [y, c] = [centred(values), controls.map((control) => centred(control.values))];
  const covariance = (a: readonly number[], b: readonly number[]): number =>
    a.reduce((sum, ai, i) => sum + ai * b[i]!, 0) / (R - 1);
  const sCC = c.map((a) => c.map((b) => covariance(a, b)));
  const beta = solve(
    sCC,
    c.map((a) => covariance(a, y)),
  );
  const off = controls.map((control) => mean(control.values) - control.mean);
  const distance = solve(sCC, off);
  if (![...beta, ...distance].every(Number.isFinite)) return null;
  const explained = dot(
    beta,
    c.map((a) => covariance(a, y)),
  );
  const variance = covariance(y, y);
  const residual = ((R - 1) / (R - q - 1)) * Math.max(0, variance - explained);
  if (!(residual > 0)) return null;
  const value = mean(values) - dot(beta, off);
  const loss = (R - 2) / (R - q - 2);
  const halfWidth =
    standardErrorsEachWay(level, R - q - 1) * Math.sqrt(residual * loss * (1 / R + dot(off, distance) / (R - 1)));
  return {
    estimate: { value, low: value - halfWidth, high: value + halfWidth },
    gain: variance / (residual * loss),
    used: controls.map(({ name }) => name),
  };
}

function centred(values: readonly number[]): number[] {
  const centre = mean(values);
  return values.map((value) => value - centre);
}

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, ai, i) => sum + ai * b[i]!, 0);
