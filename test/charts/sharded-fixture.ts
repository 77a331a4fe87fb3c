/** The same evening, with its databases split into shards of unequal load. */
import type { Findings, PartFindings } from "../../src/analysis/findings/findings.js";

const STILL = { value: 0, low: 0, high: 0 };
const SHARES = [0.12, 0.51, 0.2, 0.17];

const split = (part: PartFindings): PartFindings => {
  const busiest = part.busiest!;
  const resource = part.resources[busiest]!;
  const perInstance = SHARES.map((share) => share * SHARES.length * (part.utilisation?.value ?? 0) * 0.45);
  return {
    ...part,
    measures: { ...part.measures, moved: STILL },
    resources: { ...part.resources, [busiest]: { ...resource, perInstance } },
  };
};

export const sharded = (findings: Findings): Findings => ({
  ...findings,
  variants: findings.variants.map((variant) => ({
    ...variant,
    parts: Object.fromEntries(
      Object.entries(variant.parts).map(([name, part]) => [name, part.type === "database" ? split(part) : part]),
    ),
  })),
});
