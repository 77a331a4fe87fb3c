/**
 * Warns of options without effect, and says why.
 *
 * No warning if an overlay makes an option of the base idle: adding a pool need not remove `connect`.
 */
import type { Path, Sense } from "./sense.js";

/** @param isIdle given, and without effect @param because a clause that says why @param beside the option that causes it */
export type Idle = readonly [option: string, isIdle: boolean, because: string, beside?: string];

export function sayIdle(sense: Sense, path: Path, options: readonly Idle[]): void {
  for (const [option, isIdle, because, beside] of options)
    if (isIdle)
      sense.remarks.add("warning", [...path, option], `\`${option}\` does nothing here: ${because}`, undefined, [
        ...path,
        beside ?? option,
      ]);
}
