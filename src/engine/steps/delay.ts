/** A delay; the request keeps what it holds. An infinite-server station. */
import type { Flow } from "../flow.js";
import type { Sampler } from "../random/sampler.js";
import type { RequestId } from "../request-table.js";
import { GO_ON, type Outcome, PENDING, type Step } from "../step.js";
import { type Spending, WORK } from "../tracing/stretch.js";

export class Delay implements Step {
  readonly spends: Spending;
  private readonly flow: Flow;
  private readonly timeMs: Sampler;

  constructor(flow: Flow, timeMs: Sampler, spends = WORK) {
    this.flow = flow;
    this.timeMs = timeMs;
    this.spends = spends;
  }

  enter(request: RequestId): Outcome {
    const { simulation, number, visit } = this.flow;
    const timeMs = this.timeMs.next(number.at[request], visit.at[request]);
    if (timeMs <= 0) return GO_ON;
    simulation.wakeRequestAt(request, simulation.nowMs + timeMs);
    return PENDING;
  }

  wake(): Outcome {
    return GO_ON;
  }

  withdraw(request: RequestId): void {
    this.flow.simulation.calmRequest(request);
  }
}
