/**
 * Asks for as many instances as the Kubernetes autoscaler would: at a fixed pace it reads what each instance did since
 * the last reading, and decides on the newest reading that is old enough to have arrived.
 */
import type { Actor, ActorId, Simulation } from "../../engine/simulation.js";
import type { Fleet } from "./fleet.js";
import type { Hpa } from "./hpa.js";

export interface AutoscalerOptions {
  readonly hpa: Hpa;
  readonly everyMs: number;
  readonly ageMs: number; // Of the reading that it decides on, at least.
  readonly isOfCores: boolean; // Instances without a reading are then not ready; of other metrics, it is missing.
  /** What an instance has done so far, and what it could do in a millisecond at the target of 1. */
  readonly done: (instance: number) => number;
  readonly perMs: (instance: number) => number;
}

interface Reading {
  readonly atMs: number;
  readonly values: ReadonlyMap<number, number>; // By instance and start, see `keyOf`.
}

export class Autoscaler implements Actor {
  private readonly simulation: Simulation;
  private readonly fleet: Fleet;
  private readonly options: AutoscalerOptions;
  private readonly self: ActorId;
  private before: ReadonlyMap<number, number> = new Map(); // What each instance had done at the last reading.
  private readings: Reading[] = []; // The oldest first.

  /** @param firstMs when it reads for the first time */
  constructor(simulation: Simulation, fleet: Fleet, options: AutoscalerOptions, firstMs: number) {
    this.simulation = simulation;
    this.fleet = fleet;
    this.options = options;
    this.self = simulation.addActor(this);
    simulation.wakeActorAt(this.self, firstMs);
  }

  fire(): void {
    const { nowMs } = this.simulation;
    this.read(nowMs);
    this.decide(nowMs);
    this.simulation.wakeActorAt(this.self, nowMs + this.options.everyMs);
  }

  /** Of instances that served all the time since the last reading. */
  private read(nowMs: number): void {
    const { done, perMs, everyMs } = this.options;
    const values = new Map<number, number>();
    const now = new Map<number, number>();
    for (const instance of this.fleet.serving) {
      const key = this.keyOf(instance);
      const total = done(instance);
      const earlier = this.before.get(key);
      now.set(key, total);
      if (earlier !== undefined) values.set(key, (total - earlier) / (everyMs * perMs(instance)));
    }
    this.before = now;
    this.readings.push({ atMs: nowMs, values });
  }

  private decide(nowMs: number): void {
    const { hpa, ageMs, isOfCores } = this.options;
    const arrived = this.readings.findLastIndex(({ atMs }) => atMs <= nowMs - ageMs);
    if (arrived < 0) return;
    this.readings = this.readings.slice(arrived);
    const read = this.readings[0]!.values;
    const values = this.fleet.serving.flatMap((instance) => read.get(this.keyOf(instance)) ?? []);
    const without = this.fleet.size - values.length;
    const known = { values, missing: isOfCores ? 0 : without, notReady: isOfCores ? without : 0 };
    this.fleet.resize(hpa.decide(nowMs, this.fleet.size, known));
  }

  /** An instance that is started again is another one. */
  private keyOf(instance: number): number {
    return this.fleet.startsOf(instance) * this.fleet.most + instance;
  }
}
