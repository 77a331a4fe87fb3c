/** How a station differs from a plain queue, or shared cores, with one class and no interruptions. */
import { IN_TURN, type Station } from "../../model/outline/outline.js";

export type Oddity = "classes" | "outages" | "set-up";

export function odditiesOf({ classes, outages, setUp }: Station): readonly Oddity[] {
  return [
    ...(classes > 1 ? ["classes" as const] : []),
    ...(outages === null ? [] : ["outages" as const]),
    ...(setUp === null ? [] : ["set-up" as const]),
  ];
}

export const isUsual = (station: Station): boolean => odditiesOf(station).length === 0;

/** Any order that ignores the work gives the same number there and mean wait, but another distribution of waits. */
export const isInTurn = ({ order }: Station): boolean => order === IN_TURN;
