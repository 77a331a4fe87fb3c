/** Arrows: what is asked by dashes, head and label, how often by width. */
import { curveMonotoneX, curveMonotoneY, line } from "d3";
import type { EdgeKind } from "../../analysis/findings/topology-findings.js";
import { paint, type ToneName } from "../kit/colours.js";
import { threeDigits } from "../kit/format.js";
import { Label, Path } from "../kit/marks.js";
import { round } from "../kit/numbers.js";
import { shorten, widthOf } from "../kit/text.js";
import type { Point, Route, Size } from "./lay-out.js";
import type { PictureEdge } from "./picture.js";

export const labelType = { size: 10, leading: 12 };
const widestWhat = 136;

interface Look {
  readonly dashes?: string;
  readonly head: "filled" | "hollow" | "open" | "double" | "bar";
}

const LOOKS: Readonly<Record<EdgeKind, Look>> = {
  call: { head: "filled" },
  query: { head: "hollow", dashes: "7 3" },
  "look-up": { head: "open", dashes: "2 3" },
  message: { head: "double", dashes: "9 3 2 3" },
  parked: { head: "bar", dashes: "1 4" },
};

/** How much an arrow says: also what is asked; how and how often; or, where a key tells how, whether it is new. */
export type Telling = "all" | "how" | "nothing";

export function labelOf(edge: PictureEdge, telling: Telling): readonly string[] {
  const { kind, perSecond, wasPerSecond, what, link, sign } = edge;
  const was = wasPerSecond === undefined ? "" : `${rateWords(wasPerSecond)} → `;
  const often = perSecond === null ? "" : `${was}${rateWords(perSecond)}`;
  const marked = sign === undefined ? "" : `${sign} `;
  if (telling === "nothing") return sign === undefined ? [] : [sign];
  const asked = what.length > 0 && telling === "all" ? [namesWithin(what)] : [];
  return [
    `${marked}${kind}${often === "" ? "" : ` ${often}`}`,
    ...asked,
    ...(link === undefined ? [] : [shorten(`over ${link}`, widestWhat, labelType)]),
  ];
}

/** "browse, search and 1 more": whole names, as many as there is room for. */
function namesWithin(names: readonly string[]): string {
  for (let shown = names.length; shown > 0; shown--) {
    const rest = names.length - shown;
    const text = `${names.slice(0, shown).join(", ")}${rest === 0 ? "" : ` and ${rest} more`}`;
    if (widthOf(text, labelType) <= widestWhat) return text;
  }
  const rest = names.length === 1 ? "" : ` and ${names.length - 1} more`;
  return `${shorten(names[0] ?? "", widestWhat - widthOf(rest, labelType), labelType)}${rest}`;
}

export const rateWords = (perSecond: number): string => `${threeDigits(perSecond)}/s`;

export const sizeOf = (lines: readonly string[]): Size => ({
  width: lines.length === 0 ? 0 : Math.ceil(Math.max(...lines.map((each) => widthOf(each, labelType))) + 6),
  height: lines.length === 0 ? 0 : lines.length * labelType.leading + 4,
});

const downwards = line<Point>().digits(2).curve(curveMonotoneY);
const sideways = line<Point>().digits(2).curve(curveMonotoneX);

/** What each way of asking looks like. @returns its width too */
export function ArrowKey({ kinds, y }: { kinds: readonly EdgeKind[]; y: number }) {
  return kinds.map((kind, i) => {
    const x = i * keyWidth;
    const edge: PictureEdge = { from: "", to: "", kind, what: [], perSecond: null };
    const points = [
      [x, y],
      [x + 34, y],
    ] as const;
    return (
      <>
        <ArrowLine edge={edge} laid={{ points, label: { x: 0, y: 0, width: 0, height: 0 } }} most={0} />
        <Label x={x + 40} y={y + 4} size={labelType.size} tone="muted">
          {kind}
        </Label>
      </>
    );
  });
}

const keyWidth = 108;

