/**
 * The connections that a database or a pooler accepts: open ones and those being opened; more are refused at once. As a
 * resource it is as busy as they are in use.
 */
import type { CauseId, Flow } from "../../engine/flow.js";
import { Histogram } from "../../engine/histogram.js";
import { type Measure, type ResourceMeter, SlotsMeter } from "../../engine/meters.js";
import type { RequestId } from "../../engine/request-table.js";
import { Slots } from "../../engine/slots.js";
import { FAILED, GO_ON, type Outcome, type Scope } from "../../engine/step.js";
import type { WaitingColumns } from "../../engine/waiting-queue.js";
import { InstantStep } from "../steps/instant-step.js";

export class Accepted {
  /** `openConnections`, how many there are, and `opened`, how many have been opened since the start. */
  readonly measures: readonly Measure[];
  readonly whenFull: CauseId;
  private readonly inUse: Slots;
  private readonly meter: SlotsMeter;
  private open = 0;
  private opened = 0;

  /** @param most Infinity: any number */
  constructor(flow: Flow, part: string, resource: string, most: number, columns: WaitingColumns) {
    const waitingTimeMs = new Histogram();
    const whenFull = flow.addCause("too-many-connections", part);
    this.whenFull = whenFull;
    this.inUse = new Slots(
      flow,
      { capacity: most, queueMax: 0, patience: null, whenFull, whenImpatient: whenFull },
      columns,
      waitingTimeMs,
    );
    this.meter = new SlotsMeter(resource, [this.inUse], waitingTimeMs);
    this.measures = [
      { kind: "level", name: "openConnections", now: () => this.open },
      { kind: "events", name: "opened", total: () => this.opened },
    ];
  }

  get meters(): readonly ResourceMeter[] {
    return this.inUse.capacity === Number.POSITIVE_INFINITY ? [] : [this.meter];
  }

  /** One that was open before the start. @returns whether it is accepted */
  has(): boolean {
    const isOne = this.open < this.inUse.capacity;
    if (isOne) this.open++;
    return isOne;
  }

  /** @returns whether it is accepted */
  opens(): boolean {
    const isOne = this.has();
    if (isOne) this.opened++;
    else this.inUse.refused++;
    return isOne;
  }

  closes(): void {
    this.open--;
  }

  uses(): void {
    this.inUse.occupy();
  }

  usesNoMore(): void {
    this.inUse.release();
  }

  /** @param most from now on */
  resize(most: number): void {
    this.inUse.resize(most);
  }
}

/** Opens a connection, and closes it afterwards. */
export class OpenOne extends InstantStep implements Scope {
  constructor(
    private readonly flow: Flow,
    private readonly accepted: Accepted,
  ) {
    super();
  }

  enter(request: RequestId): Outcome {
    const { accepted } = this;
    if (accepted.opens()) {
      accepted.uses();
      return GO_ON;
    }
    this.flow.cause.at[request] = accepted.whenFull;
    return FAILED;
  }

  leave(): void {
    this.accepted.usesNoMore();
    this.accepted.closes();
  }
}
