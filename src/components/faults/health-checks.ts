/**
 * Health checks: an instance that fails so many checks in a row gets no more requests until it passes one.
 *
 * Each instance is checked periodically, with a phase of its own.
 */
import { Histogram } from "../../engine/histogram.js";
import type { Measure } from "../../engine/meters.js";
import type { RandomStream } from "../../engine/random/stream.js";
import type { Actor, Simulation } from "../../engine/simulation.js";
import type { Rotation } from "../service/rotation.js";
import type { Breakdowns } from "./breakdowns.js";

export interface HealthCheckOptions {
  readonly everyMs: number;
  readonly failures: number; // In a row, ≥ 1.
}

export class HealthChecks {
  /** `ejectionMs`, from going down to leaving the rotation. */
  readonly measures: readonly Measure[];
  private readonly ejectionMs = new Histogram();

  constructor(
    simulation: Simulation,
    instances: number,
    rotation: Rotation,
    breakdowns: Breakdowns,
    options: HealthCheckOptions,
    phases: RandomStream,
  ) {
    this.measures = [{ kind: "duration", name: "ejectionMs", histogram: this.ejectionMs }];
    for (let i = 0; i < instances; i++) {
      const check = new Check(simulation, i, options, breakdowns, (isOut) => {
        rotation.setEjected(i, isOut);
        if (isOut) this.ejectionMs.record(simulation.nowMs - breakdowns.downSinceMs[i]);
      });
      check.begin(phases.uniform(i, 0));
    }
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
