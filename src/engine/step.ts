/** What a program is made of: steps that requests enter, and scopes that hold something for them. */
import type { RequestId } from "./request-table.js";

/** An exit's number (0 goes on), or PENDING or FAILED. */
export type Outcome = number;

export const GO_ON: Outcome = 0;
export const PENDING: Outcome = -1;
export const FAILED: Outcome = -2;

export interface Step {
  enter(request: RequestId): Outcome;
  /** Its event has come (it asked for one and answered PENDING). */
  wake(request: RequestId): Outcome;
  /** Takes a pending request out, for good. */
  withdraw(request: RequestId): void;
}

export interface Scope {
  /** Gives back what the request holds here; called once, however the request leaves. */
  leave(request: RequestId): void;
}

/** Goes on at once. */
export const NOTHING: Step = { enter: () => GO_ON, wake: () => GO_ON, withdraw() {} };
