/** The names of curves at their ends, moved apart. */
import type { ToneName } from "./colours.js";
import { dodge } from "./layout.js";
import { Label } from "./marks.js";
import type { Point } from "./path.js";

interface EndNamesProps {
  readonly ends: readonly {
    readonly name: string;
    readonly tone: ToneName;
    readonly points: readonly (Point | null)[];
  }[];
  readonly x: number;
  readonly height: number; // Of the panel.
}

export function EndNames({ ends, x, height }: EndNamesProps) {
  const there = ends.flatMap(({ points, ...rest }) => {
    const last = points.findLast((point) => point !== null);
    return last == null ? [] : [{ ...rest, y: last[1] }];
  });
  const ys = dodge(
    there.map(({ y }) => y),
    11,
    0,
    height,
  );
  return there.map(({ name, tone }, i) => (
    <Label x={x} y={ys[i]! + 3.5} size={10} tone={tone}>
      {name}
    </Label>
  ));
}
