/**
 * Options that do nothing where they stand, which would else be silent: each is said, with why.
 *
 * What one file says and another, laid over it, makes idle is no mistake: who adds a pool need not take back `connect`.
 */
import type { Path, Sense } from "./sense.js";

/** @param isIdle given, and without effect @param because of what: a clause @param beside the option that makes it so */
export type Idle = readonly [option: string, isIdle: boolean, because: string, beside?: string];

export function sayIdle(sense: Sense, path: Path, options: readonly Idle[]): void {
  for (const [option, isIdle, because, beside] of options)
    if (isIdle)
      sense.remarks.add("warning", [...path, option], `\`${option}\` does nothing here: ${because}`, undefined, [
        ...path,
        beside ?? option,
      ]);
}
