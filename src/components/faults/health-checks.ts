/**
 * Health checks: an instance that fails so many checks in a row gets no more requests until it passes one.
 *
 * Each instance is checked periodically, with a phase of its own. If all are out of rotation, all get requests.
 */
import { Histogram } from "../../engine/histogram.js";
import type { Measure } from "../../engine/meters.js";
import type { RandomStream } from "../../engine/random/stream.js";
import type { Actor, Simulation } from "../../engine/simulation.js";
import type { Balancing } from "../service/balancing.js";
import type { Breakdowns } from "./breakdowns.js";

export interface HealthCheckOptions {
  readonly everyMs: number;
  readonly failures: number; // In a row, ≥ 1.
}

export class HealthChecks implements Balancing {
  /** `ejectionMs`, from going down to leaving the rotation. */
  readonly measures: readonly Measure[];
  private readonly inner: Balancing;
  private readonly ejectionMs = new Histogram();
  private readonly isOut: boolean[];
  private rotation: number[]; // Instances that get requests.

  constructor(
    simulation: Simulation,
    instances: number,
    inner: Balancing,
    breakdowns: Breakdowns,
    options: HealthCheckOptions,
    phases: RandomStream,
  ) {
    this.inner = inner;
    this.isOut = Array<boolean>(instances).fill(false);
    this.rotation = this.isOut.map((_, i) => i);
    this.measures = [{ kind: "duration", name: "ejectionMs", histogram: this.ejectionMs }];
    for (let i = 0; i < instances; i++) {
      const check = new Check(simulation, i, options, breakdowns, (isOut) => {
        this.turn(i, isOut);
        if (isOut) this.ejectionMs.record(simulation.nowMs - breakdowns.downSinceMs[i]);
      });
      check.begin(phases.uniform(i, 0));
    }
  }

  choose(outstanding: Int32Array, stream: RandomStream, request: number, visit: number): number {
    const { rotation } = this;
    if (rotation.length === outstanding.length || rotation.length === 0)
      return this.inner.choose(outstanding, stream, request, visit);
    const theirs = Int32Array.from(rotation, (i) => outstanding[i]);
    return rotation[this.inner.choose(theirs, stream, request, visit)];
  }

  private turn(instance: number, isOut: boolean): void {
    this.isOut[instance] = isOut;
    this.rotation = this.isOut.flatMap((out, i) => (out ? [] : [i]));
  }
}

/** The checks of one instance. */
class Check implements Actor {
  private failed = 0;
  private readonly self: number;

  constructor(
    private readonly simulation: Simulation,
    private readonly instance: number,
    private readonly options: HealthCheckOptions,
    private readonly breakdowns: Breakdowns,
    private readonly turn: (isOut: boolean) => void,
  ) {
    this.self = simulation.addActor(this);
  }

  /** @param phase of the first check, as a share of the period */
  begin(phase: number): void {
    this.simulation.wakeActorAt(this.self, phase * this.options.everyMs);
  }

  fire(): void {
    const { everyMs, failures } = this.options;
    const wasOut = this.failed >= failures;
    this.failed = this.breakdowns.isUp(this.instance) ? 0 : this.failed + 1;
    const isOut = this.failed >= failures;
    if (isOut !== wasOut) this.turn(isOut);
    this.simulation.wakeActorAt(this.self, this.simulation.nowMs + everyMs);
  }
}
