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
      sense.remarks.add("warning", [...path, option], `\`${option}\` ${IDLE}: ${because}`, undefined, [
        ...path,
        beside ?? option,
      ]);
}

const IDLE = "does nothing here";

/** Warnings of what never has an effect. @param later what is said of the system as it becomes, at each change */
export const idleThroughout = <One extends { readonly message: string; readonly location: unknown }>(
  said: readonly One[],
  later: readonly (readonly One[])[],
): readonly One[] =>
  said.filter((one) => !one.message.includes(IDLE) || later.every((then) => then.some((other) => isAlike(one, other))));

const isAlike = (
  one: { readonly message: string; readonly location: unknown },
  other: { readonly message: string; readonly location: unknown },
): boolean => one.message === other.message && JSON.stringify(one.location) === JSON.stringify(other.location);
