/** One resource in one variant: utilisation over time, and when it saturated. */
import { scaleLinear } from "d3";
import type { Findings, VariantFindings } from "../../analysis/findings/findings.js";
import type { Scale } from "../kit/axes.js";
import { Badge, badgeRadius } from "../kit/badge.js";
import { paint } from "../kit/colours.js";
import { wholeShare } from "../kit/format.js";
import { binSteps } from "../kit/layout.js";
import { Label, Path, SpikeShade } from "../kit/marks.js";
import { largest, round } from "../kit/numbers.js";
import { areaPath } from "../kit/path.js";
import { givingOf, type Row, saturatedAt, seriesOf } from "./rows.js";

export const cellHeight = 28;

interface CellProps {
  readonly findings: Findings;
  readonly variant: VariantFindings;
  readonly row: Row;
  readonly x: Scale; // Of time; its range is the cell's width.
}

export function SaturationCell({ findings, variant, row, x }: CellProps) {
  const series = seriesOf(variant, row);
  if (series === undefined) return null;
  const width = x.range()[1];
  const y = scaleLinear([0, 1], [cellHeight, 0]).clamp(true);
  const giving = givingOf(variant, row);
  const peak = largest(series.utilisation!);
  const badgeX =
    giving === null ? 0 : Math.max(badgeRadius, Math.min(width - badgeRadius, x(giving.atMs) - badgeRadius - 2));
  const use = (passes?: (utilisation: number) => boolean) =>
    areaPath(binSteps(variant.overTime, series.utilisation!, x, y, passes), cellHeight);
  return (
    <>
      <rect width={round(width)} height={cellHeight} {...paint({ fill: "cell" })} />
      <SpikeShade findings={findings} variant={variant} scale={x} y={0} height={cellHeight} />
      <Path d={use()} fill="busy" />
      <Path d={use((utilisation) => utilisation >= saturatedAt)} fill="badFill" />
      {giving?.rank === 1 && (
        <rect
          x={-1}
          y={-1}
          width={round(width + 2)}
          height={cellHeight + 2}
          {...paint({ stroke: "bad" })}
          stroke-width={2}
        />
      )}
      {giving === null && peak !== null && (
        <Label x={4} y={11} size={10} tone="ink" halo>
          {wholeShare(peak)}
        </Label>
      )}
      {giving !== null && (
        <Badge x={badgeX} y={cellHeight / 2} number={giving.rank} tone="bad" open={giving.rank > 1} />
      )}
    </>
  );
}
