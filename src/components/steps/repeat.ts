/**
 * Runs its body n times in sequence; n is drawn at the start.
 *
 * Each round has its own visit, so that it draws its own work; afterwards the old visit is restored, so that later
 * steps draw the same however often the body ran.
 */
import type { Flow } from "../../engine/flow.js";
import type { Program } from "../../engine/program.js";
import type { Sampler } from "../../engine/random/sampler.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import { GO_ON, type Outcome, type Scope } from "../../engine/step.js";
import { InstantStep } from "./instant-step.js";
import { visitWithin } from "./visit.js";

export class Repeat extends InstantStep implements Scope {
  private readonly flow: Flow;
  private readonly rounds: Sampler;
  private readonly left: Int32Column;
  private readonly outerVisit: Int32Column;
  private readonly outerRound: Int32Column;
  private readonly salt: number;

  constructor(flow: Flow, rounds: Sampler, salt: number) {
    super();
    this.flow = flow;
    this.rounds = rounds;
    this.salt = salt;
    this.left = flow.requests.int32();
    this.outerVisit = flow.requests.int32();
    this.outerRound = flow.requests.int32();
  }

  around(program: Program, body: () => void): void {
    program.within(this, () =>
      program.loop(new NextRound(this.flow, this.left, this.outerVisit, this.outerRound, this.salt), body),
    );
  }

  enter(request: RequestId): Outcome {
    const { number, visit, round } = this.flow;
    this.outerVisit.at[request] = visit.at[request];
    this.outerRound.at[request] = round.at[request];
    this.left.at[request] = Math.round(this.rounds.next(number.at[request], visit.at[request]));
    return GO_ON;
  }

  leave(request: RequestId): void {
    this.flow.visit.at[request] = this.outerVisit.at[request];
    this.flow.round.at[request] = this.outerRound.at[request];
  }
}

/** Exit 1 is another round, exit 0 ends the loop. */
class NextRound extends InstantStep {
  private readonly flow: Flow;
  private readonly left: Int32Column;
  private readonly outerVisit: Int32Column;
  private readonly outerRound: Int32Column;
  private readonly salt: number;

  constructor(flow: Flow, left: Int32Column, outerVisit: Int32Column, outerRound: Int32Column, salt: number) {
    super();
    this.flow = flow;
    this.left = left;
    this.outerVisit = outerVisit;
    this.outerRound = outerRound;
    this.salt = salt;
  }

  enter(request: RequestId): Outcome {
    const left = this.left.at[request]--;
    if (left <= 0) return GO_ON;
    this.flow.visit.at[request] = visitWithin(this.outerVisit.at[request], left, this.salt);
    this.flow.round.at[request] = visitWithin(this.outerRound.at[request], left, this.salt);
    return 1;
  }
}
