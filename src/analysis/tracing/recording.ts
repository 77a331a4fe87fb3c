/** What was written down of the requests of a run, as plain data; see the engine's trace log. */

export interface Recording {
  /** In the order of time. */
  readonly events: {
    readonly life: Int32Array;
    readonly place: Int32Array; // A step's; −1: it was stopped; −2 − c: it failed of cause c.
    readonly atMs: Float64Array;
    readonly resource: Int32Array; // −1: none.
    readonly workMs: Float64Array; // That it brought to cores.
  };
  readonly lives: {
    readonly parent: Int32Array; // −1: a request of a user.
    readonly begunBy: Int32Array; // An event: the parent's at that time is its last until then.
    readonly number: Int32Array;
  };
  readonly unfinished: ReadonlySet<number>; // Lives that the end of the run cut off.
  readonly endMs: number;
  readonly places: readonly Described[];
  readonly stretches: readonly RecordedStretch[];
  readonly resources: readonly RecordedResource[];
  readonly causes: readonly { readonly cause: string; readonly part: string }[];
  readonly missed: number; // Requests for which there was no room.
}

interface Described {
  readonly stretch: number; // The innermost around it; −1: none.
  readonly begins: readonly number[]; // Stretches that begin here.
  readonly spends: { readonly as: SpentAs; readonly on: string } | null; // Null: it waits for its resource, or for lives.
}

export type SpentAs = "work" | "network" | "back-off" | "waiting";

export interface RecordedStretch {
  readonly sort: "request" | "answered" | "failed" | "ask" | "attempt" | "group" | "serve" | "message";
  readonly name: string;
  readonly part: string | null; // Null: that of the stretch around.
  readonly parent: number; // −1: none.
}

interface RecordedResource {
  readonly part: string;
  readonly name: string; // "threads", "pool"; empty: not known.
  readonly instance: number; // From 0,
  readonly of: number; // of so many.
  readonly isShared: boolean; // Among all that run, such as cores; otherwise each holds a slot.
}

export const STOPPED = -1;

/** The cause of a failure, as the number of it; −1: the event is none. */
export const causeOf = (place: number): number => (place < STOPPED ? -2 - place : -1);
