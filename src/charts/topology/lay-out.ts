/** Places boxes and arrows (dagre, after Sugiyama), so that they fit the width of the page: of several ways the lowest. */
import { Graph, layout } from "@dagrejs/dagre";
import { atSides } from "./sides.js";

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Box extends Size {
  readonly id: string;
  readonly frames: readonly string[]; // Around it, the outermost first.
}

export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly label: Size;
}

export interface Placed extends Size {
  readonly x: number; // Of the centre.
  readonly y: number;
}

export interface Laid extends Size {
  readonly boxes: ReadonlyMap<string, Placed>;
  readonly frames: ReadonlyMap<string, Placed>;
  readonly arrows: readonly Route[]; // As given.
  readonly isDownwards: boolean;
}

export type Point = readonly [x: number, y: number];

/** From the middle of one side to that of the other, through the place of the label. */
export interface Route {
  readonly points: readonly Point[];
  readonly label: Placed;
}

const GAP = { nodesep: 24, ranksep: 44, edgesep: 12 };
const NARROW_GAP = { nodesep: 12, ranksep: 40, edgesep: 5 };
const ROUNDS = 8;
const LOW_ENOUGH = 1.15; // Times as high as the lowest: from the left to the right reads more easily.

interface Room {
  readonly width: number; // How wide it may be.
  readonly isTight?: boolean; // Boxes stand close together, and rows that are too wide are broken.
}

/** Of both ways the lower; wider than it may be where nothing fits. */
export function layOut(boxes: readonly Box[], arrows: readonly Arrow[], { width: most, isTight = false }: Room): Laid {
  const gap = isTight ? NARROW_GAP : GAP;
  const across = laidOut(boxes, arrows, { rankdir: "LR", ...gap }, []);
  if (isTight && across.width <= most) return across;
  const downwards = isTight
    ? narrowed(boxes, arrows, gap, most)
    : laidOut(boxes, arrows, { rankdir: "TB", ...gap }, []);
  if (across.width > most) return downwards;
  return downwards.width > most || across.height <= downwards.height * LOW_ENOUGH ? across : downwards;
}

type Pair = readonly [above: string, below: string];

/** From the top downwards; of a row that is too wide, every other box goes one row lower. */
function narrowed(boxes: readonly Box[], arrows: readonly Arrow[], gap: typeof GAP, most: number): Laid {
  const lower: Pair[] = [];
  const way = { rankdir: "TB", ...gap } as const;
  let best = laidOut(boxes, arrows, way, lower);
  for (let round = 0, now = best; round < ROUNDS && now.width > most; round++) {
    const row = widestRow(now);
    if (row.length < 2) break;
    for (let i = 1; i < row.length; i += 2) lower.push([row[i - 1]!, row[i]!]);
    now = laidOut(boxes, arrows, way, lower);
    if (now.width < best.width) best = now;
  }
  return best;
}

/** From the left to the right. */
function widestRow({ boxes }: Laid): string[] {
  const rows = new Map<number, [string, Placed][]>();
  for (const each of boxes) {
    const y = Math.round(each[1].y);
    rows.set(y, [...(rows.get(y) ?? []), each]);
  }
  const wide = (row: readonly [string, Placed][]): number => row.reduce((sum, [, { width }]) => sum + width, 0);
  const [widest = []] = [...rows.values()].toSorted((a, b) => wide(b) - wide(a));
  return widest.toSorted((a, b) => a[1].x - b[1].x).map(([id]) => id);
}

function laidOut(
  boxes: readonly Box[],
  arrows: readonly Arrow[],
  way: typeof GAP & { readonly rankdir: "TB" | "LR" },
  lower: readonly Pair[],
): Laid {
  const graph = new Graph({ compound: true, multigraph: true });
  graph.setGraph(way);
  for (const { id, width, height, frames } of boxes) {
    graph.setNode(`box ${id}`, { width, height });
    frames.forEach((frame, i) => {
      if (!graph.hasNode(`frame ${frame}`)) graph.setNode(`frame ${frame}`, {});
      if (i > 0) graph.setParent(`frame ${frame}`, `frame ${frames[i - 1]}`);
    });
    if (frames.length > 0) graph.setParent(`box ${id}`, `frame ${frames.at(-1)}`);
  }
  arrows.forEach(({ from, to, label }, i) => {
    graph.setEdge(`box ${from}`, `box ${to}`, { ...label, labelpos: "c" }, `arrow ${i}`);
  });
  lower.forEach(([above, below], i) => {
    graph.setEdge(`box ${above}`, `box ${below}`, { weight: 0 }, `lower ${i}`);
  });
  layout(graph);
  const placed = (id: string): Placed => {
    const { x = 0, y = 0, width, height } = graph.node(id);
    return { x, y, width, height };
  };
  const frames = new Set(boxes.flatMap((box) => box.frames));
  const { width = 0, height = 0 } = graph.graph();
  const isDownwards = way.rankdir === "TB";
  const places = new Map(boxes.map(({ id }) => [id, placed(`box ${id}`)]));
  const routes = arrows.map(({ from, to, label }, i): Route => {
    const { points = [], x = 0, y = 0 } = graph.edge(`box ${from}`, `box ${to}`, `arrow ${i}`);
    const all = points.map((point: { readonly x: number; readonly y: number }): Point => [point.x, point.y]);
    return { points: all, label: { ...label, x, y } };
  });
  return {
    width,
    height,
    isDownwards,
    boxes: places,
    frames: new Map([...frames].map((frame) => [frame, placed(`frame ${frame}`)])),
    arrows: atSides(arrows, routes, places, isDownwards),
  };
}
