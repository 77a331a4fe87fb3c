/**
 * What may become of the messages of a queue but to be done. Measures: `lateMessages`, `expired`, `parked`, each where its
 * option is given.
 */
import type { CauseId, Flow } from "../../engine/flow.js";
import type { Measure } from "../../engine/meters.js";
import type { Program } from "../../engine/program.js";
import type { RandomStream } from "../../engine/random/stream.js";
import type { RequestId } from "../../engine/request-table.js";
import { Malformed, type Now, Poison } from "./bad-messages.js";
import { Expiry } from "./expiry.js";
import { Lateness } from "./lateness.js";
import type { Messages } from "./messages.js";
import type { Parking, Reason } from "./parking.js";

export interface FateOptions {
  readonly deadlineMs: number | null; // From publishing.
  /** When a message that has just been published is not begun any more [ms]; null: they wait for ever. */
  readonly endsAtMs: ((message: RequestId) => number) | null;
  readonly isParked: boolean; // What is given up is kept.
  readonly malformed: {
    readonly share: Now<number>;
    readonly isTolerant: Now<boolean>;
    readonly stream: RandomStream;
  } | null;
  readonly poison: { readonly share: Now<number>; readonly stream: RandomStream } | null;
}

export class Fates {
  readonly measures: readonly Measure[];
  /** Null: messages wait as long as they must. */
  readonly expiry: Expiry | null;
  private readonly malformed: Malformed | null;
  private readonly poison: Poison | null;

  constructor(flow: Flow, name: string, options: FateOptions, messages: Messages, parking: Parking | null) {
    const { deadlineMs, endsAtMs, malformed, poison } = options;
    const known = (reason: Reason): CauseId => {
      const cause = flow.addCause(reason, name);
      parking?.reasons.set(cause, reason);
      return cause;
    };
    const published = (): number => messages.published;
    this.malformed = malformed && new Malformed(flow, messages, malformed, known("malformed"));
    this.poison = poison && new Poison(flow, messages, poison, known("poison"));
    this.expiry = endsAtMs === null ? null : new Expiry(flow, messages, endsAtMs, known("expired"));
    const lateness = deadlineMs === null ? null : new Lateness(flow, messages, deadlineMs);
    messages.watchers.push(...[this.malformed ?? [], this.poison ?? [], this.expiry ?? [], lateness ?? []].flat());
    this.measures = [lateness?.measure ?? [], this.expiry?.measure ?? [], parking?.measures(published) ?? []].flat();
  }

  /** Writes a worker's steps, before which it refuses what is malformed, and after which it fails at what is poison. */
  around(program: Program, body: () => void): void {
    if (this.malformed !== null) program.add(this.malformed);
    body();
    if (this.poison !== null) program.add(this.poison);
  }
}
