/** Paths from points: gaps where data is missing, and no more points than the eye can distinguish. */
import { line } from "d3";

export type Point = readonly [x: number, y: number];

/** The stretches between gaps. */
export function stretches<T>(points: readonly (T | null)[]): T[][] {
  const result: T[][] = [];
  let open = false;
  for (const point of points) {
    if (point === null) open = false;
    else {
      if (!open) result.push([]);
      result.at(-1)!.push(point);
      open = true;
    }
  }
  return result;
}

/** Ramer–Douglas–Peucker: drops points less than `tolerance` pixels off the simplified line. */
export function simplify(points: readonly Point[], tolerance = 0.25): Point[] {
  const keep = new Set([0, points.length - 1]);
  const pending: [number, number][] = [[0, points.length - 1]];
  for (let span = pending.pop(); span !== undefined; span = pending.pop()) {
    const [from, to] = span;
    const [x0, y0] = points[from];
    const [x1, y1] = points[to];
    const length = Math.hypot(x1 - x0, y1 - y0);
    let worst = tolerance;
    let at = -1;
    for (let i = from + 1; i < to; i++) {
      const [x, y] = points[i];
      const off =
        length === 0 ? Math.hypot(x - x0, y - y0) : Math.abs((y1 - y0) * (x - x0) - (x1 - x0) * (y - y0)) / length;
      if (off > worst) [worst, at] = [off, i];
    }
    if (at >= 0) {
      keep.add(at);
      pending.push([from, at], [at, to]);
    }
  }
  return points.filter((_, i) => keep.has(i));
}

const toLine = line<Point>().digits(2);

/** An open line; a point between two gaps becomes a dot if the line has round caps. */
export function linePath(points: readonly (Point | null)[]): string {
  return stretches(points)
    .map((each) => toLine(simplify(each)))
    .join("");
}

/** The area between a line and a level below (or above) it. */
export function areaPath(points: readonly (Point | null)[], level: number): string {
  return stretches(points)
    .map((each) => simplify(each))
    .map((each) => `${toLine([[each[0][0], level], ...each, [each.at(-1)![0], level]])}Z`)
    .join("");
}

/** The area between two lines over the same x. */
export function ribbonPath(points: readonly (readonly [x: number, low: number, high: number] | null)[]): string {
  return stretches(points)
    .filter((each) => each.length > 1)
    .map((each) => {
      const high = simplify(each.map(([x, , top]) => [x, top] as const));
      const low = simplify(each.map(([x, bottom]) => [x, bottom] as const));
      return `${toLine([...high, ...low.reverse()])}Z`;
    })
    .join("");
}
