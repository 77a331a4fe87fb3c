/** A load balancer: sends each request to an instance and counts the outstanding requests of each. */
import type { Flow } from "../../engine/flow.js";
import type { RandomStream } from "../../engine/random/stream.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import { GO_ON, type Outcome, type Scope } from "../../engine/step.js";
import { InstantStep } from "../steps/instant-step.js";
import type { Balancing } from "./balancing.js";

export class LoadBalancer {
  readonly outstanding: Int32Array;
  private readonly flow: Flow;
  private readonly balancing: Balancing;

  constructor(flow: Flow, instances: number, balancing: Balancing) {
    this.flow = flow;
    this.balancing = balancing;
    this.outstanding = new Int32Array(instances);
  }

  /** One call site, which remembers the instance of each request. */
  dispatch(stream: RandomStream): Dispatch {
    return new Dispatch(this.flow, this.balancing, this.outstanding, stream);
  }
}

export class Dispatch extends InstantStep implements Scope {
  /** The instance chosen for each request. */
  readonly chosen: Int32Column;
  private readonly flow: Flow;
  private readonly balancing: Balancing;
  private readonly outstanding: Int32Array;
  private readonly stream: RandomStream;

  constructor(flow: Flow, balancing: Balancing, outstanding: Int32Array, stream: RandomStream) {
    super();
    this.stream = stream;
    this.flow = flow;
    this.balancing = balancing;
    this.outstanding = outstanding;
    this.chosen = flow.requests.int32();
  }

  enter(request: RequestId): Outcome {
    const { number, visit } = this.flow;
    const instance = this.balancing.choose(this.outstanding, this.stream, number.at[request], visit.at[request]);
    this.chosen.at[request] = instance;
    this.outstanding[instance]++;
    return GO_ON;
  }

  leave(request: RequestId): void {
    this.outstanding[this.chosen.at[request]]--;
  }
}
