/** How many instances of a service there were over time, where they come and go: all runs on average, and one of them. */
import { scaleLinear } from "d3";
import type { Findings, InstancesOverTime, VariantFindings } from "../../analysis/findings/findings.js";
import type { Scale } from "../kit/axes.js";
import { paint } from "../kit/colours.js";
import { binSteps } from "../kit/layout.js";
import { Curve, Label, Path, SpikeShade } from "../kit/marks.js";
import { largest, round, smallest } from "../kit/numbers.js";
import { areaPath } from "../kit/path.js";

export const instancesHeight = 64; // Room to see it go up and down.

export interface InstanceRow {
  readonly part: string;
  readonly resource: "instances";
  readonly most: number; // At any time, in any variant.
}

/** Services whose instances come and go in some variant. */
export function instanceRows({ variants }: Findings): readonly InstanceRow[] {
  const all = variants.flatMap(({ overTime }) => overTime.instances ?? []);
  return [...new Set(all.map(({ part }) => part))].map((part) => {
    const values = all.flatMap((each) => (each.part === part ? [...each.mean, ...each.oneRun] : []));
    return { part, resource: "instances", most: Math.max(1, largest(values) ?? 1) };
  });
}

interface CellProps {
  readonly findings: Findings;
  readonly variant: VariantFindings;
  readonly row: InstanceRow;
  readonly x: Scale; // Of time; its range is the cell's width.
}

export function InstancesCell({ findings, variant, row, x }: CellProps) {
  const series = variant.overTime.instances?.find(({ part }) => part === row.part);
  const y = scaleLinear([0, row.most], [instancesHeight, 2]);
  return (
    <>
      <rect width={round(x.range()[1])} height={instancesHeight} {...paint({ fill: "cell" })} />
      <SpikeShade findings={findings} variant={variant} scale={x} y={0} height={instancesHeight} />
      {series !== undefined && (
        <>
          <Path d={areaPath(binSteps(variant.overTime, series.mean, x, y), instancesHeight)} fill="busy" />
          <Curve points={binSteps(variant.overTime, series.oneRun, x, y)} tone="ink" width={1} />
        </>
      )}
      <Label x={4} y={11} size={10} tone="ink" halo>
        {series === undefined ? "always the same" : rangeWords(series)}
      </Label>
    </>
  );
}

/** "2–13", in the run that is drawn. */
export function rangeWords({ oneRun }: InstancesOverTime): string {
  const [least, most] = [smallest(oneRun), largest(oneRun)].map((value) => Math.round(value ?? 0));
  return least === most ? `${least}` : `${least}–${most}`;
}
