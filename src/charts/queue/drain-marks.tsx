/** Where a queue has drained after a moment: a dot on the axis, and how long after it. */
import type { Findings } from "../../analysis/findings/findings.js";
import type { Scale } from "../kit/axes.js";
import { duration } from "../kit/format.js";
import { Dots, Label, Path } from "../kit/marks.js";
import { round } from "../kit/numbers.js";
import { widthOf } from "../kit/text.js";
import type { QueueLine } from "./queues.js";
import { toneOf } from "./strips.js";

const type = { size: 10.5, bold: true };
const rowHeight = 13;
const MOST_ROWS = 6;
const apart = 8;
const beside = 5;

interface Mark {
  readonly variant: number;
  readonly x: number;
  readonly text: string; // "drained +24.7 s"
  readonly from: number; // Of its text, to the right of the dot or, at the end of the axis, to the left.
  readonly to: number;
  readonly row: number; // 0 is directly above the axis.
}

interface DrainMarksProps {
  readonly findings: Findings;
  readonly lines: readonly QueueLine[];
  readonly x: Scale;
  readonly y: number; // Of the axis.
}

export function DrainMarks({ findings, lines, x, y }: DrainMarksProps) {
  return marksOf(lines, x).map(({ variant, x: at, text, from, row }) => {
    const tone = toneOf(findings, variant);
    const labelY = y - 8 - row * rowHeight;
    return (
      <>
        <Path d={`M${round(at)},${round(y)}V${round(labelY + 1)}`} stroke={tone} width={0.8} />
        <Dots points={[[at, y]]} tone={tone} size={7} />
        <Label x={from} y={labelY} {...type} tone={tone} halo>
          {text}
        </Label>
      </>
    );
  });
}

/** In rows, so that none lies on another; what fits in none stands only in the description. */
function marksOf(lines: readonly QueueLine[], x: Scale): readonly Mark[] {
  const [, to] = x.domain() as [number, number];
  const [, end] = x.range() as [number, number];
  const wanted = lines
    .flatMap(({ variant, drained }) =>
      drained.flatMap(({ endMs, timeMs }) =>
        timeMs.value === null || endMs + timeMs.value > to
          ? []
          : [{ variant, x: x(endMs + timeMs.value), text: `drained +${duration(timeMs.value)}` }],
      ),
    )
    .toSorted((a, b) => a.x - b.x || a.variant - b.variant);
  const marks: Mark[] = [];
  for (const mark of wanted) {
    const width = widthOf(mark.text, type);
    const from = mark.x + beside + width <= end ? mark.x + beside : mark.x - beside - width;
    const to = from + width;
    const isFree = (row: number): boolean =>
      !marks.some((other) => other.row === row && other.from < to + apart && from < other.to + apart);
    const row = [...Array(MOST_ROWS).keys()].find(isFree);
    if (row !== undefined && from >= 0) marks.push({ ...mark, from, to, row });
  }
  return marks;
}
