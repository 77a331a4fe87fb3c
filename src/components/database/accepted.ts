/** The connections that a database or a pooler accepts, open ones and those being opened; more are refused at once. */
import type { CauseId, Flow } from "../../engine/flow.js";
import { Histogram } from "../../engine/histogram.js";
import { type Measure, type ResourceMeter, SlotsMeter } from "../../engine/meters.js";
import { Slots } from "../../engine/slots.js";
import type { WaitingColumns } from "../../engine/waiting-queue.js";

export class Accepted {
  /** `openConnections`, how many there are, and `opened`, how many have been opened since the start. */
  readonly measures: readonly Measure[];
  readonly whenFull: CauseId;
  readonly slots: Slots;
  private readonly meter: SlotsMeter;
  private opened = 0;

  /** @param most Infinity: any number */
  constructor(flow: Flow, part: string, resource: string, most: number, columns: WaitingColumns) {
    const waitingTimeMs = new Histogram();
    const whenFull = flow.addCause("too-many-connections", part);
    this.whenFull = whenFull;
    this.slots = new Slots(
      flow,
      { capacity: most, queueMax: 0, patience: null, whenFull, whenImpatient: whenFull },
      columns,
      waitingTimeMs,
    );
    this.meter = new SlotsMeter(resource, [this.slots], waitingTimeMs);
    this.measures = [
      { kind: "level", name: "openConnections", now: () => this.slots.busy.value },
      { kind: "events", name: "opened", total: () => this.opened },
    ];
  }

  get meters(): readonly ResourceMeter[] {
    return this.slots.capacity === Number.POSITIVE_INFINITY ? [] : [this.meter];
  }

  /** One that was open before the start. @returns whether it is accepted */
  has(): boolean {
    return this.slots.takeFree();
  }

  /** @returns whether it is accepted */
  opens(): boolean {
    const isOne = this.slots.takeFree();
    if (isOne) this.opened++;
    return isOne;
  }

  closes(): void {
    this.slots.release();
  }

  /** @param most from now on */
  resize(most: number): void {
    this.slots.resize(most);
  }
}
