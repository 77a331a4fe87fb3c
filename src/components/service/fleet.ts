/**
 * How many instances of a service there are: more are started when wanted, and get requests once they have started; of
 * fewer, those that go get no new requests, and are gone when they have answered what they have.
 *
 * Where they have only so long, what is left then is lost.
 *
 * An instance is paid for from the beginning of its start until it is gone.
 */
import { Level } from "../../engine/gauges.js";
import type { Measure } from "../../engine/meters.js";
import type { Sampler } from "../../engine/random/sampler.js";
import type { ActorId, Simulation } from "../../engine/simulation.js";
import type { Equipment } from "./equipment.js";
import type { LoadBalancer } from "./load-balancer.js";
import type { Rotation } from "./rotation.js";

type State = "absent" | "starting" | "serving" | "leaving";

export interface FleetOptions {
  readonly most: number; // Instances at any time.
  readonly first: number; // At the beginning, all serving.
  readonly startMs: Sampler; // How long an instance takes to start, by instance and number of earlier starts [ms].
  readonly drainMs: number | null; // How long one that leaves has to answer; null: as long as it takes.
  readonly equipment: Equipment;
}

export class Fleet {
  /** `instances`, those that are paid for, and `instancesPaid`, their mean. */
  readonly measures: readonly Measure[];
  private readonly simulation: Simulation;
  private readonly balancer: LoadBalancer;
  private readonly rotation: Rotation;
  private readonly options: FleetOptions;
  private readonly states: State[];
  private readonly starts: Int32Array;
  private readonly starters: readonly ActorId[];
  private readonly enders: readonly ActorId[];
  private readonly paid: Level;
  private wanted: number;
  private readonly whenGone: ((instance: number) => void)[] = [];

  constructor(simulation: Simulation, balancer: LoadBalancer, rotation: Rotation, options: FleetOptions) {
    const { most, first } = options;
    this.simulation = simulation;
    this.balancer = balancer;
    this.rotation = rotation;
    this.options = options;
    this.wanted = first;
    this.states = Array.from({ length: most }, (_, i) => (i < first ? "serving" : "absent"));
    this.starts = new Int32Array(most);
    this.starters = this.states.map((_, i) => simulation.addActor({ fire: () => this.hasStarted(i) }));
    this.enders = this.states.map((_, i) => simulation.addActor({ fire: () => this.leaves(i) }));
    this.paid = new Level(simulation);
    this.paid.add(first);
    this.measures = [
      { kind: "level", name: "instances", now: () => this.paid.value },
      { kind: "times", name: "instancesPaid", part: () => this.paidIntegral, whole: () => simulation.nowMs },
    ];
    for (let i = first; i < most; i++) {
      rotation.leave(i);
      options.equipment.set(i, false);
    }
    balancer.whenIdle = (instance) => this.isIdle(instance);
  }

  /** Instances that serve or start. */
  get size(): number {
    return this.count("serving") + this.count("starting");
  }

  /** Those that serve. */
  get serving(): readonly number[] {
    return this.states.flatMap((state, i) => (state === "serving" ? [i] : []));
  }

  /** The most that there may be. */
  get most(): number {
    return this.options.most;
  }

  /** How often the instance has been started since the beginning. */
  startsOf(instance: number): number {
    return this.starts[instance];
  }

  /** ∫ (instances paid for) dt so far [ms]. */
  get paidIntegral(): number {
    return this.paid.integral;
  }

  /** @param wanted instances, from 0 to the most that there may be */
  resize(wanted: number): void {
    this.wanted = wanted;
    while (this.size > wanted) this.dismissOne();
    this.startMissing();
  }

  /** The newest goes first, one that has not started before one that serves. */
  private dismissOne(): void {
    const starting = this.states.lastIndexOf("starting");
    if (starting >= 0) {
      this.simulation.calmActor(this.starters[starting]);
      this.goes(starting);
      return;
    }
    const instance = this.states.lastIndexOf("serving");
    this.states[instance] = "leaving";
    this.rotation.leave(instance);
    const { drainMs } = this.options;
    if (this.balancer.outstanding[instance] === 0) this.goes(instance);
    else if (drainMs !== null) this.simulation.wakeActorAt(this.enders[instance], this.simulation.nowMs + drainMs);
  }

  /** Where all places are taken by those that leave, the next one that is gone makes room. */
  private startMissing(): void {
    for (let free = this.states.indexOf("absent"); free >= 0 && this.size < this.wanted; ) {
      this.states[free] = "starting";
      this.paid.add(1);
      const ms = this.options.startMs.next(free, this.starts[free]++);
      this.simulation.wakeActorAt(this.starters[free], this.simulation.nowMs + ms);
      free = this.states.indexOf("absent");
    }
  }

  private hasStarted(instance: number): void {
    this.states[instance] = "serving";
    this.options.equipment.set(instance, true);
    this.rotation.join(instance);
  }

  private isIdle(instance: number): void {
    if (this.states[instance] !== "leaving") return;
    this.simulation.calmActor(this.enders[instance]);
    this.leaves(instance);
  }

  /** It has nothing more to do, or no more time. */
  private leaves(instance: number): void {
    this.goes(instance);
    this.startMissing();
  }

  /** Whether one that leaves may be gone before it has answered. */
  get mayEndEarly(): boolean {
    return this.options.drainMs !== null;
  }

  private goes(instance: number): void {
    if (this.states[instance] === "leaving") this.options.equipment.set(instance, false);
    this.states[instance] = "absent";
    this.paid.add(-1);
    for (const act of this.whenGone) act(instance);
  }

  serves(instance: number): boolean {
    return this.states[instance] === "serving";
  }

  isGone(instance: number): boolean {
    return this.states[instance] === "absent";
  }

  /** Calls `act` each time that an instance is gone. */
  onceGone(act: (instance: number) => void): void {
    this.whenGone.push(act);
  }

  private count(state: State): number {
    return this.states.reduce((sum, each) => sum + (each === state ? 1 : 0), 0);
  }
}
