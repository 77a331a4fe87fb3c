/** Closed forms beside the first two variants of a study: agreeing, one of them not, and some that are not judged. */
import type { Findings, TheoryFindings } from "../../src/analysis/findings/findings.js";

const figure = (of: Partial<TheoryFindings>, expected: number, off: number, width: number): TheoryFindings => ({
  part: "shop-db",
  resource: "pool",
  form: "M/M/12",
  exact: true,
  atMost: false,
  quantity: "mean wait",
  unit: "ms",
  expected,
  simulated: {
    value: expected * (1 + off),
    low: expected * (1 + off - width),
    high: expected * (1 + off + width),
  },
  deviation: off,
  agrees: Math.abs(off) <= width,
  reason: null,
  ...of,
});

const theory: readonly TheoryFindings[] = [
  figure({ quantity: "utilisation", unit: "1", form: "utilisation law" }, 0.62, 0.004, 0.01),
  figure({ reason: "beyond the interval, widened for the number of comparisons" }, 12.4, 0.4, 0.12),
  figure({ part: "web", resource: "cores", form: "M/G/4-PS" }, 5.96, -0.03, 0.05),
  figure({ part: "web.browse", resource: null, form: "product form", quantity: "mean latency" }, 39, 0.01, 0.02),
  figure({ part: "users", resource: null, form: "operational bounds", atMost: true, unit: "1/s" }, 18, -0.2, 0.3),
  figure({ part: "mails", form: "M/G/3", exact: false, agrees: null, reason: "an approximation" }, 56, 0.2, 0.2),
];

export const besideTheory = (findings: Findings): Findings => ({
  ...findings,
  variants: findings.variants.map((variant, i) => (i > 1 ? variant : { ...variant, theory })),
});
