/**
 * Instances that break down and are repaired. While down, they refuse requests at once, and lose the work under way or
 * let it finish; or only their cores stop and requests wait.
 */
import { type CauseId, type Flow, NO_SCOPE } from "../../engine/flow.js";
import { Histogram } from "../../engine/histogram.js";
import type { Measure } from "../../engine/meters.js";
import type { Program } from "../../engine/program.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import type { ActorId } from "../../engine/simulation.js";
import { FAILED, GO_ON, type Outcome, type Scope } from "../../engine/step.js";
import { InstantStep } from "../steps/instant-step.js";
import { NO_REQUEST, RequestLists } from "../steps/request-lists.js";
import type { StillCores } from "./still-cores.js";

/** What becomes of the work under way: all but the last two refuse new work. */
export type WorkWhenDown = "lost" | "finishes" | "repeats" | "resumes";

const refuses = (work: WorkWhenDown): boolean => work === "lost" || work === "finishes";

export interface BreakdownsOptions {
  readonly works: readonly WorkWhenDown[]; // All that will ever happen.
  readonly cores: StillCores; // For work that waits.
  mayBreak(instance: number): boolean;
}

export class Breakdowns {
  /** `outageMs`, how long outages last; `availability`, the share of their time that instances are up. */
  readonly measures: readonly Measure[];
  /** When each instance went down [ms]; NaN while it is up. */
  readonly downSinceMs: Float64Array;
  readonly whenDown: CauseId;
  private readonly flow: Flow;
  private readonly options: BreakdownsOptions;
  private readonly refuses: boolean; // Ever.
  private readonly isRefusing: boolean[]; // By instance.
  private readonly isStill: boolean[]; // By instance: whether its cores stand still.
  private readonly reasons: Int32Array; // By instance: for how many it is down.
  private readonly isEndless: boolean[]; // By instance: whether its outage has no end of its own.
  private readonly losers: readonly ActorId[];
  private readonly presences: Presence[] = []; // Outer calls before the calls inside them.
  private readonly whenUp: ((instance: number) => void)[] = [];
  private readonly whenLost: ((instance: number) => void)[] = [];
  private readonly whenBegun: ((instance: number) => void)[] = [];
  private losingAt = -1.5; // The event in which it last failed a request.
  private readonly outageMs = new Histogram();
  private downMs = 0; // Of all instances, in outages that are over.

  constructor(flow: Flow, instances: number, options: BreakdownsOptions, whenDown: CauseId) {
    this.flow = flow;
    this.options = options;
    this.whenDown = whenDown;
    this.downSinceMs = new Float64Array(instances).fill(Number.NaN);
    this.refuses = options.works.some(refuses);
    this.isRefusing = Array<boolean>(instances).fill(false);
    this.isStill = Array<boolean>(instances).fill(false);
    this.reasons = new Int32Array(instances);
    this.isEndless = Array<boolean>(instances).fill(false);
    this.losers = Array.from({ length: instances }, (_, i) =>
      flow.simulation.addActor({ fire: () => this.loseOne(i) }),
    );
    const allMs = (): number => instances * flow.simulation.nowMs;
    const upMs = (): number => allMs() - this.downMsSoFar();
    this.measures = [
      { kind: "duration", name: "outageMs", histogram: this.outageMs },
      { kind: "ratio", name: "availability", part: upMs, whole: allMs },
    ];
  }

  isUp(instance: number): boolean {
    return Number.isNaN(this.downSinceMs[instance]);
  }

  refusesNow(instance: number): boolean {
    return this.isRefusing[instance]!;
  }

  /** Whether it ever loses its work. */
  mayLose(instance: number): boolean {
    return this.options.works.includes("lost") && this.options.mayBreak(instance);
  }

  /** Whether any instance ever refuses requests. */
  get everRefuses(): boolean {
    return this.refuses;
  }

