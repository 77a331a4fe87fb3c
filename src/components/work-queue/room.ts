/**
 * Room for messages, for which publishers wait: each message has a place from its publishing until it is over. So many
 * places as messages may wait and be worked on.
 *
 * Measure: `blockedMs`, how long publishers wait for room, zeros included.
 */
import type { Flow } from "../../engine/flow.js";
import { Histogram } from "../../engine/histogram.js";
import { type Measure, SlotsMeter } from "../../engine/meters.js";
import type { RequestId } from "../../engine/request-table.js";
import { Slots } from "../../engine/slots.js";
import { type Awaited, GO_ON, type Outcome, PENDING, type Scope, type Step } from "../../engine/step.js";
import type { WaitingColumns } from "../../engine/waiting-queue.js";
import { InstantStep } from "../steps/instant-step.js";
import type { MessageWatcher } from "./messages.js";

const NEVER = -1; // Publishers have patience without end.

export class Room implements Step, MessageWatcher {
  readonly meter: SlotsMeter;
  readonly measure: Measure;
  private readonly places: Slots;

  /** @param places that there are at first */
  constructor(flow: Flow, columns: WaitingColumns, places: number) {
    const histogram = new Histogram();
    const unlimited = { queueMax: Number.POSITIVE_INFINITY, patience: null, whenFull: NEVER, whenImpatient: NEVER };
    this.places = new Slots(flow, { capacity: places, ...unlimited }, columns, histogram);
    this.meter = new SlotsMeter("room", [this.places], histogram);
    this.measure = { kind: "duration", name: "blockedMs", histogram };
  }

  /** A publisher takes a place for the message that it publishes next. */
  enter(publisher: RequestId): Outcome {
    return this.places.acquire(publisher);
  }

  wake(): Outcome {
    return PENDING; // It has patience without end.
  }

  withdraw(publisher: RequestId): void {
    this.places.withdraw(publisher);
  }

  waitsFor(): Awaited {
    return { slots: this.places };
  }

  /** A place for a message that no publisher waits with. @returns whether there is one */
  takesOne(): boolean {
    const { places } = this;
    if (places.busy.value >= places.capacity) return false;
    places.occupy();
    return true;
  }

  comes(): void {}

  over(): void {
    this.places.release();
  }

  resize(places: number): void {
    this.places.resize(places);
  }

  /** Around all that is done with a message: it says what the message holds, which `over` gives back. */
  get held(): InstantStep & Scope {
    return new HeldRoom(this.places);
  }
}

class HeldRoom extends InstantStep implements Scope {
  private readonly places: Slots;

  constructor(places: Slots) {
    super();
    this.places = places;
  }

  enter(): Outcome {
    return GO_ON;
  }

  leave(): void {}

  slotsOf(): Slots {
    return this.places;
  }
}
