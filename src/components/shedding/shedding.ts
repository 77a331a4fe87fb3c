/** Rules by which requests are refused that wait for a slot, when it is their turn. */
import type { RequestId } from "../../engine/request-table.js";

export interface Shedding {
  /** A request begins to wait. @param filledForMs since when the queue has not been empty [ms] */
  joins(request: RequestId, filledForMs: number): void;
  /** Whether the one whose turn it is is refused instead. @param isLast whether none waits behind it */
  refuses(request: RequestId, nowMs: number, waitedMs: number, isLast: boolean): boolean;
  /** None waits any more: the last was refused. */
  ranDry(): void;
}
