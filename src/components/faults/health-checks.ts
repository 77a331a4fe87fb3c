/**
 * Health checks: an instance that fails so many checks in a row gets no more requests until it passes one.
 *
 * Each instance is checked periodically, with a phase of its own. A deep check asks what requests ask, and so fails where
 * they fail; another one only sees whether the instance is up.
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

/** What a check finds. */
export interface Checked {
  isWell(instance: number): boolean;
  /** When it went down [ms]; NaN: it is up, so that the first failed check is all that is known. */
  downSinceMs(instance: number): number;
}

/** Whether instances are up. */
export const upOrDown = (breakdowns: Breakdowns): Checked => ({
  isWell: (instance) => breakdowns.isUp(instance),
  downSinceMs: (instance) => breakdowns.downSinceMs[instance],
});

/** The same, and whether a request fails there: with the share of the moment. @param failsAt of an instance */
export function deepCheck(
  breakdowns: Breakdowns | null,
  failsAt: (instance: number) => number,
  stream: RandomStream,
): Checked {
  let looks = 0;
  return {
    isWell(instance) {
      const fails = stream.uniform(instance, looks++) < failsAt(instance);
      return !fails && (breakdowns === null || breakdowns.isUp(instance));
    },
    downSinceMs: (instance) => (breakdowns === null ? Number.NaN : breakdowns.downSinceMs[instance]),
  };
}

export class HealthChecks {
  /** `ejectionMs`, from going down, or from the first failed check of an instance that is up, to leaving the rotation. */
  readonly measures: readonly Measure[];
  private readonly ejectionMs = new Histogram();

  constructor(
    simulation: Simulation,
    instances: number,
    rotation: Rotation,
    checked: Checked,
    options: HealthCheckOptions,
    phases: RandomStream,
  ) {
    this.measures = [{ kind: "duration", name: "ejectionMs", histogram: this.ejectionMs }];
    for (let i = 0; i < instances; i++) {
      const check = new Check(simulation, i, options, checked, (isOut, sinceMs) => {
        rotation.setEjected(i, isOut);
        if (isOut) this.ejectionMs.record(simulation.nowMs - sinceMs);
      });
      check.begin(phases.uniform(i, 0));
    }
  }
}

/** The checks of one instance. */
class Check implements Actor {
  private failed = 0;
  private failedSinceMs = Number.NaN;
  private readonly self: number;

  constructor(
    private readonly simulation: Simulation,
    private readonly instance: number,
    private readonly options: HealthCheckOptions,
    private readonly checked: Checked,
    private readonly turn: (isOut: boolean, sinceMs: number) => void,
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
    this.failed = this.checked.isWell(this.instance) ? 0 : this.failed + 1;
    if (this.failed === 1) this.failedSinceMs = this.simulation.nowMs;
    const isOut = this.failed >= failures;
    if (isOut !== wasOut) this.turn(isOut, this.sinceMs());
    this.simulation.wakeActorAt(this.self, this.simulation.nowMs + everyMs);
  }

  private sinceMs(): number {
    const downSinceMs = this.checked.downSinceMs(this.instance);
    return Number.isNaN(downSinceMs) ? this.failedSinceMs : downSinceMs;
  }
}
