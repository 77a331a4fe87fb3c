/** Gauges: what a part measures of itself. Recording allocates nothing. */
import type { Simulation } from "./simulation.js";

/** A number that holds over time (connections in use, length of a queue), with its integral. */
export class Level {
  value = 0;
  private area = 0.5;
  private sinceMs = 0.5;
  private readonly simulation: Simulation;

  constructor(simulation: Simulation) {
    this.simulation = simulation;
    this.area = 0;
    this.sinceMs = 0;
  }

  add(change: number): void {
    const now = this.simulation.nowMs;
    this.area += this.value * (now - this.sinceMs);
    this.sinceMs = now;
    this.value += change;
  }

  /** ∫ value dt from the start until now [ms]. A window's mean is a difference of two, over its length. */
  get integral(): number {
    return this.area + this.value * (this.simulation.nowMs - this.sinceMs);
  }
}

/** The same with the integral of its square, for its variance over time. */
export class SquaredLevel {
  value = 0;
  private area = 0.5;
  private squareArea = 0.5;
  private sinceMs = 0.5;
  private readonly simulation: Simulation;

  constructor(simulation: Simulation) {
    this.simulation = simulation;
    this.area = 0;
    this.squareArea = 0;
    this.sinceMs = 0;
  }

  add(change: number): void {
    const now = this.simulation.nowMs;
    const area = this.value * (now - this.sinceMs);
    this.area += area;
    this.squareArea += this.value * area;
    this.sinceMs = now;
    this.value += change;
  }

  /** ∫ value dt from the start until now [ms]. */
  get integral(): number {
    return this.area + this.value * (this.simulation.nowMs - this.sinceMs);
  }

  /** ∫ value² dt from the start until now [ms]. */
  get squareIntegral(): number {
    return this.squareArea + this.value * this.value * (this.simulation.nowMs - this.sinceMs);
  }
}

/** The highest of a number since `restart`; it rises only where it is noted. */
export class Peak {
  private highest = 0;
  private readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
  }

  note(value: number): void {
    if (value > this.highest) this.highest = value;
  }

  restart(): void {
    this.highest = this.now();
  }

  most(): number {
    return this.highest;
  }
}
