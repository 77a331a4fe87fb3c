/**
 * A flow that writes down what happens to requests. They do the same, at the same times, as without it.
 *
 * Only places where a request may spend time, and the first of each stretch, are noted: all that follows until the next
 * event happens at the instant of that.
 */
import { Flow } from "../flow.js";
import { DELAYS, HOLDS, LEAVES, type Place, type ScopeId, type StepId } from "../place.js";
import type { Processor } from "../processor.js";
import type { Int32Column, RequestId } from "../request-table.js";
import type { Simulation } from "../simulation.js";
import type { Slots } from "../slots.js";
import { GO_ON, type Outcome, PENDING, type Scope, type Step } from "../step.js";
import { UseCores } from "../steps/use-cores.js";
import type { Spending, Stretch } from "./stretch.js";
import { failure, STOPPED, TraceLog } from "./trace-log.js";

export interface TracedRequests {
  readonly fromMs: number; // Those that arrive from here
  readonly toMs: number; // until here are traced:
  readonly every: number; // each of so many,
  readonly mostEvents: number; // as long as there are not more of these.
  readonly onArrival?: (nowMs: number) => void; // Of every request of a user, traced or not.
}

interface Known {
  readonly stretch: Stretch;
  readonly parent: number; // −1: none.
}

export class TracingFlow extends Flow {
  readonly log = new TraceLog();
  readonly stretches: Known[] = [];
  /** Of each step: the innermost stretch around (−1: none), those that begin with it, and what its time is spent on. */
  readonly stretchOf: number[] = [];
  readonly begins: (readonly number[])[] = [];
  readonly spends: (Spending | null)[] = [];
  readonly resources: (Slots | Processor)[] = [];
  /** Requests that were to be traced and arrived when there was no more room. */
  missed = 0;

  private readonly traced: TracedRequests;
  private readonly lifeOf: Int32Column; // 1 + its number; 0: not traced.
  private readonly known = new Map<Slots | Processor, number>();
  private readonly open: number[] = []; // Stretches, from the outside in.
  private fresh: number[] = []; // Those of them without a step yet.
  private arrived = 0; // In that time.
  private latestBranch = -1; // The event at which a life last began.

  constructor(simulation: Simulation, traced: TracedRequests) {
    super(simulation);
    this.traced = traced;
    this.lifeOf = this.requests.int32();
  }

  override opens(stretch: Stretch | null): void {
    if (stretch === null) {
      this.open.push(-1);
      return;
    }
    const id = this.stretches.push({ stretch, parent: this.open.at(-1) ?? -1 }) - 1;
    this.open.push(id);
    this.fresh.push(id);
  }

  override closes(): void {
    const closed = this.open.pop();
    this.fresh = this.fresh.filter((each) => each !== closed);
  }

  override addStep(step: Step, scope: ScopeId): StepId {
    this.describe(step.spends ?? null);
    return super.addStep(step, scope);
  }

  override addLeave(left: Scope, scope: ScopeId): StepId {
    this.describe(null);
    return super.addLeave(left, scope);
  }

  override inherit(child: RequestId, parent: RequestId): void {
    super.inherit(child, parent);
    const { at } = this.lifeOf;
    const of = at[parent];
    if (of === 0) at[child] = 0;
    else {
      at[child] = this.log.begin(of - 1, this.number.at[child]) + 1;
      this.latestBranch = this.log.events - 1;
    }
  }

  override alone(request: RequestId, number: number): void {
    super.alone(request, number);
    this.lifeOf.at[request] = 0;
  }

  override interrupt(request: RequestId, scope: ScopeId, cause: number): void {
    this.stopsWork(request);
    super.interrupt(request, scope, cause);
  }

  override abort(request: RequestId): void {
    this.stopsWork(request);
    const life = this.lifeOf.at[request] - 1;
    super.abort(request);
    if (life >= 0) this.log.note(life, STOPPED, this.simulation.nowMs);
    this.lifeOf.at[request] = 0;
  }

