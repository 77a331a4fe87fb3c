/** Where things stand: time bins as points or steps, labels moved apart, panels in a grid. */
import type { OverTimeFindings } from "../../analysis/findings/findings.js";
import type { Scale } from "./axes.js";
import { drawable } from "./numbers.js";
import type { Point } from "./path.js";

type Values = readonly (number | null)[];

/** Each bin's value at its middle; null where there is none to draw. */
export function binPoints(
  { startMs, binMs }: OverTimeFindings,
  values: Values,
  x: Scale,
  y: Scale,
  number = drawable,
): (Point | null)[] {
  return values.map((value, i) => {
    const shown = number(value);
    return shown === null ? null : [x(startMs + (i + 0.5) * binMs), y(shown)];
  });
}

/** Bins as steps, so that a single bin keeps its width; bins that do not pass are gaps. */
export function binSteps(
  { startMs, binMs }: OverTimeFindings,
  values: Values,
  x: Scale,
  y: Scale,
  passes: (value: number) => boolean = () => true,
): (Point | null)[] {
  return values.flatMap((value, i): (Point | null)[] => {
    const shown = drawable(value);
    if (shown === null || !passes(shown)) return [null];
    const [from, to] = [x(startMs + i * binMs), x(startMs + (i + 1) * binMs)];
    return [
      [from, y(shown)],
      [to, y(shown)],
    ];
  });
}

/**
 * Moves labels apart along one axis: keeps their order and `gap` between neighbours, with the least sum of squared
 * displacements. Labels that would overlap share the displacement.
 *
 * This is isotonic regression of `wanted − rank · gap`, by pooling adjacent violators.
 */
export function dodge(wanted: readonly number[], gap: number, from: number, to: number): number[] {
  const order = [...wanted.keys()].sort((a, b) => wanted[a] - wanted[b] || a - b);
  const blocks: { mean: number; size: number }[] = [];
  order.forEach((label, rank) => {
    let block = { mean: wanted[label] - rank * gap, size: 1 };
    for (let last = blocks.at(-1); last !== undefined && last.mean >= block.mean; last = blocks.at(-1)) {
      blocks.pop();
      const size = last.size + block.size;
      block = { mean: (last.mean * last.size + block.mean * block.size) / size, size };
    }
    blocks.push(block);
  });
  const highest = to - (order.length - 1) * gap; // Leaves room for the labels that follow.
  const starts = blocks.flatMap(({ mean, size }) => Array<number>(size).fill(Math.max(from, Math.min(highest, mean))));
  const placed: number[] = [];
  order.forEach((label, rank) => {
    placed[label] = starts[rank] + rank * gap;
  });
  return placed;
}

/** Small multiples: columns of the grid, so that rows are even and panels stay legible. */
export function columnsFor(panels: number, most: number): number {
  const rows = Math.max(1, Math.ceil(panels / most));
  return Math.max(1, Math.ceil(panels / rows));
}
