/** What refreshes an expired key while it is still served: work for which no request waits. */
import type { Flow } from "../../engine/flow.js";
import type { Mark, Program } from "../../engine/program.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import { type Outcome, PENDING } from "../../engine/step.js";
import { Hook, InstantStep } from "../steps/instant-step.js";

export class Refresh {
  private readonly flow: Flow;
  private readonly inherited: readonly Int32Column[];
  private readonly first: Mark;

  constructor(flow: Flow, inherited: readonly Int32Column[], program: Program, body: () => void) {
    this.flow = flow;
    this.inherited = inherited;
    this.first = program.mark();
    program.attempt(body, () => void program.add(new Hook(() => {}))); // What fails leaves the key as it is.
    program.add(new Ends(flow));
    program.end();
  }

  /** @returns the request that does it, on behalf of another */
  start(request: RequestId): RequestId {
    const { requests, arrivedMs, simulation } = this.flow;
    const one = requests.take();
    this.flow.inherit(one, request);
    arrivedMs.at[one] = simulation.nowMs;
    for (const column of this.inherited) column.at[one] = column.at[request];
    this.flow.begin(one, this.first.step);
    return one;
  }
}

class Ends extends InstantStep {
  private readonly flow: Flow;

  constructor(flow: Flow) {
    super();
    this.flow = flow;
  }

  enter(request: RequestId): Outcome {
    this.flow.requests.giveBack(request);
    return PENDING;
  }
}
