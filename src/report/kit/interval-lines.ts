import { columns } from "../../text/width.js";
/** An interval in a column of a table: on two lines where its ends do not fit on one, since a cut number is a wrong one. */

/** @param width of the column, without the gap before it */
export function intervalLines(interval: string, width: number): string[] {
  if (columns(interval) <= width) return [interval];
  const [, low, high] = /^(.+?(?:–| to))\s?(.+)$/.exec(interval) ?? [];
  return low === undefined || high === undefined ? [interval] : [low, high];
}
