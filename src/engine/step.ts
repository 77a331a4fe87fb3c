/** The elements of a program: steps that requests enter, and scopes that hold something for them. */
import type { RequestId } from "./request-table.js";
import type { Slots } from "./slots.js";
import type { Spending } from "./tracing/stretch.js";

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
  /** What a pending request without an event of its own waits for. */
  waitsFor?(request: RequestId): Awaited | undefined;
  /** What the time here is spent on, if not on waiting for what it says. */
  readonly spends?: Spending;
}

/** A slot, or other requests that work for it. */
export type Awaited = { readonly slots: Slots } | AwaitedRequests;

export interface AwaitedRequests {
  readonly requests: readonly RequestId[];
  readonly needs: number; // How many of them must finish first; 0: it goes on without them at some time.
  readonly stopsRest: boolean; // Whether the rest are then stopped.
  readonly holdSinceMs?: number; // They do not work for it: they hold what it has waited for since then.
}

export interface Scope {
  /** Releases what the request holds here; called once, however the request leaves. */
  leave(request: RequestId): void;
  /** The bank in which the request holds a slot here. */
  slotsOf?(request: RequestId): Slots;
  /** Whether the request will be removed from here at some time, whatever it waits for. */
  willEnd?(request: RequestId): boolean;
}

/** Goes on at once. */
export const NOTHING: Step = { enter: () => GO_ON, wake: () => GO_ON, withdraw() {} };