interface ArrowProps {
  readonly edge: PictureEdge;
  readonly laid: Route;
  readonly isDownwards?: boolean;
  readonly most: number; // The highest rate of any.
}

export function ArrowLine({ edge, laid: { points }, most, isDownwards = false }: ArrowProps) {
  const { dashes, head } = LOOKS[edge.kind];
  const width = widthFor(edge.perSecond, most);
  const tone = toneOf(edge);
  const [before, end] = points.slice(-2);
  if (before === undefined || end === undefined) return null;
  return (
    <>
      <Path
        d={
          (isDownwards ? downwards : sideways)(shortened(points, head === "filled" || head === "hollow" ? 6 : 2)) ?? ""
        }
        stroke={tone}
        width={edge.sign === "+" ? Math.max(width, 2.6) : width}
        dashes={edge.sign === "−" ? "3 5" : dashes}
      />
      <Head head={head} at={end} from={before} tone={tone} />
    </>
  );
}

const toneOf = ({ sign }: PictureEdge): ToneName => (sign === "+" ? "good" : sign === "~" ? "latency" : "muted");

/** Area by rate would be fairest, and differences of a thousand would not be seen. */
function widthFor(perSecond: number | null, most: number): number {
  if (perSecond === null || !(most > 0)) return 1.2;
  return round(1 + 2.4 * Math.sqrt(Math.max(0, perSecond) / most));
}

/** So that a wide line does not show at the point of its head. */
function shortened(points: readonly Point[], by: number) {
  const [x0, y0] = points.at(-2)!;
  const [x1, y1] = points.at(-1)!;
  const length = Math.hypot(x1 - x0, y1 - y0) || 1;
  const part = Math.min(1, by / length);
  return [...points.slice(0, -1), [x1 - (x1 - x0) * part, y1 - (y1 - y0) * part] as const];
}

interface HeadProps {
  readonly head: Look["head"];
  readonly at: Point;
  readonly from: Point;
  readonly tone: ToneName;
}

function Head({ head, at: [x, y], from, tone }: HeadProps) {
  const length = Math.hypot(x - from[0], y - from[1]) || 1;
  const [ux, uy] = [(x - from[0]) / length, (y - from[1]) / length];
  /** A point so far behind the tip, and aside. */
  const point = (back: number, aside: number): string =>
    `${round(x - ux * back - uy * aside)},${round(y - uy * back + ux * aside)}`;
  const angle = (back: number): string => `M${point(back + 8, 4.5)}L${point(back, 0)}L${point(back + 8, -4.5)}`;
  if (head === "filled") return <Path d={`${angle(0)}Z`} fill={tone} />;
  if (head === "hollow") return <Path d={`${angle(0)}Z`} fill="paper" stroke={tone} width={1.4} />;
  if (head === "bar") return <Path d={`M${point(1, 5)}L${point(1, -5)}`} stroke={tone} width={2} />;
  return <Path d={head === "double" ? angle(0) + angle(5) : angle(0)} stroke={tone} width={1.6} />;
}

interface ArrowLabelProps {
  readonly edge: PictureEdge;
  readonly lines: readonly string[];
  readonly laid: ArrowProps["laid"];
}

/** On the arrow, which it covers. */
export function ArrowLabel({ edge, lines, laid: { label } }: ArrowLabelProps) {
  if (lines.length === 0) return null;
  const { width, height } = sizeOf(lines);
  const top = label.y - (lines.length * labelType.leading) / 2 + labelType.size - 1;
  return (
    <>
      <rect
        x={round(label.x - width / 2 + 1)}
        y={round(label.y - height / 2 + 1)}
        width={width - 2}
        height={height - 2}
        rx={3}
        {...paint({ fill: "paper" })}
      />
      {lines.map((each, i) => (
        <Label
          x={label.x}
          y={top + i * labelType.leading}
          size={labelType.size}
          anchor="middle"
          bold={edge.sign !== undefined && i === 0}
          tone={i === 0 ? "ink" : "muted"}
        >
          {each}
        </Label>
      ))}
    </>
  );
}
