/**
 * Sessions that live in the memory of one instance. A request that comes to another one, or after its instance has begun
 * anew, does not find its own: it is lost, and a new one is opened where the request is.
 *
 * Of instances chosen at random, n − 1 of n requests come to another than the one before; of a restart, the lost ones are
 * those of the customers who come again.
 */
import type { Measure } from "../../engine/meters.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import { GO_ON, type Outcome, type Step } from "../../engine/step.js";
import type { KeyOf } from "../data/datum.js";
import { InstantStep } from "../steps/instant-step.js";

const NONE = -1;

export const SESSION_LOST: Outcome = 1;

export class Sessions {
  /** `lostSessions`, the share of requests that do not find theirs, of which `lostElsewhere` on another instance. */
  readonly measures: readonly Measure[];
  private readonly instanceOf: Int32Array; // By key.
  private readonly lifeOf: Int32Array; // By key: which life of that instance.
  private readonly lives: Int32Array; // By instance: how often it has begun anew.
  private readonly open: Int32Array; // By instance: sessions there.
  private readonly counts = { asked: 0, elsewhere: 0, gone: 0, dropped: 0 };

  /** @param keys of all customers */
  constructor(keys: number, instances: number) {
    this.instanceOf = new Int32Array(keys).fill(NONE);
    this.lifeOf = new Int32Array(keys);
    this.lives = new Int32Array(instances);
    this.open = new Int32Array(instances);
    const { counts } = this;
    const whole = (): number => counts.asked;
    this.measures = [
      { kind: "ratio", name: "lostSessions", part: () => counts.elsewhere + counts.gone, whole },
      { kind: "ratio", name: "lostElsewhere", part: () => counts.elsewhere, whole },
      { kind: "ratio", name: "lostGone", part: () => counts.gone, whole },
      { kind: "events", name: "droppedSessions", total: () => counts.dropped },
    ];
  }

  /** Looks for the session of a request; exit SESSION_LOST where it had one, and it is not here. */
  step(which: Int32Column, key: KeyOf): Step {
    return new FindSession(this, which, key);
  }

  find(key: number, instance: number): Outcome {
    this.counts.asked++;
    const before = this.instanceOf[key]!;
    const isKept = before !== NONE && this.lifeOf[key] === this.lives[before];
    if (isKept && before === instance) return GO_ON;
    if (isKept) {
      this.counts.elsewhere++;
      this.open[before]--;
    } else if (before !== NONE) this.counts.gone++;
    this.instanceOf[key] = instance;
    this.lifeOf[key] = this.lives[instance]!;
    this.open[instance]++;
    return before === NONE ? GO_ON : SESSION_LOST;
  }

  /** The instance has lost its memory. */
  forget(instance: number): void {
    this.lives[instance]++;
    this.counts.dropped += this.open[instance]!;
    this.open[instance] = 0;
  }
}

class FindSession extends InstantStep {
  private readonly sessions: Sessions;
  private readonly which: Int32Column;
  private readonly key: KeyOf;

  constructor(sessions: Sessions, which: Int32Column, key: KeyOf) {
    super();
    this.sessions = sessions;
    this.which = which;
    this.key = key;
  }

  enter(request: RequestId): Outcome {
    return this.sessions.find(this.key.of(request), this.which.at[request]!);
  }
}
