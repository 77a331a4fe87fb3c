/** Where the time went: mean waiting and work at each hop, over all requests of a class. */
import { type Piece, piecesOf } from "./critical-path.js";
import type { Lives, Outcome } from "./lives.js";
import type { SpentAs } from "./recording.js";

export interface Asked extends Outcome {
  readonly life: number;
  readonly endpoint: string;
  readonly latencyMs: number;
}

export interface Hop {
  readonly part: string;
  readonly on: string; // "pool", "cores", "network".
  as: SpentAs; // What of it is not waiting.
  waitMs: number; // A request, in the mean.
  workMs: number;
  /** Waiting by instance [ms a request], where there are several. */
  readonly waitByInstance: number[];
}

export const keyOf = ({ part, on }: Pick<Hop, "part" | "on">): string => `${part} ${on}`;

/** By `keyOf`. The sum of all is the mean response time. */
export function timeWent(lives: Lives, requests: readonly Asked[]): Map<string, Hop> {
  const hops = new Map<string, Hop>();
  const share = 1 / requests.length;
  const take = (piece: Piece): void => {
    const { part, on, as, fromMs, toMs, waitMs, instance, of } = piece;
    const key = keyOf(piece);
    let sum = hops.get(key);
    if (sum === undefined) {
      sum = { part, on, as, waitMs: 0, workMs: 0, waitByInstance: [] };
      hops.set(key, sum);
    } else if (as !== "waiting") sum.as = as;
    sum.waitMs += waitMs * share;
    sum.workMs += (toMs - fromMs - waitMs) * share;
    if (instance < 0 || of < 2) return;
    while (sum.waitByInstance.length < of) sum.waitByInstance.push(0);
    sum.waitByInstance[instance]! += waitMs * share;
  };
  for (const { life, fromMs, toMs } of requests) piecesOf(lives, life, fromMs, toMs, take);
  return hops;
}
