/** Compares a simulated number with the expected one, as its class asks. */
import { studentTQuantile } from "../../src/mathematics/student-t.js";
import type { Check, Length } from "./case.js";
import type { Estimate } from "./statistic.js";

export interface Row {
  readonly id: string;
  readonly quantity: string;
  readonly class: string;
  readonly expected: number;
  readonly simulated: number;
  readonly z: number | null; // (simulated − expected) ÷ s.e.; null where the class has none, or the s.e. is 0.
  readonly halfWidth: number | null; // Of a 95 % interval, relative to what is expected.
  readonly degreesOfFreedom: number;
  readonly verdict: "ok" | "FAIL" | "-"; // "-" is context.
  readonly why: string; // It failed.
}

const TOO_FAR = 4.5; // Standard errors; Bonferroni over some 700 checks.
const FLOAT_NOISE = 1e-9;
const HAS_Z: readonly string[] = ["exact", "reference-simulation", "invariant"];

export function judge(
  id: string,
  check: Check,
  { value, standardError }: Estimate,
  replications: number,
  length: Length,
): Row {
  const { expected, quantity, judgement } = check;
  const degreesOfFreedom = replications - 1;
  const isRandom = standardError > FLOAT_NOISE * Math.abs(value);
  const combined =
    judgement.class === "reference-simulation" ? Math.hypot(standardError, judgement.halfWidth / 1.96) : standardError;
  const z = isRandom && HAS_Z.includes(judgement.class) ? (value - expected) / combined : null;
  const absolute = studentTQuantile(0.975, degreesOfFreedom) * standardError;
  const halfWidth = Number.isNaN(absolute) ? null : absolute / (Math.abs(expected) || 1);
  const why = problem(check, value, z, halfWidth, length);
  const isContext =
    (check.onlyLong === true && length === "short") ||
    judgement.class === "reported" ||
    judgement.class === "simulation-published";
  return {
    id,
    quantity,
    class: judgement.class,
    expected,
    simulated: value,
    z,
    halfWidth,
    degreesOfFreedom,
    verdict: isContext ? "-" : why === "" ? "ok" : "FAIL",
    why,
  };
}

function problem(
  { judgement, expected }: Check,
  value: number,
  z: number | null,
  halfWidth: number | null,
  length: Length,
): string {
  if (judgement.class === "reported" || judgement.class === "simulation-published") return "";
  if (Number.isNaN(value)) return "nothing was measured";
  const off = Math.abs(value - expected);
  switch (judgement.class) {
    case "exact":
    case "reference-simulation":
      if (z === null) return off <= FLOAT_NOISE * Math.abs(expected) ? "" : `${value} instead of ${expected}`;
      if (Math.abs(z) > TOO_FAR) return `z = ${z.toFixed(1)}`;
      return halfWidth !== null && halfWidth <= judgement.limits[length]
        ? ""
        : `half-width above ${judgement.limits[length] * 100} %`;
    case "asymptotic":
    case "approximation": {
      const allowed = Math.max(judgement.absolute ?? 0, (judgement.relative ?? 0) * Math.abs(expected));
      return off <= allowed ? "" : `off by ${off}, ${allowed} allowed`;
    }
    case "behaviour":
      return (judgement.moreThan ? value > expected : value === expected) ? "" : "another verdict";
    case "invariant":
      if (judgement.bound === "zero") return off <= FLOAT_NOISE ? "" : `${value} instead of ${expected}`;
      return (z ?? 0) * (judgement.bound === "at most" ? 1 : -1) <= TOO_FAR ? "" : `not ${judgement.bound} ${expected}`;
  }
}
