/** Runs on the cores of the chosen instance, shared with all requests there. */
import type { Flow } from "../flow.js";
import type { Processor } from "../processor.js";
import type { Sampler } from "../random/sampler.js";
import type { Int32Column, RequestId } from "../request-table.js";
import { GO_ON, type Outcome, PENDING, type Step } from "../step.js";

export class UseCores implements Step {
  private readonly flow: Flow;
  private readonly processors: readonly Processor[];
  private readonly which: Int32Column;
  private readonly workMs: Sampler;

  constructor(flow: Flow, processors: readonly Processor[], which: Int32Column, workMs: Sampler) {
    this.flow = flow;
    this.processors = processors;
    this.which = which;
    this.workMs = workMs;
  }

  enter(request: RequestId): Outcome {
    const { number, visit } = this.flow;
    const workMs = this.workMs.next(number.at[request], visit.at[request]);
    if (workMs <= 0) return GO_ON;
    this.processors[this.which.at[request]].start(request, workMs);
    return PENDING;
  }

  wake(): Outcome {
    return GO_ON;
  }

  processorOf(request: RequestId): Processor {
    return this.processors[this.which.at[request]];
  }

  withdraw(request: RequestId): void {
    this.processors[this.which.at[request]].withdraw(request);
  }
}
