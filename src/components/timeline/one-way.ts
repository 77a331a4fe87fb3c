/**
 * The way there, or back, over a link that a timeline makes lossy or slow.
 *
 * What is lost waits for an answer that never comes: until a timeout or deadline around it, or until the connection is
 * given up.
 */
import type { CauseId, Flow } from "../../engine/flow.js";
import type { Sampler } from "../../engine/random/sampler.js";
import type { RandomStream } from "../../engine/random/stream.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import { FAILED, GO_ON, type Outcome, PENDING, type Step } from "../../engine/step.js";
import type { Spending } from "../../engine/tracing/stretch.js";

export interface LinkFault {
  readonly dial: { readonly now: number }; // 1 while it holds.
  readonly loss: number; // Share of what comes here.
  readonly delayMs: Sampler | null;
  readonly giveUpMs: number;
}

export class OneWay implements Step {
  readonly spends: Spending = { as: "network", on: "network" };
  private readonly flow: Flow;
  private readonly faults: readonly LinkFault[];
  private readonly stream: RandomStream;
  private readonly cause: CauseId;
  private readonly isLost: Int32Column;

  constructor(flow: Flow, faults: readonly LinkFault[], stream: RandomStream, cause: CauseId) {
    this.flow = flow;
    this.faults = faults;
    this.stream = stream;
    this.cause = cause;
    this.isLost = flow.requests.int32();
  }

  enter(request: RequestId): Outcome {
    const { simulation, number, visit } = this.flow;
    let ms = 0;
    this.isLost.at[request] = 0;
    for (const { dial, loss, delayMs, giveUpMs } of this.faults) {
      if (dial.now === 0) continue;
      if (loss > 0 && this.stream.uniform(number.at[request], visit.at[request]) < loss) {
        this.isLost.at[request] = 1;
        ms = giveUpMs;
        break;
      }
      if (delayMs !== null) ms += delayMs.next(number.at[request], visit.at[request]);
    }
    if (ms <= 0) return GO_ON;
    simulation.wakeRequestAt(request, simulation.nowMs + ms);
    return PENDING;
  }

  wake(request: RequestId): Outcome {
    if (this.isLost.at[request] === 0) return GO_ON;
    this.flow.cause.at[request] = this.cause;
    return FAILED;
  }

  withdraw(request: RequestId): void {
    this.flow.simulation.calmRequest(request);
  }
}
