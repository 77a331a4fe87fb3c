/**
 * One way over a link.
 *
 * A lost message is sent again after the retransmission timeout, which then doubles (RFC 6298, 5.5): lost k times, it
 * comes r(2^k − 1) later, where r is the first timeout. With loss p that is r·p ÷ (1 − 2p) in the mean if nothing is
 * given up.
 */
import type { CauseId, Flow } from "../../engine/flow.js";
import type { Sampler } from "../../engine/random/sampler.js";
import type { RandomStream } from "../../engine/random/stream.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import { FAILED, GO_ON, type Outcome, PENDING, type Step } from "../../engine/step.js";
import type { Spending } from "../../engine/tracing/stretch.js";
import type { NetworkLink } from "./network-link.js";

export class Crossing implements Step {
  readonly spends: Spending;
  private readonly flow: Flow;
  private readonly link: NetworkLink;
  private readonly timeMs: Sampler | null;
  private readonly lost: RandomStream;
  private readonly whenGivenUp: CauseId;
  private readonly isGivenUp: Int32Column;

  constructor(
    flow: Flow,
    link: NetworkLink,
    timeMs: Sampler | null,
    lost: RandomStream,
    whenGivenUp: CauseId,
    spends: Spending,
  ) {
    this.spends = spends;
    this.flow = flow;
    this.link = link;
    this.timeMs = timeMs;
    this.lost = lost;
    this.whenGivenUp = whenGivenUp;
    this.isGivenUp = flow.requests.int32();
  }

  enter(request: RequestId): Outcome {
    const { simulation, number, visit } = this.flow;
    const lateMs = this.resentAfterMs(request);
    const { giveUpMs } = this.link.loss;
    const isGivenUp = lateMs > giveUpMs;
    this.isGivenUp.at[request] = isGivenUp ? 1 : 0;
    const timeMs = this.timeMs?.next(number.at[request], visit.at[request]) ?? 0;
    const ms = isGivenUp ? giveUpMs : timeMs + lateMs;
    if (ms <= 0) return this.wake(request);
    simulation.wakeRequestAt(request, simulation.nowMs + ms);
    return PENDING;
  }

  wake(request: RequestId): Outcome {
    if (this.isGivenUp.at[request] === 0) return GO_ON;
    this.flow.cause.at[request] = this.whenGivenUp;
    return FAILED;
  }

  withdraw(request: RequestId): void {
    this.flow.simulation.calmRequest(request);
  }

  /** How much later it is sent for the last time. */
  private resentAfterMs(request: RequestId): number {
    const { link } = this;
    const { share, resendMs } = link.loss;
    if (share === 0) return 0;
    link.sent++;
    const drawn = this.lost.uniform(this.flow.number.at[request], this.flow.visit.at[request]);
    if (drawn >= share) return 0;
    link.resent++;
    const times = Math.floor(Math.log(drawn) / Math.log(share)); // Lost at least k times: share^k.
    return resendMs * (2 ** times - 1);
  }
}
