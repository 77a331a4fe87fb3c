/**
 * Runs its body n times, one after the other; n is drawn when it starts. Exit 1 is the body, exit 0 goes on.
 *
 * Each round has a visit of its own, so that it draws its own work; afterwards the old one is back, so that
 * what follows draws the same however often the body ran.
 */
import { type Flow } from "../../engine/flow.js";
import { GO_ON, type Outcome } from "../../engine/step.js";
import type { Sampler } from "../../engine/random/sampler.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import { InstantStep } from "./instant-step.js";
import { visitWithin } from "./visit.js";

export class Repeat extends InstantStep {
  readonly #flow: Flow;
  readonly #rounds: Sampler;
  readonly #left: Int32Column;
  readonly #outerVisit: Int32Column;
  readonly start: RepeatStart;

  constructor(flow: Flow, rounds: Sampler) {
    super();
    this.#flow = flow;
    this.#rounds = rounds;
    this.#left = flow.requests.int32();
    this.#outerVisit = flow.requests.int32();
    this.start = new RepeatStart(this);
  }

  begin(request: RequestId): void {
    const { number, visit } = this.#flow;
    this.#outerVisit.at[request] = visit.at[request];
    this.#left.at[request] = Math.round(this.#rounds.next(number.at[request], visit.at[request]));
  }

  enter(request: RequestId): Outcome {
    const left = this.#left.at[request]--;
    const outerVisit = this.#outerVisit.at[request];
    this.#flow.visit.at[request] = left > 0 ? visitWithin(outerVisit, left) : outerVisit;
    return left > 0 ? 1 : GO_ON;
  }
}

/** Comes before the loop. */
class RepeatStart extends InstantStep {
  readonly #repeat: Repeat;
  constructor(repeat: Repeat) {
    super();
    this.#repeat = repeat;
  }
  enter(request: RequestId): Outcome {
    this.#repeat.begin(request);
    return GO_ON;
  }
}
