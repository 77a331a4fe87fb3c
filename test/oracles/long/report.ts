/**
 * The table of a long run, and whether its z scores look like draws from N(0, 1).
 *
 * They are t scores of R − 1 degrees of freedom, and are turned into normal ones first. Scores of one case come from
 * the same runs and are correlated, which makes both tests reject somewhat too often; they are a hint, not a gate.
 */

import { normalQuantile } from "../../../src/mathematics/normal.js";
import { studentTCdf } from "../../../src/mathematics/student-t.js";
import { chiSquareTest, type GoodnessOfFit, kolmogorovSmirnovTest } from "../../theory/goodness.js";
import type { Row } from "../judge.js";
import { complaint, HEADER, line } from "../table.js";

export function report(rows: readonly Row[]): string {
  const failed = rows.filter(({ verdict }) => verdict === "FAIL");
  const judged = rows.filter(({ verdict }) => verdict !== "-");
  const scores = normalScores(rows);
  return [
    HEADER,
    ...rows.map(line),
    "",
    `z is (simulated − expected) ÷ s.e.; ±% the half-width of a 95 % interval.`,
    `"-" is context and not judged.`,
    "",
    ...failed.map(complaint),
    `${judged.length - failed.length} of ${judged.length} checks agree, in ${new Set(rows.map(({ id }) => id)).size} cases`,
    `${scores.length} z scores against N(0, 1); those of one case are correlated:`,
    ...(scores.length < 40
      ? []
      : [`  chi-square  ${words(chiSquareTest(scores))}`, `  KS          ${words(kolmogorovSmirnovTest(scores))}`]),
  ].join("\n");
}

/** Of checks against exact results. */
export function normalScores(rows: readonly Row[]): number[] {
  return rows.flatMap(({ class: of, z, degreesOfFreedom }) =>
    of === "exact" && z !== null ? [normalQuantile(studentTCdf(z, degreesOfFreedom))] : [],
  );
}

const words = ({ statistic, pValue }: GoodnessOfFit): string =>
  `${statistic.toPrecision(3)}, p = ${pValue.toPrecision(2)}`;
