/**
 * Instances that break down and are repaired. While down, either they lose their work and refuse requests at once, or
 * only their cores stop and requests wait.
 *
 * Up and down times alternate, independently per instance: its availability is E up ÷ (E up + E down).
 */
import { type CauseId, type Flow, NO_SCOPE } from "../../engine/flow.js";
import { Histogram } from "../../engine/histogram.js";
import type { Measure } from "../../engine/meters.js";
import type { Program } from "../../engine/program.js";
import type { Sampler } from "../../engine/random/sampler.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import type { Actor, ActorId } from "../../engine/simulation.js";
import { FAILED, GO_ON, type Outcome, type Scope } from "../../engine/step.js";
import { InstantStep } from "../steps/instant-step.js";
import { NO_REQUEST, RequestLists } from "../steps/request-lists.js";
import type { StillCores } from "./still-cores.js";

export interface BreakdownsOptions {
  readonly upMs: Sampler; // Drawn by instance and number of earlier breakdowns; Infinity: to the end.
  readonly downMs: Sampler;
  readonly instances: number; // The first so many instances; the others never break down.
  readonly cores: StillCores | null; // Cores that stop; null: the work is lost.
}

export class Breakdowns {
  /** `outageMs`, how long outages last. */
  readonly measures: readonly Measure[];
  /** When each instance went down [ms]; NaN while it is up. */
  readonly downSinceMs: Float64Array;
  readonly whenDown: CauseId;
  readonly outageMs = new Histogram();
  private readonly flow: Flow;
  private readonly losesWork: boolean;
  private readonly mortal: number; // Number of instances that can break down.
  private readonly presences: Presence[] = []; // Outer calls before the calls inside them.
  private readonly fates: readonly Fate[];

  constructor(flow: Flow, instances: number, options: BreakdownsOptions, whenDown: CauseId) {
    this.flow = flow;
    this.whenDown = whenDown;
    this.downSinceMs = new Float64Array(instances).fill(Number.NaN);
    this.losesWork = options.cores === null;
    this.measures = [{ kind: "duration", name: "outageMs", histogram: this.outageMs }];
    this.mortal = Math.min(instances, options.instances);
    this.fates = Array.from({ length: this.mortal }, (_, i) => new Fate(flow, this, i, options));
  }

  /** Brings the first so many instances up again, those that are down until then. */
  repair(instances: number): void {
    for (let i = 0; i < Math.min(instances, this.mortal); i++) if (!this.isUp(i)) this.fates[i]!.comeUp();
  }

  isUp(instance: number): boolean {
    return Number.isNaN(this.downSinceMs[instance]);
  }

  everBreaks(instance: number): boolean {
    return instance < this.mortal;
  }

  /** Writes the body as work on the instance, which fails when it goes down. */
  around(program: Program, which: Int32Column, body: () => void): void {
    if (!this.losesWork) {
      body();
      return;
    }
    const presence = new Presence(this.flow, this, which);
    this.presences.push(presence);
    presence.around(program, body);
  }

  /** Fails one of the requests on the instance. @returns false if there is none */
  loseOne(instance: number): boolean {
    return this.presences.some((presence) => presence.loseOne(instance));
  }
}

/** @param breakdowns null: never down */
export function whileUp(breakdowns: Breakdowns | null, program: Program, which: Int32Column, body: () => void): void {
  if (breakdowns === null) body();
  else breakdowns.around(program, which, body);
}

/** The life of an instance: goes down, loses its requests one per event (or stops its cores), comes up again. */
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
      this.goUp();
      return;
    }
    downSinceMs[this.instance] = nowMs;
    const lastsMs = this.next(this.options.downMs);
    if (lastsMs < Number.POSITIVE_INFINITY) this.all.outageMs.record(lastsMs);
    this.options.cores?.stop(this.instance);
    this.loseOne();
  }

  /** Ends an outage that had no end of its own. */
  comeUp(): void {
    this.all.outageMs.record(this.flow.simulation.nowMs - this.all.downSinceMs[this.instance]!);
    this.goUp();
  }

  private goUp(): void {
    this.all.downSinceMs[this.instance] = Number.NaN;
    this.outages++;
    this.next(this.options.upMs);
    this.options.cores?.goOn(this.instance);
  }

  private next(timeMs: Sampler): number {
    const ms = timeMs.next(this.instance, this.outages);
    if (ms < Number.POSITIVE_INFINITY) this.flow.simulation.wakeActorAt(this.self, this.flow.simulation.nowMs + ms);
    return ms;
  }

  /** One per event, since what one request releases may let the next go on. */
  private loseOne(): void {
    if (this.all.loseOne(this.instance)) this.flow.simulation.wakeActorAt(this.loser, this.flow.simulation.nowMs);
  }
}

/** Work on an instance, at one call site. */
class Presence extends InstantStep implements Scope {
  private readonly flow: Flow;
  private readonly all: Breakdowns;
  private readonly which: Int32Column;
  private readonly inside: RequestLists; // By instance.
  private scope = NO_SCOPE;

  constructor(flow: Flow, all: Breakdowns, which: Int32Column) {
    super();
    this.flow = flow;
    this.all = all;
    this.which = which;
    this.inside = new RequestLists(flow.requests, { at: new Int32Array(all.downSinceMs.length).fill(NO_REQUEST) });
  }

  around(program: Program, body: () => void): void {
    this.scope = program.within(this, body);
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

  willEnd(request: RequestId): boolean {
    return this.all.everBreaks(this.which.at[request]);
  }

  loseOne(instance: number): boolean {
    const request = this.inside.first(instance);
    if (request === NO_REQUEST) return false;
    this.flow.interrupt(request, this.scope, this.all.whenDown);
    return true;
  }
}
