/** Small multiples: columns of the grid, so that rows are even and panels stay legible. */
export function columnsFor(panels: number, most: number): number {
  const rows = Math.max(1, Math.ceil(panels / most));
  return Math.max(1, Math.ceil(panels / rows));
}