  /**
   * One that is down already stays so until all reasons are over: an outage as long as the first was to last, and
   * downtime as long as it is.
   *
   * @param lastsMs how long; Infinity: until it comes up
   */
  goDown(instance: number, work: WorkWhenDown, lastsMs: number): void {
    if (this.reasons[instance]++ === 0) this.begins(instance, lastsMs);
    if (refuses(work)) this.refuse(instance);
    else if (!this.isStill[instance]) {
      this.isStill[instance] = true;
      this.options.cores.stop(instance, work === "repeats");
    }
    if (work === "lost") this.beginLosing(instance);
  }

  private refuse(instance: number): void {
    if (this.isRefusing[instance]) return;
    this.isRefusing[instance] = true;
    for (const act of this.whenLost) act(instance);
  }

  private begins(instance: number, lastsMs: number): void {
    this.downSinceMs[instance] = this.flow.simulation.nowMs;
    if (lastsMs < Number.POSITIVE_INFINITY) this.outageMs.record(lastsMs);
    this.isEndless[instance] = lastsMs === Number.POSITIVE_INFINITY;
  }

  comeUp(instance: number): void {
    if (--this.reasons[instance] > 0) return;
    const lastedMs = this.flow.simulation.nowMs - this.downSinceMs[instance]!;
    if (this.isEndless[instance]) this.outageMs.record(lastedMs);
    this.downMs += lastedMs;
    this.downSinceMs[instance] = Number.NaN;
    if (this.isStill[instance]) {
      this.isStill[instance] = false;
      this.options.cores.goOn(instance);
    }
    if (this.isRefusing[instance]) {
      this.isRefusing[instance] = false;
      for (const act of this.whenBegun) act(instance);
    }
    for (const act of this.whenUp) act(instance);
  }

  /** Calls `act` when an instance begins anew, having lost what it had. */
  onceBegun(act: (instance: number) => void): void {
    this.whenBegun.push(act);
  }

  /** Calls `act` when an instance goes down and loses what it has. */
  onceLost(act: (instance: number) => void): void {
    this.whenLost.push(act);
  }

  onceUp(act: (instance: number) => void): void {
    this.whenUp.push(act);
  }

  /** Writes the body as work on the instance, which may fail when it goes down. */
  around(program: Program, which: Int32Column, body: () => void): void {
    if (!this.refuses) {
      body();
      return;
    }
    const presence = new Presence(this.flow, this, which);
    this.presences.push(presence);
    presence.around(program, body);
  }

  /** Of several instances that go down in one event, the others lose theirs in events of their own. */
  private beginLosing(instance: number): void {
    const { simulation } = this.flow;
    if (simulation.events !== this.losingAt) this.loseOne(instance);
    else simulation.wakeActorAt(this.losers[instance]!, simulation.nowMs);
  }

  /** Fails the requests on the instance, one per event, since what one releases may let the next go on. */
  private loseOne(instance: number): void {
    const { simulation } = this.flow;
    this.losingAt = simulation.events;
    if (this.presences.some((presence) => presence.loseOne(instance)))
      simulation.wakeActorAt(this.losers[instance]!, simulation.nowMs);
  }

  private downMsSoFar(): number {
    const { nowMs } = this.flow.simulation;
    return this.downSinceMs.reduce((sum, since) => (Number.isNaN(since) ? sum : sum + nowMs - since), this.downMs);
  }
}

/** @param breakdowns null: never down */
export function whileUp(breakdowns: Breakdowns | null, program: Program, which: Int32Column, body: () => void): void {
  if (breakdowns === null) body();
  else breakdowns.around(program, which, body);
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
    if (this.all.refusesNow(instance)) {
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
    return this.all.mayLose(this.which.at[request]);
  }

  loseOne(instance: number): boolean {
    const request = this.inside.first(instance);
    if (request === NO_REQUEST) return false;
    this.flow.interrupt(request, this.scope, this.all.whenDown);
    return true;
  }
}
