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
