/**
 * Detects endless work at one instant. A request that is refused at once and retries at
 * once, for ever, stops the clock, and no event list would notice.
 *
 * So steps and events are counted while the clock hardly moves. The allowance is far above what any model needs:
 * batches of 100,000, a million users who begin at the same moment, a backlog released at once.
 */
import type { Simulation } from "./simulation.js";

/** A test may lower them. */
export const STEPS = {
  allowed: 40_000_000, // Two or three seconds of work.
  eachRequest: 200, // Plus this for each request in the system.
  watched: 1_000_000, // Then this many more, to record which requests loop and why.
};
const HARDLY_MS = 1e-3; // Not 0: a vanishing delay moves the clock by rounding errors.

/** The run ends, since the model makes time stand still. */
export class TimeStandsStill extends Error {
  constructor(
    readonly atMs: number,
    readonly steps: number,
  ) {
    super(`${steps} steps in no time at all, ${atMs} ms from the start`);
  }
}

export class StillClock {
  /** Requests in the system now; set by the request table. */
  requests: { readonly inUse: number } = { inUse: 0 };
  /** Failures are recorded from now on, see `failed`. */
  isSuspect = false;
  /** How often each cause occurred while watched. */
  readonly failures: number[] = [];
  /** Called when the watch begins. */
  onSuspicion = (): void => {};

  private readonly simulation: { readonly nowMs: number };
  private left = STEPS.allowed; // Steps and events until the next check.
  private sinceMs = 0.5;
  private granted = STEPS.allowed; // Since then.

  constructor(simulation: Pick<Simulation, "nowMs">) {
    this.simulation = simulation;
    this.sinceMs = 0;
  }

  /** @throws TimeStandsStill */
  spend(steps: number): void {
    this.left -= steps;
    if (this.left < 0) this.look();
  }

  failed(cause: number): void {
    this.failures[cause] = (this.failures[cause] ?? 0) + 1;
  }

  /** The allowance is used up. */
  private look(): void {
    const { nowMs } = this.simulation;
    const allowed = STEPS.allowed + STEPS.eachRequest * this.requests.inUse;
    if (nowMs - this.sinceMs > HARDLY_MS) {
      this.sinceMs = nowMs;
      this.granted = 0;
      this.isSuspect = false;
      this.failures.length = 0;
      this.grant(allowed);
    } else if (this.granted < allowed) this.grant(allowed - this.granted);
    else if (this.isSuspect) throw new TimeStandsStill(nowMs, this.granted);
    else {
      this.isSuspect = true;
      this.onSuspicion();
      this.grant(STEPS.watched);
    }
  }

  private grant(steps: number): void {
    this.left = steps;
    this.granted += steps;
  }
}
