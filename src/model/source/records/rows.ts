/** The rows of a file of requests, however it is written. */

/** As written; a number of JSON stays one. Empty: the row does not say. */
export type Cell = string | number;

export interface Rows {
  readonly isEmpty: boolean;
  /** The place of a column. @throws Misread if there is none */
  find(column: string): number;
  /** Visits every row, with the cells of these columns, which are only there during the visit. @throws Misread */
  each(columns: readonly number[], visit: (line: number, cells: readonly Cell[]) => void): void;
}
