/** Small multiples: how many in a row, so that rows are as even as can be and a panel stays legible. */
export function columnsFor(panels: number, most: number): number {
  const rows = Math.max(1, Math.ceil(panels / most));
  return Math.max(1, Math.ceil(panels / rows));
}
