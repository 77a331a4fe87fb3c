/**
 * Memory that calls do not give back: an instance is killed when its calls have leaked all there is, and begins anew.
 *
 * With n = ⌈limit ÷ each⌉ and Poisson calls at rate λ to an instance, it is killed at the nth call since it began: after
 * an Erlang(n, λ) time, of mean n ÷ λ and variance n ÷ λ², and it is up n ÷ λ ÷ (n ÷ λ + restart) of the time.
 */
import type { Flow } from "../../engine/flow.js";
import { Histogram } from "../../engine/histogram.js";
import type { Measure } from "../../engine/meters.js";
import type { Sampler } from "../../engine/random/sampler.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import type { ActorId } from "../../engine/simulation.js";
import { GO_ON, type Outcome, type Step } from "../../engine/step.js";
import { InstantStep } from "../steps/instant-step.js";
import type { Breakdowns } from "./breakdowns.js";

export interface LeakOptions {
  readonly limitBytes: number; // Of each instance.
  readonly restartMs: Sampler; // Drawn by instance and number of earlier restarts.
}

export class Leak {
  /** `killed`, how often instances were killed, and `lastedMs`, how long they lasted since they began. */
  readonly measures: readonly Measure[];
  private readonly flow: Flow;
  private readonly options: LeakOptions;
  private readonly breakdowns: Breakdowns;
  private readonly leaked: Float64Array; // By instance [bytes].
  private readonly begunMs: Float64Array;
  private readonly isKilled: Uint8Array;
  private readonly kills: Int32Array;
  private readonly killers: readonly ActorId[];
  private readonly lastedMs = new Histogram();

  constructor(flow: Flow, instances: number, options: LeakOptions, breakdowns: Breakdowns) {
    this.flow = flow;
    this.options = options;
    this.breakdowns = breakdowns;
    this.leaked = new Float64Array(instances);
    this.begunMs = new Float64Array(instances);
    this.isKilled = new Uint8Array(instances);
    this.kills = new Int32Array(instances);
    this.killers = Array.from(this.kills, (_, i) => flow.simulation.addActor({ fire: () => this.fire(i) }));
    this.measures = [
      { kind: "events", name: "killed", total: () => this.kills.reduce((sum, each) => sum + each, 0) },
      { kind: "duration", name: "lastedMs", histogram: this.lastedMs },
    ];
  }

  /** A call that leaks. @param which instance it is on */
  step(which: Int32Column, bytes: number): Step {
    return new Leaks(this, which, bytes);
  }

  grow(instance: number, bytes: number): void {
    this.leaked[instance] += bytes;
    if (this.leaked[instance] < this.options.limitBytes || this.isKilled[instance] === 1) return;
    this.isKilled[instance] = 1;
    const { simulation } = this.flow;
    simulation.wakeActorAt(this.killers[instance]!, simulation.nowMs); // After the walk of the request that did it.
  }

  /** An instance has begun anew, with all its memory. */
  begins(instance: number): void {
    this.leaked[instance] = 0;
    this.begunMs[instance] = this.flow.simulation.nowMs;
  }

  /** It is killed, or it is back. */
  private fire(instance: number): void {
    const { simulation } = this.flow;
    if (this.isKilled[instance] === 2) {
      this.isKilled[instance] = 0;
      this.breakdowns.comeUp(instance);
      return;
    }
    const restartMs = this.options.restartMs.next(instance, this.kills[instance]++);
    this.lastedMs.record(simulation.nowMs - this.begunMs[instance]!);
    this.isKilled[instance] = 2;
    simulation.wakeActorAt(this.killers[instance]!, simulation.nowMs + restartMs);
    this.breakdowns.goDown(instance, "lost", restartMs);
  }
}

class Leaks extends InstantStep {
  private readonly leak: Leak;
  private readonly which: Int32Column;
  private readonly bytes: number;

  constructor(leak: Leak, which: Int32Column, bytes: number) {
    super();
    this.leak = leak;
    this.which = which;
    this.bytes = bytes;
  }

  enter(request: RequestId): Outcome {
    this.leak.grow(this.which.at[request]!, this.bytes);
    return GO_ON;
  }
}
