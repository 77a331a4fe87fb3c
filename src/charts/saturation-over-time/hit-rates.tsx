/** The hit rate over time of caches by key: where it falls, what is behind them is asked. */
import { scaleLinear } from "d3";
import type { Findings, HitRateOverTime, VariantFindings } from "../../analysis/findings/findings.js";
import type { Scale } from "../kit/axes.js";
import { paint } from "../kit/colours.js";
import { wholeShare } from "../kit/format.js";
import { binSteps } from "../kit/layout.js";
import { Label, Path, SpikeShade } from "../kit/marks.js";
import { largest, round, smallest } from "../kit/numbers.js";
import { areaPath } from "../kit/path.js";

export const hitRateHeight = 40;

export interface HitRateRow {
  readonly part: string;
  readonly resource: "hit rate";
}

/** Caches by key of any variant. */
export function hitRateRows({ variants }: Findings): readonly HitRateRow[] {
  const parts = variants.flatMap(({ overTime }) => (overTime.hitRates ?? []).map(({ part }) => part));
  return [...new Set(parts)].map((part) => ({ part, resource: "hit rate" }));
}

interface CellProps {
  readonly findings: Findings;
  readonly variant: VariantFindings;
  readonly row: HitRateRow;
  readonly x: Scale; // Of time; its range is the cell's width.
}

export function HitRateCell({ findings, variant, row, x }: CellProps) {
  const series = variant.overTime.hitRates?.find(({ part }) => part === row.part);
  const y = scaleLinear([0, 1], [hitRateHeight, 0]);
  return (
    <>
      <rect width={round(x.range()[1])} height={hitRateHeight} {...paint({ fill: "cell" })} />
      <SpikeShade findings={findings} variant={variant} scale={x} y={0} height={hitRateHeight} />
      {series !== undefined && (
        <Path d={areaPath(binSteps(variant.overTime, series.hitRate, x, y), hitRateHeight)} fill="busy" />
      )}
      <Label x={4} y={11} size={10} tone="ink" halo>
        {series === undefined ? "by chance, or none" : hitRateWords(series)}
      </Label>
    </>
  );
}

/** "72% to 98%", of the bins. */
export function hitRateWords({ hitRate }: HitRateOverTime): string {
  const [least, most] = [smallest(hitRate), largest(hitRate)].map((value) => wholeShare(value ?? 0));
  return least === most ? `${least}` : `${least} to ${most}`;
}
