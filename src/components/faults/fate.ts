/**
 * The life of an instance that breaks down by chance: up and down times alternate, so its availability is
 * E up ÷ (E up + E down).
 */
import type { Sampler } from "../../engine/random/sampler.js";
import type { Actor, ActorId, Simulation } from "../../engine/simulation.js";
import type { Breakdowns, WorkWhenDown } from "./breakdowns.js";

export interface FateOptions {
  readonly upMs: Sampler; // Drawn by instance and number of earlier breakdowns; Infinity: to the end.
  readonly downMs: Sampler;
  readonly work: WorkWhenDown;
}

export class Fate implements Actor {
  private readonly simulation: Simulation;
  private readonly breakdowns: Breakdowns;
  private readonly instance: number;
  private readonly options: FateOptions;
  private readonly self: ActorId;
  private outages = 0;
  private isDown = false; // By its own fate.

  constructor(simulation: Simulation, breakdowns: Breakdowns, instance: number, options: FateOptions) {
    this.simulation = simulation;
    this.breakdowns = breakdowns;
    this.instance = instance;
    this.options = options;
    this.self = simulation.addActor(this);
    this.next(options.upMs);
  }

  fire(): void {
    const { breakdowns, instance, options } = this;
    this.isDown = !this.isDown;
    if (this.isDown) breakdowns.goDown(instance, options.work, this.next(options.downMs));
    else {
      this.outages++;
      this.next(options.upMs);
      breakdowns.comeUp(instance);
    }
  }

  private next(timeMs: Sampler): number {
    const ms = timeMs.next(this.instance, this.outages);
    if (ms < Number.POSITIVE_INFINITY) this.simulation.wakeActorAt(this.self, this.simulation.nowMs + ms);
    return ms;
  }
}
