/**
 * Passive health checks, as Envoy's outlier detection: an instance whose answers fail gets no more requests for a while,
 * longer each time. It looks at answers, not at the instance.
 *
 * - So many failures in a row put it out at once.
 * - At a fixed pace, where enough instances had enough requests since the last time, those are put out whose share of good
 *   answers is less than the mean of all by so many standard deviations.
 * - It is out for the base time × the number of times in a row, at most the longest time, and comes back when the pace
 *   next finds it over. That number falls by one each time that it is found in.
 * - None is put out while the share of those that are out has reached the most; so there can always be one.
 *
 * Source: Envoy documentation, "Outlier detection", and outlier_detection_impl.cc.
 */
import type { Flow } from "../../engine/flow.js";
import type { Measure } from "../../engine/meters.js";
import type { Program } from "../../engine/program.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import type { Actor, ActorId, Simulation } from "../../engine/simulation.js";
import { GO_ON, type Outcome, type Scope } from "../../engine/step.js";
import { BY_ANSWERS, type Rotation } from "../service/rotation.js";
import { Hook, InstantStep } from "../steps/instant-step.js";

export interface OutlierRules {
  readonly failures: number; // In a row; Infinity: not looked at.
  readonly forMs: number; // The base time.
  readonly longestMs: number;
  readonly everyMs: number;
  readonly most: number; // Share of the instances.
  readonly successRate: SuccessRate | null;
}

export interface SuccessRate {
  readonly deviations: number; // Below the mean.
  readonly requests: number; // Of an instance since the last time, at least.
  readonly instances: number; // With so many, at least.
}

export class OutlierEjection implements Actor {
  /** `ejected`, the share of their time that instances are out. */
  readonly measures: readonly Measure[];
  private readonly simulation: Simulation;
  private readonly rotation: Rotation;
  private readonly rules: OutlierRules;
  private readonly self: ActorId;
  private readonly inARow: Int32Array; // Failures of each instance.
  private readonly times: Int32Array; // That each has been put out in a row.
  private readonly sinceMs: Float64Array; // NaN: not out.
  private readonly good: Int32Array; // Since the last time.
  private readonly all: Int32Array;
  private outMs = 0; // Of all that have come back.

  constructor(simulation: Simulation, instances: number, rotation: Rotation, rules: OutlierRules, firstMs: number) {
    this.simulation = simulation;
    this.rotation = rotation;
    this.rules = rules;
    this.inARow = new Int32Array(instances);
    this.times = new Int32Array(instances);
    this.sinceMs = new Float64Array(instances).fill(Number.NaN);
    this.good = new Int32Array(instances);
    this.all = new Int32Array(instances);
    this.self = simulation.addActor(this);
    simulation.wakeActorAt(this.self, firstMs);
    const allMs = (): number => instances * simulation.nowMs;
    this.measures = [{ kind: "ratio", name: "ejected", part: () => this.outMsSoFar(), whole: allMs }];
  }

  answered(instance: number, isGood: boolean): void {
    this.all[instance]++;
    if (isGood) {
      this.good[instance]++;
      this.inARow[instance] = 0;
    } else if (++this.inARow[instance] >= this.rules.failures) this.eject(instance);
  }

  fire(): void {
    const { nowMs } = this.simulation;
    this.sinceMs.forEach((sinceMs, i) => {
      if (Number.isNaN(sinceMs)) this.times[i] = Math.max(0, this.times[i] - 1);
      else if (nowMs >= sinceMs + this.termMs(i)) this.bringBack(i);
    });
    if (this.rules.successRate !== null) this.compare(this.rules.successRate);
    this.good.fill(0);
    this.all.fill(0);
    this.simulation.wakeActorAt(this.self, nowMs + this.rules.everyMs);
  }

  private compare({ deviations, requests, instances }: SuccessRate): void {
    const asked = [...this.all.keys()].filter((i) => this.all[i] >= requests);
    if (asked.length < instances) return;
    const rates = asked.map((i) => this.good[i] / this.all[i]);
    const mean = rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
    const variance = rates.reduce((sum, rate) => sum + (rate - mean) ** 2, 0) / rates.length;
    const least = mean - deviations * Math.sqrt(variance);
    asked.forEach((instance, i) => {
      if (rates[i] < least) this.eject(instance);
    });
  }

  private eject(instance: number): void {
    if (!Number.isNaN(this.sinceMs[instance])) return;
    const out = this.sinceMs.reduce((sum, sinceMs) => (Number.isNaN(sinceMs) ? sum : sum + 1), 0);
    if (out >= this.rules.most * this.sinceMs.length) return;
    this.sinceMs[instance] = this.simulation.nowMs;
    this.times[instance]++;
    this.rotation.setEjected(instance, true, BY_ANSWERS);
  }

  private bringBack(instance: number): void {
    this.outMs += this.simulation.nowMs - this.sinceMs[instance];
    this.sinceMs[instance] = Number.NaN;
    this.inARow[instance] = 0;
    this.rotation.setEjected(instance, false, BY_ANSWERS);
  }

  private outMsSoFar(): number {
    const { nowMs } = this.simulation;
    return this.sinceMs.reduce((sum, sinceMs) => (Number.isNaN(sinceMs) ? sum : sum + nowMs - sinceMs), this.outMs);
  }

  private termMs(instance: number): number {
    return Math.min(this.rules.longestMs, this.rules.forMs * this.times[instance]);
  }
}

const NOTHING_FAILED = -1;

/** What an instance is asked at one call site: whether it answers well. */
export class AnswersOf extends InstantStep implements Scope {
  private readonly flow: Flow;
  private readonly ejection: OutlierEjection;
  private readonly instance: Int32Column;
  private readonly isGood: Int32Column;

  constructor(flow: Flow, ejection: OutlierEjection, instance: Int32Column) {
    super();
    this.flow = flow;
    this.ejection = ejection;
    this.instance = instance;
    this.isGood = flow.requests.int32();
  }

  around(program: Program, body: () => void): void {
    program.within(this, () => {
      body();
      program.add(
        new Hook((request) => {
          this.isGood.at[request] = 1;
        }),
      );
    });
  }

  enter(request: RequestId): Outcome {
    this.isGood.at[request] = 0;
    this.flow.cause.at[request] = NOTHING_FAILED;
    return GO_ON;
  }

  /** One that is taken away, as the loser of a hedge is, says nothing of the instance. */
  leave(request: RequestId): void {
    const isGood = this.isGood.at[request] === 1;
    if (isGood || this.flow.cause.at[request] !== NOTHING_FAILED)
      this.ejection.answered(this.instance.at[request], isGood);
  }
}
