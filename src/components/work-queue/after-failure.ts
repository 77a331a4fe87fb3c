/** What becomes of a message whose attempt has failed. */
import type { CauseId, Flow } from "../../engine/flow.js";
import type { RequestId } from "../../engine/request-table.js";
import { type Outcome, PENDING, type Step } from "../../engine/step.js";
import type { Spending } from "../../engine/tracing/stretch.js";
import type { Crew } from "./crew.js";
import type { Deliveries } from "./deliveries.js";

const IS_OVER = 0;
const AGAIN = 1;

/** Exit 1 for a message that goes back into the queue, after its wait. */
export class AfterFailure implements Step {
  readonly spends: Spending = { as: "back-off", on: "before another delivery" };
  private readonly flow: Flow;
  private readonly deliveries: Deliveries;
  private readonly crashes: readonly CauseId[];
  private readonly crew: Crew | null;

  /** @param crashes of workers, who then say nothing; the first is that of the crew */
  constructor(flow: Flow, deliveries: Deliveries, crashes: readonly CauseId[], crew: Crew | null) {
    this.flow = flow;
    this.deliveries = deliveries;
    this.crashes = crashes;
    this.crew = crew;
  }

  enter(message: RequestId): Outcome {
    const { deliveries, flow, crew } = this;
    const { lease } = deliveries;
    const hasStopped = this.crashes.includes(flow.cause.at[message]);
    const goesBack = crew?.takesBack(message) === true;
    if (lease !== null && (lease.isLate(message) || (hasStopped && !goesBack))) return lease.saysNothing(message);
    lease?.giveUp(message);
    if (goesBack) return AGAIN;
    const isLost = crew !== null && hasStopped && flow.cause.at[message] === this.crashes[0];
    if (isLost || !deliveries.next(message)) {
      lease?.isOver(message);
      return IS_OVER;
    }
    deliveries.waitingAgain++;
    const { simulation } = flow;
    simulation.wakeRequestAt(message, simulation.nowMs + deliveries.waitMs(message)); // Also for 0: a loop is then one of events.
    return PENDING;
  }

  wake(): Outcome {
    this.deliveries.waitingAgain--;
    return AGAIN;
  }

  withdraw(message: RequestId): void {
    this.deliveries.waitingAgain--;
    this.flow.simulation.calmRequest(message);
  }
}
