/**
 * Instances that break down and are repaired. What one was doing is lost, and while it is down it refuses
 * everything at once.
 *
 * Up and down times alternate, for each instance on its own: it is available E up ÷ (E up + E down) of the time.
 */
import { type CauseId, type Flow, NO_SCOPE } from "../engine/flow.js";
import { Histogram } from "../engine/histogram.js";
import type { Measure } from "../engine/meters.js";
import type { Program } from "../engine/program.js";
import type { Sampler } from "../engine/random/sampler.js";
import type { Int32Column, RequestId } from "../engine/request-table.js";
import type { Actor, ActorId } from "../engine/simulation.js";
import { FAILED, GO_ON, type Outcome, type Scope } from "../engine/step.js";
import { NOBODY, RequestLists } from "./request-lists.js";
import { InstantStep } from "./steps/instant-step.js";

export interface BreakdownsOptions {
  readonly upMs: Sampler; // Drawn by instance and how many came before.
  readonly downMs: Sampler;
  readonly instances: number; // The first so many; the others never break down.
}

export class Breakdowns {
  /** `outageMs`, how long outages last. */
  readonly measures: readonly Measure[];
  /** When each went down [ms]; NaN while it is up. */
  readonly downSinceMs: Float64Array;
  readonly whenDown: CauseId;
  readonly outageMs = new Histogram();
  private readonly flow: Flow;
  private readonly places: Presence[] = []; // In the order written: who calls comes before what is called.
  private readonly instances: number;

  constructor(flow: Flow, instances: number, options: BreakdownsOptions, whenDown: CauseId) {
    this.flow = flow;
    this.whenDown = whenDown;
    this.downSinceMs = new Float64Array(instances).fill(Number.NaN);
    this.instances = instances;
    this.measures = [{ kind: "duration", name: "outageMs", histogram: this.outageMs }];
    for (let i = 0; i < Math.min(instances, options.instances); i++) new Fate(flow, this, i, options);
  }

  isUp(instance: number): boolean {
    return Number.isNaN(this.downSinceMs[instance]);
  }

  /** Writes what happens on the instance, for as long as it stays up. */
  around(program: Program, which: Int32Column, body: () => void): void {
    const place = new Presence(this.flow, this, which, this.instances);
    this.places.push(place);
    place.around(program, body);
  }

  /** Where the instance is in use: a request that is there at several places leaves all of them from the first. */
  inUse(instance: number): Presence | undefined {
    return this.places.find((place) => place.inside.first(instance) !== NOBODY);
  }
}

/** Of one instance: goes down, loses its requests one an event, and comes up again. */
class Fate implements Actor {
  private readonly flow: Flow;
  private readonly all: Breakdowns;
  private readonly instance: number;
  private readonly options: BreakdownsOptions;
  private readonly self: ActorId;
  private readonly loser: ActorId;
  private outages = 0;

  constructor(flow: Flow, all: Breakdowns, instance: number, options: BreakdownsOptions) {
    this.flow = flow;
    this.all = all;
    this.instance = instance;
    this.options = options;
    this.self = flow.simulation.addActor(this);
    this.loser = flow.simulation.addActor({ fire: () => this.loseOne() });
    this.next(options.upMs);
  }

  fire(): void {
    const { downSinceMs } = this.all;
    const { nowMs } = this.flow.simulation;
    if (!this.all.isUp(this.instance)) {
      downSinceMs[this.instance] = Number.NaN;
      this.outages++;
      this.next(this.options.upMs);
      return;
    }
    downSinceMs[this.instance] = nowMs;
    this.all.outageMs.record(this.next(this.options.downMs));
    this.loseOne();
  }

  private next(timeMs: Sampler): number {
    const ms = timeMs.next(this.instance, this.outages);
    this.flow.simulation.wakeActorAt(this.self, this.flow.simulation.nowMs + ms);
    return ms;
  }

  /** What one gives back may let the next one go on, so not all at once. */
  private loseOne(): void {
    this.all.inUse(this.instance)?.loseOne(this.instance);
    if (this.all.inUse(this.instance) !== undefined)
      this.flow.simulation.wakeActorAt(this.loser, this.flow.simulation.nowMs);
  }
}

/** Being on an instance, at one place that calls it. A request may be there at several: called back by what it calls. */
class Presence extends InstantStep implements Scope {
  private readonly flow: Flow;
  private readonly all: Breakdowns;
  private readonly which: Int32Column;
  readonly inside: RequestLists; // By instance.
  private scope = NO_SCOPE;

  constructor(flow: Flow, all: Breakdowns, which: Int32Column, instances: number) {
    super();
    this.flow = flow;
    this.all = all;
    this.which = which;
    this.inside = new RequestLists(flow.requests, { at: new Int32Array(instances).fill(NOBODY) });
  }

  around(program: Program, body: () => void): void {
    this.scope = program.within(this, body);
  }

  loseOne(instance: number): void {
    this.flow.interrupt(this.inside.first(instance), this.scope, this.all.whenDown);
  }

  enter(request: RequestId): Outcome {
    const instance = this.which.at[request];
    if (!this.all.isUp(instance)) {
      this.flow.cause.at[request] = this.all.whenDown;
      return FAILED;
    }
    this.inside.add(instance, request);
    return GO_ON;
  }

  leave(request: RequestId): void {
    this.inside.remove(this.which.at[request], request);
  }
}
