/**
 * An arrival rate that jumps between states at random times: each state has a rate and a mean duration.
 *
 * With Poisson arrivals and exponential sojourns it is a Markov-modulated Poisson process (MMPP); with two states,
 * one of them silent, an interrupted one (on and off). States follow in fixed order, and the first is drawn by share
 * of time, so that exponential sojourns need no warm-up.
 * Source: Fischer & Meier-Hellstern, The Markov-modulated Poisson process cookbook (1993).
 */
import type { Sampler } from "../../engine/random/sampler.js";
import { cumulate, pick } from "../steps/choose.js";
import type { RateProfile } from "./rate-profile.js";

export interface RateState {
  readonly perMs: number; // ≥ 0; > 0 in at least one state.
  readonly lastsMs: Sampler;
  readonly meanMs: number; // > 0.
}

export class SwitchingRate implements RateProfile {
  private readonly states: readonly RateState[];
  private state: number;
  private endsMs = 0;
  private sojourns = 0;

  /** @param u in [0, 1), decides the first state */
  constructor(states: readonly RateState[], u: number) {
    this.states = states;
    this.state = pick(cumulate(states.map(({ meanMs }) => meanMs)), u) - 1;
    this.switch();
  }

  after(fromMs: number, work: number): number {
    let t = fromMs;
    let left = work;
    for (;;) {
      const { perMs } = this.states[this.state];
      const area = perMs * (this.endsMs - t);
      if (perMs > 0 && left <= area) return t + left / perMs;
      left -= area;
      t = this.endsMs;
      this.switch();
    }
  }

  private switch(): void {
    this.state = (this.state + 1) % this.states.length;
    this.endsMs += this.states[this.state].lastsMs.next(this.sojourns++ | 0, 0);
  }
}
