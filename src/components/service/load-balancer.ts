/** A load balancer: sends each request to an instance and counts the outstanding requests of each. */
import type { CauseId, Flow } from "../../engine/flow.js";
import type { RandomStream } from "../../engine/random/stream.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import { FAILED, GO_ON, type Outcome, type Scope } from "../../engine/step.js";
import { InstantStep } from "../steps/instant-step.js";
import type { Asker, Balancing } from "./balancing/balancing.js";
import { NO_INSTANCE } from "./rotation.js";

export class LoadBalancer {
  readonly outstanding: Int32Array;
  /** Called when an instance has answered all that it was asked. */
  whenIdle: ((instance: number) => void) | null = null;
  private readonly flow: Flow;
  private readonly balancing: Balancing;
  private readonly whenNone: CauseId;

  /** @param whenNone why a request fails when no instance is in rotation */
  constructor(flow: Flow, instances: number, balancing: Balancing, whenNone: CauseId) {
    this.flow = flow;
    this.balancing = balancing;
    this.whenNone = whenNone;
    this.outstanding = new Int32Array(instances);
  }

  /** One call site, which remembers the instance of each request. */
  dispatch(stream: RandomStream, asker: Asker): Dispatch {
    const balancing = this.balancing.askedBy?.(asker) ?? this.balancing;
    const { sent, over } = balancing;
    const Kind = sent === undefined && over === undefined ? Dispatch : ToldDispatch;
    return new Kind(this.flow, this, balancing, this.whenNone, stream);
  }
}

export class Dispatch extends InstantStep implements Scope {
  /** The instance chosen for each request. */
  readonly chosen: Int32Column;
  private readonly flow: Flow;
  private readonly balancer: LoadBalancer;
  protected readonly balancing: Balancing;
  protected readonly outstanding: Int32Array;
  private readonly whenNone: CauseId;
  private readonly stream: RandomStream;

  constructor(flow: Flow, balancer: LoadBalancer, balancing: Balancing, whenNone: CauseId, stream: RandomStream) {
    super();
    this.stream = stream;
    this.flow = flow;
    this.balancer = balancer;
    this.balancing = balancing;
    this.outstanding = balancer.outstanding;
    this.whenNone = whenNone;
    this.chosen = flow.requests.int32();
  }

  enter(request: RequestId): Outcome {
    const { number, visit, cause } = this.flow;
    const instance = this.balancing.choose(
      this.outstanding,
      this.stream,
      number.at[request],
      visit.at[request],
      request,
    );
    if (instance === NO_INSTANCE) {
      cause.at[request] = this.whenNone;
      return FAILED;
    }
    this.chosen.at[request] = instance;
    this.outstanding[instance]++;
    return GO_ON;
  }

  leave(request: RequestId): void {
    const instance = this.chosen.at[request];
    this.outstanding[instance]--;
    if (this.balancer.whenIdle !== null && this.outstanding[instance] === 0) this.balancer.whenIdle(instance);
  }
}

/** Of a policy that keeps account of what is sent and answered. */
class ToldDispatch extends Dispatch {
  override enter(request: RequestId): Outcome {
    const outcome = super.enter(request);
    if (outcome === GO_ON) this.balancing.sent?.(request, this.chosen.at[request]);
    return outcome;
  }

  override leave(request: RequestId): void {
    super.leave(request);
    const instance = this.chosen.at[request];
    const left = this.outstanding[instance];
    this.balancing.over?.(request, instance, left, left);
  }
}