  /** Lives that are not over. */
  get unfinished(): ReadonlySet<number> {
    return new Set(this.requests.rowsInUse().map((row) => this.lifeOf.at[row] - 1));
  }

  protected override enter(place: Place, request: RequestId): Outcome {
    const { id, sort, step } = place;
    if (sort === LEAVES) return super.enter(place, request);
    const { log } = this;
    const begins = this.begins[id];
    if (begins.length > 0) this.mayBegin(request, begins);
    const life = this.lifeOf.at[request] - 1;
    if (life < 0) return super.enter(place, request);
    const event = log.note(life, id, this.simulation.nowMs);
    if (sort === HOLDS) log.resource.at[event] = this.resource(place.hold!.slotsOf(request));
    const outcome = super.enter(place, request);
    const isNeeded = outcome === PENDING || begins.length > 0 || sort === HOLDS || this.latestBranch >= event;
    if (!isNeeded && log.events === event + 1) log.forget();
    if (outcome === PENDING && sort !== DELAYS) this.describeWait(event, step, request);
    if (begins.length > 0 && outcome === GO_ON) this.mayEnd(request, begins);
    return outcome;
  }

  protected override catcher(request: RequestId, from: ScopeId, atLeast: ScopeId): Place {
    const life = this.lifeOf.at[request] - 1;
    if (life >= 0) this.log.note(life, failure(this.cause.at[request]), this.simulation.nowMs);
    return super.catcher(request, from, atLeast);
  }

  private describe(spends: Spending | null): void {
    this.stretchOf.push(this.open.at(-1) ?? -1);
    this.begins.push(this.fresh);
    this.spends.push(spends);
    this.fresh = [];
  }

  /** A request of a user begins a life of its own. */
  private mayBegin(request: RequestId, begins: readonly number[]): void {
    if (!begins.some((each) => this.stretches[each].stretch.sort === "request")) return;
    const { fromMs, toMs, every, mostEvents, onArrival } = this.traced;
    const { nowMs } = this.simulation;
    onArrival?.(nowMs);
    const isInside = nowMs >= fromMs && nowMs < toMs;
    const isMeant = isInside && this.arrived++ % every === 0;
    const hasRoom = this.log.events < mostEvents;
    if (isMeant && !hasRoom) this.missed++;
    this.lifeOf.at[request] = isMeant && hasRoom ? this.log.begin(-1, this.number.at[request]) + 1 : 0;
  }

  /** Why a request has failed stands after its end. */
  private mayEnd(request: RequestId, begins: readonly number[]): void {
    for (const each of begins) {
      const { sort } = this.stretches[each].stretch;
      if (sort !== "answered" && sort !== "failed") continue;
      const life = this.lifeOf.at[request] - 1;
      if (sort === "failed") this.log.note(life, failure(this.cause.at[request]), this.simulation.nowMs);
      this.lifeOf.at[request] = 0;
    }
  }

  private describeWait(event: number, step: Step, request: RequestId): void {
    const { log } = this;
    if (step instanceof UseCores) {
      const processor = step.processorOf(request);
      log.resource.at[event] = this.resource(processor);
      log.workMs.at[event] = processor.leftMs(request);
      return;
    }
    const awaited = step.waitsFor?.(request);
    if (awaited !== undefined && "slots" in awaited) log.resource.at[event] = this.resource(awaited.slots);
  }

  /** Of work on cores that is given up, only what was done counts. */
  private stopsWork(request: RequestId): void {
    const life = this.lifeOf.at[request] - 1;
    const step = this.stepOf(request);
    if (life < 0 || !(step instanceof UseCores)) return;
    const { log } = this;
    let event = log.events - 1;
    while (log.life.at[event] !== life) event--;
    log.workMs.at[event] -= step.processorOf(request).leftMs(request);
  }

  private resource(resource: Slots | Processor): number {
    const known = this.known.get(resource) ?? this.resources.push(resource) - 1;
    this.known.set(resource, known);
    return known;
  }
}
