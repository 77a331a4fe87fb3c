/** Rows of the saturation chart: every limited resource of any variant, grouped by part. */
import type { Findings, ResourceOverTime, VariantFindings } from "../../analysis/findings/findings.js";
import { largest } from "../kit/numbers.js";

export interface Row {
  readonly part: string;
  readonly resource: string;
  readonly peak: number; // Highest utilisation in any bin of any variant.
}

/** Utilisation from which a resource counts as saturated: as in `SaturationFindings`. */
export const saturatedAt = 0.95;

/** The resource over time in this variant; undefined if it is missing or unlimited there. */
export function seriesOf(
  variant: VariantFindings,
  row: { part: string; resource: string },
): ResourceOverTime | undefined {
  return variant.overTime.resources.find(
    (each) => each.part === row.part && each.resource === row.resource && each.utilisation !== null,
  );
}

/** When this resource saturated, and its rank among the variant's, from one; null if it did not. */
export function givingOf(variant: VariantFindings, row: { part: string; resource: string }) {
  const rank = variant.saturation.findIndex((each) => each.part === row.part && each.resource === row.resource);
  return rank < 0 ? null : { rank: rank + 1, atMs: variant.saturation[rank].atMs };
}

/** In the order of the models, which follows a request's path; beyond `most`, the least used are left out. */
export function saturationRows({ variants }: Findings, most: number): { rows: Row[]; leftOut: Row[] } {
  const rows: Row[] = [];
  for (const variant of variants) {
    for (const { part, resource, utilisation } of variant.overTime.resources) {
      if (utilisation === null || rows.some((row) => row.part === part && row.resource === resource)) continue;
      const peak = largest(variants.flatMap((each) => seriesOf(each, { part, resource })?.utilisation ?? [])) ?? 0;
      const lastOfPart = rows.findLastIndex((row) => row.part === part);
      rows.splice(lastOfPart < 0 ? rows.length : lastOfPart + 1, 0, { part, resource, peak });
    }
  }
  const shown = new Set(rows.toSorted((a, b) => b.peak - a.peak).slice(0, most));
  return { rows: rows.filter((row) => shown.has(row)), leftOut: rows.filter((row) => !shown.has(row)) };
}
