/** Work that its request does not wait for: it goes on in the same process, as a request of its own. */
import type { Flow, StepId } from "../../engine/flow.js";
import { Program } from "../../engine/program.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import { GO_ON, type Outcome } from "../../engine/step.js";
import { GoAway } from "./ends.js";
import { InstantStep } from "./instant-step.js";

export class Background extends InstantStep {
  private readonly flow: Flow;
  private readonly inherited: readonly Int32Column[];
  private readonly start: StepId;

  /** @param inherited columns that the work takes over (its instance) @param body writes it into a program of its own */
  constructor(flow: Flow, inherited: readonly Int32Column[], body: (program: Program) => void) {
    super();
    this.flow = flow;
    this.inherited = inherited;
    const program = new Program(flow);
    const start = program.mark();
    program.attempt(
      () => {
        body(program);
        program.add(new GoAway(flow));
        program.end();
      },
      () => program.add(new GoAway(flow)),
    );
    program.end();
    this.start = start.step;
  }

  enter(request: RequestId): Outcome {
    const { requests, arrivedMs, simulation } = this.flow;
    const work = requests.take();
    this.flow.inherit(work, request);
    arrivedMs.at[work] = simulation.nowMs;
    for (const column of this.inherited) column.at[work] = column.at[request]!;
    this.flow.begin(work, this.start);
    return GO_ON;
  }
}
