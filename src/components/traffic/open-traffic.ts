/**
 * Open traffic: requests arrive independently of earlier answers.
 *
 * Gaps of mean 1 are scaled by the rate: exponential gaps make it Poisson. Arrival n of a replication is the same in
 * every topology.
 */
import type { Flow, StepId } from "../../engine/flow.js";
import type { Program } from "../../engine/program.js";
import type { Sampler } from "../../engine/random/sampler.js";
import type { Actor, ActorId } from "../../engine/simulation.js";
import { GoAway } from "../steps/ends.js";
import type { RateProfile } from "./rate-profile.js";

const GAPS_AT_ONCE = 64;

export class OpenTraffic implements Actor {
  private readonly flow: Flow;
  private readonly gap: Sampler; // Of mean 1.
  private readonly rate: RateProfile;
  private readonly self: ActorId;
  private start: StepId = -1;
  private next: number; // Number of the next arrival.
  private readonly gaps = new Float64Array(GAPS_AT_ONCE); // Drawn in batches, for speed.
  private gapsUsed = GAPS_AT_ONCE;

  /** @param firstNumber of its first request */
  constructor(flow: Flow, gap: Sampler, rate: RateProfile, firstNumber: number) {
    this.next = firstNumber;
    this.flow = flow;
    this.gap = gap;
    this.rate = rate;
    this.self = flow.simulation.addActor(this);
  }

  /** Writes the path of each arrival, which ends by leaving the system. */
  send(program: Program, body: () => void): void {
    const start = program.mark();
    body();
    program.add(new GoAway(this.flow));
    program.end();
    this.start = start.step;
    this.schedule();
  }

  fire(): void {
    const { requests, simulation, number, visit, round, arrivedMs } = this.flow;
    const request = requests.take();
    number.at[request] = this.next;
    this.next = (this.next + 1) | 0;
    visit.at[request] = 0;
    round.at[request] = 0;
    arrivedMs.at[request] = simulation.nowMs;
    this.schedule();
    this.flow.start(request, this.start);
  }

  private schedule(): void {
    const { simulation } = this.flow;
    if (this.gapsUsed === GAPS_AT_ONCE) this.drawGaps();
    const atMs = this.rate.after(simulation.nowMs, this.gaps[this.gapsUsed++]);
    if (atMs < Number.POSITIVE_INFINITY) simulation.wakeActorAt(this.self, atMs);
  }

  private drawGaps(): void {
    for (let i = 0; i < GAPS_AT_ONCE; i++) this.gaps[i] = this.gap.next((this.next + i) | 0, 0);
    this.gapsUsed = 0;
  }
}
