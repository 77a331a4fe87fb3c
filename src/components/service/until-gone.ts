/** Work in the background of an instance that leaves: an instance is gone once it has answered, whatever else it does. */
import { type CauseId, type Flow, NO_SCOPE } from "../../engine/flow.js";
import type { Program } from "../../engine/program.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import type { ActorId } from "../../engine/simulation.js";
import { FAILED, GO_ON, type Outcome, type Scope } from "../../engine/step.js";
import { InstantStep } from "../steps/instant-step.js";
import { NO_REQUEST, RequestLists } from "../steps/request-lists.js";
import type { Fleet } from "./fleet.js";

export class UntilGone extends InstantStep implements Scope {
  private readonly flow: Flow;
  private readonly fleet: Fleet;
  private readonly which: Int32Column;
  private readonly cause: CauseId;
  private readonly inside: RequestLists; // By instance.
  private readonly losers: readonly ActorId[];
  private scope = NO_SCOPE;

  constructor(flow: Flow, fleet: Fleet, which: Int32Column, cause: CauseId) {
    super();
    this.flow = flow;
    this.fleet = fleet;
    this.which = which;
    this.cause = cause;
    const heads = { at: new Int32Array(fleet.most).fill(NO_REQUEST) };
    this.inside = new RequestLists(flow.requests, heads);
    this.losers = Array.from(heads.at, (_, instance) =>
      flow.simulation.addActor({ fire: () => this.loseOne(instance) }),
    );
    fleet.onceGone((instance) => this.flow.simulation.wakeActorAt(this.losers[instance]!, this.flow.simulation.nowMs));
  }

  around(program: Program, body: () => void): void {
    this.scope = program.within(this, body);
  }

  enter(request: RequestId): Outcome {
    const instance = this.which.at[request]!;
    if (this.fleet.isGone(instance)) {
      this.flow.cause.at[request] = this.cause;
      return FAILED;
    }
    this.inside.add(instance, request);
    return GO_ON;
  }

  leave(request: RequestId): void {
    this.inside.remove(this.which.at[request]!, request);
  }

  /** One per event, since what one releases may let the next go on. */
  private loseOne(instance: number): void {
    const request = this.inside.first(instance);
    if (request === NO_REQUEST || !this.fleet.isGone(instance)) return;
    this.flow.interrupt(request, this.scope, this.cause);
    this.flow.simulation.wakeActorAt(this.losers[instance]!, this.flow.simulation.nowMs);
  }
}
