/**
 * The state of one circuit breaker.
 *
 * CLOSED → OPEN when its rule says so; after `openMs` it is HALF OPEN: as many calls as there are probes are let
 * through, and the others are still refused. If enough of the probes fail it opens again, otherwise it closes. Calls
 * begun before a change of state no longer count.
 * Sources: Nygard, Release It! (2007), ch. 5; Fowler, CircuitBreaker (2014); Resilience4j (several probes).
 */
import type { Level } from "../../engine/gauges.js";
import type { Histogram } from "../../engine/histogram.js";
import type { Simulation } from "../../engine/simulation.js";
import type { BreakerRule } from "./breaker-rules.js";

export interface Probing {
  readonly openMs: number;
  readonly probes: number; // ≥ 1.
  readonly failures: number; // Of the probes, after which it opens again; ≥ 1.
}

/** Of all circuit breakers in front of a part. */
export interface BreakerRecord {
  readonly closedMs: Histogram; // Each time one was closed, or open.
  readonly openMs: Histogram;
  readonly notClosed: Level; // How many are open or half open.
  breakers: number;
  trips: number; // From closed to open.
}

/** No phase: the call is refused. */
export const REFUSED = -1;

export class BreakerState {
  /** Incremented at every change of state. */
  phase = 0;
  private readonly simulation: Simulation;
  private readonly rule: BreakerRule;
  private readonly probing: Probing;
  private readonly record: BreakerRecord;
  private state: "closed" | "open" | "half open" = "closed";
  private closedSinceMs = 0;
  private opensUntilMs = 0;
  private begun = 0; // Probes of this phase,
  private succeeded = 0; // and how they ended.
  private failed = 0;

  constructor(simulation: Simulation, rule: BreakerRule, probing: Probing, record: BreakerRecord) {
    this.simulation = simulation;
    this.rule = rule;
    this.probing = probing;
    this.record = record;
    record.breakers++;
  }

  /** @returns the phase in which the call begins, or REFUSED */
  admit(): number {
    if (this.state === "closed") return this.phase;
    if (this.state === "open") {
      if (this.simulation.nowMs < this.opensUntilMs) return REFUSED;
      this.change("half open");
    }
    if (this.begun >= this.probing.probes) return REFUSED;
    this.begun++;
    return this.phase;
  }

  /** When it may be worth asking again [ms]. */
  get refusesUntilMs(): number {
    return this.opensUntilMs;
  }

  /** A call of this phase has ended. */
  report(hasFailed: boolean): void {
    const { nowMs } = this.simulation;
    if (this.state === "closed") {
      if (!this.rule.counts(hasFailed, nowMs)) return;
      this.record.closedMs.record(nowMs - this.closedSinceMs);
      this.record.trips++;
      this.record.notClosed.add(1);
      this.open();
      return;
    }
    const { probes, failures } = this.probing;
    if (hasFailed) this.failed++;
    else this.succeeded++;
    if (this.failed >= failures) this.open();
    else if (this.succeeded > probes - failures) this.close();
  }

  /** A call of this phase was stopped without a result: another may be the probe. */
  abandon(): void {
    if (this.state === "half open") this.begun--;
  }

  private open(): void {
    this.change("open");
    this.opensUntilMs = this.simulation.nowMs + this.probing.openMs;
    this.record.openMs.record(this.probing.openMs);
  }

  private close(): void {
    this.change("closed");
    this.record.notClosed.add(-1);
    this.closedSinceMs = this.simulation.nowMs;
  }

  private change(state: BreakerState["state"]): void {
    this.state = state;
    this.phase = (this.phase + 1) | 0;
    this.begun = 0;
    this.succeeded = 0;
    this.failed = 0;
    this.rule.forget();
  }
}
