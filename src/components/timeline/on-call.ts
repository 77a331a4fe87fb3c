/**
 * Someone on call: an alert fires once its condition has held so long at every look, and some time later someone acts,
 * which ends the cause. The condition may come and go before; once the alert has fired, it may.
 */
import type { Actor, ActorId, Simulation } from "../../engine/simulation.js";
import { type Reading, SLICES } from "./reading.js";

export interface OnCallOptions {
  readonly fromMs: number; // When the cause begins; it looks from then on,
  readonly everyMs: number; // at this pace.
  readonly heldMs: number;
  readonly reading: Reading;
  isTrue(value: number): boolean; // Of NaN, false.
  actsAfterMs(): number;
}

export class OnCall implements Actor {
  noticedMs = Number.NaN; // NaN until it has happened.
  endedMs = Number.NaN;
  heldBefore = false; // Whether the condition held already when the cause began: then it says nothing of it.
  private readonly simulation: Simulation;
  private readonly options: OnCallOptions;
  private readonly act: () => void;
  private readonly self: ActorId;
  private trueSinceMs = Number.NaN;
  private looks: number; // Negative before the cause begins.

  constructor(simulation: Simulation, options: OnCallOptions, act: () => void) {
    this.simulation = simulation;
    this.options = options;
    this.act = act;
    this.self = simulation.addActor(this);
    this.looks = -Math.min(SLICES, Math.floor(options.fromMs / options.everyMs));
    this.lookNext();
  }

  fire(): void {
    const { nowMs } = this.simulation;
    if (!Number.isNaN(this.noticedMs)) {
      this.endedMs = nowMs;
      this.act();
      return;
    }
    if (this.looks === 0) this.heldBefore = this.options.isTrue(this.options.reading.now());
    if (this.looks > 0 && this.hasHeld(nowMs)) {
      this.noticedMs = nowMs;
      this.simulation.wakeActorAt(this.self, nowMs + this.options.actsAfterMs());
      return;
    }
    this.options.reading.turn();
    this.looks++;
    this.lookNext();
  }

  private hasHeld(nowMs: number): boolean {
    const { reading, heldMs } = this.options;
    if (!this.options.isTrue(reading.now())) this.trueSinceMs = Number.NaN;
    else if (Number.isNaN(this.trueSinceMs)) this.trueSinceMs = nowMs;
    return nowMs - this.trueSinceMs >= heldMs;
  }

  private lookNext(): void {
    const { fromMs, everyMs } = this.options;
    this.simulation.wakeActorAt(this.self, fromMs + this.looks * everyMs);
  }
}
