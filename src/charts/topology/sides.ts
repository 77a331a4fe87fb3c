/** Lets arrows leave and reach boxes at the sides that face each other, side by side and in the order of where they go. */
import type { Arrow, Placed, Point, Route } from "./lay-out.js";

const APART = 13; // Of two arrows at one side.
const SPREAD = 0.7; // Of a side.
const STRAIGHT = 5; // Next to a box.

interface End {
  readonly arrow: number;
  readonly isStart: boolean;
  readonly towards: number; // Where it comes from or goes to, along the side.
}

export function atSides(
  arrows: readonly Arrow[],
  routes: readonly Route[],
  boxes: ReadonlyMap<string, Placed>,
  isDownwards: boolean,
): readonly Route[] {
  const [along, across] = isDownwards ? ([1, 0] as const) : ([0, 1] as const);
  const centre = (id: string): Point => [boxes.get(id)!.x, boxes.get(id)!.y];
  const sides = new Map<string, End[]>(); // By box, and whether it is the far side.
  const isForward = arrows.map(({ from, to }) => centre(to)[along] >= centre(from)[along]);
  arrows.forEach(({ from, to }, arrow) => {
    const inner = routes[arrow]!.points.slice(1, -1);
    const ends = [
      [from, isForward[arrow]!, true, inner[0] ?? centre(to)],
      [to, !isForward[arrow]!, false, inner.at(-1) ?? centre(from)],
    ] as const;
    for (const [id, isFar, isStart, next] of ends) {
      const key = `${isFar} ${id}`;
      sides.set(key, [...(sides.get(key) ?? []), { arrow, isStart, towards: next[across] }]);
    }
  });
  const starts: Point[] = [];
  const ends: Point[] = [];
  for (const [key, side] of sides) {
    const [far, id] = [key.startsWith("true "), key.slice(key.indexOf(" ") + 1)];
    const { x, y, width, height } = boxes.get(id)!;
    const [length, depth] = isDownwards ? [width, height] : [height, width];
    const apart = Math.min(APART, (length * SPREAD) / Math.max(1, side.length - 1));
    side
      .toSorted((a, b) => a.towards - b.towards)
      .forEach(({ arrow, isStart }, i) => {
        const shift = (i - (side.length - 1) / 2) * apart;
        const out = (far ? depth : -depth) / 2;
        (isStart ? starts : ends)[arrow] = isDownwards ? [x + shift, y + out] : [x + out, y + shift];
      });
  }
  return routes.map(({ points, label }, i) => {
    const sign = isForward[i] ? 1 : -1;
    const moved = ([x, y]: Point, by: number): Point => (isDownwards ? [x, y + sign * by] : [x + sign * by, y]);
    const [start, end] = [starts[i]!, ends[i]!];
    const [first, last] = [moved(start, STRAIGHT), moved(end, -STRAIGHT)];
    const through = points
      .slice(1, -1)
      .flatMap((point) => (isAt(point, label) ? throughLabel(point, label, isDownwards, moved) : [point]))
      .filter((point) => isBetween(point[along], first[along], last[along]));
    return { points: [start, first, ...through, last, end], label };
  });
}

/** Straight below its label; where there is none, the arrow need not pass that point. */
function throughLabel(
  point: Point,
  { width, height }: Placed,
  isDownwards: boolean,
  moved: (from: Point, by: number) => Point,
): readonly Point[] {
  const half = (isDownwards ? height : width) / 2;
  return half === 0 ? [] : [moved(point, -half), moved(point, half)];
}

const isAt = ([x, y]: Point, label: Placed): boolean => Math.hypot(x - label.x, y - label.y) < 1;
const isBetween = (value: number, a: number, b: number): boolean => value > Math.min(a, b) && value < Math.max(a, b);
