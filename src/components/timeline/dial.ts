/** A number that a timeline turns while the system runs, and times that it stretches. */
import type { Sampler } from "../../engine/random/sampler.js";
import type { Acts } from "./happening.js";

/** Turned when something begins, and back when it is over. */
export class Dial implements Acts {
  now: number;
  readonly rest: number;
  private readonly to: number;

  constructor(rest: number, to: number) {
    this.rest = rest;
    this.to = to;
    this.now = rest;
  }

  begin(): void {
    this.now = this.to;
  }

  end(): void {
    this.now = this.rest;
  }
}

/** Of one instance alone: what the dial shows, to what comes from there. */
export class DialOf {
  now: number;
  private readonly dial: Dial;
  private readonly instance: number;

  constructor(dial: Dial, instance: number) {
    this.dial = dial;
    this.instance = instance;
    this.now = dial.rest;
  }

  /** Just before the number is used. */
  comesFrom(instance: number): void {
    this.now = instance === this.instance ? this.dial.now : this.dial.rest;
  }
}

/** Drawn times, as many times as long as the dials say when they begin: what is under way keeps its time. */
export class Stretched implements Sampler {
  private readonly drawn: Sampler;
  private readonly dials: readonly { readonly now: number }[];

  constructor(drawn: Sampler, dials: readonly { readonly now: number }[]) {
    this.drawn = drawn;
    this.dials = dials;
  }

  next(request: number, visit: number): number {
    let time = this.drawn.next(request, visit);
    for (let i = 0; i < this.dials.length; i++) time *= this.dials[i].now;
    return time;
  }
}
