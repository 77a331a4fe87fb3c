/** What a stretch of a program is about, and what the time in a step is spent on: said for those who trace requests. */

export interface Stretch {
  readonly sort: StretchSort;
  readonly name: string; // "web.page", "call pay.charge".
  readonly part: string | null; // Whose time it is; null: of the stretch around.
}

/**
 * A request of a user (and where it is answered or has failed), a step that asks a part, one attempt of it, a step made of
 * others, the work of a part on what reached it, and that of a worker on a message.
 */
export type StretchSort = "request" | "answered" | "failed" | "ask" | "attempt" | "group" | "serve" | "message";

export const ATTEMPT: Stretch = { sort: "attempt", name: "attempt", part: null };
export const ANSWERED: Stretch = { sort: "answered", name: "answered", part: null };
export const HAS_FAILED: Stretch = { sort: "failed", name: "failed", part: null };

/** Work that is done for the request, its way there and back, the pause before another attempt, or waiting. */
export interface Spending {
  readonly as: "work" | "network" | "back-off" | "waiting";
  readonly on: string; // "query", "connection set-up".
}

export const WORK: Spending = { as: "work", on: "time" };
export const NETWORK: Spending = { as: "network", on: "network" };
