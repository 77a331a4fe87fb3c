/** A number that a timeline turns while the system runs, and times that it stretches. */
import type { Sampler } from "../../engine/random/sampler.js";
import type { Actor, ActorId, Simulation } from "../../engine/simulation.js";

export interface Turn {
  readonly atMs: number;
  readonly forMs: number; // Infinity: for good.
  readonly to: number;
}

/** Turned at a moment, and back when it is over. */
export class Dial implements Actor {
  now: number;
  private readonly rest: number;
  private readonly turn: Turn;
  private readonly simulation: Simulation;
  private readonly self: ActorId;

  constructor(simulation: Simulation, rest: number, turn: Turn) {
    this.simulation = simulation;
    this.rest = rest;
    this.turn = turn;
    this.now = rest;
    this.self = simulation.addActor(this);
    simulation.wakeActorAt(this.self, turn.atMs);
  }

  fire(): void {
    const { atMs, forMs, to } = this.turn;
    if (this.now !== this.rest) {
      this.now = this.rest;
      return;
    }
    this.now = to;
    if (forMs < Number.POSITIVE_INFINITY) this.simulation.wakeActorAt(this.self, atMs + forMs);
  }

  turnBack(): void {
    this.now = this.rest;
  }
}

/** Drawn times, as many times as long as the dials say when they begin: what is under way keeps its time. */
export class Stretched implements Sampler {
  private readonly drawn: Sampler;
  private readonly dials: readonly Dial[];

  constructor(drawn: Sampler, dials: readonly Dial[]) {
    this.drawn = drawn;
    this.dials = dials;
  }

  next(request: number, visit: number): number {
    let time = this.drawn.next(request, visit);
    for (let i = 0; i < this.dials.length; i++) time *= this.dials[i].now;
    return time;
  }
}
