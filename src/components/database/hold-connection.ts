/** Holds an open connection of a pool that opens them when needed; without an idle one, a new one is opened first. */
import type { Flow } from "../../engine/flow.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import { FAILED, GO_ON, type Outcome, PENDING, type Scope, type Step } from "../../engine/step.js";
import type { Spending } from "../../engine/tracing/stretch.js";
import { type ConnectionId, NO_CONNECTION, type OpenConnections } from "./open-connections.js";

export class HoldConnection implements Step, Scope {
  readonly spends: Spending = { as: "network", on: "connection set-up" };
  private readonly flow: Flow;
  private readonly pools: readonly OpenConnections[];
  private readonly which: Int32Column;
  private readonly held: Int32Column;

  /** @param which of the pools, for each request */
  constructor(flow: Flow, pools: readonly OpenConnections[], which: Int32Column) {
    this.flow = flow;
    this.pools = pools;
    this.which = which;
    this.held = flow.requests.int32();
  }

  /** The number of the pool that the request uses. */
  poolOf(request: RequestId): number {
    return this.which.at[request];
  }

  /** The connection that the request holds of it. */
  connectionOf(request: RequestId): ConnectionId {
    return this.held.at[request];
  }

  enter(request: RequestId): Outcome {
    const pool = this.of(request);
    const idle = pool.takeIdle();
    const connection = idle === NO_CONNECTION ? pool.openNew() : idle;
    this.held.at[request] = connection;
    if (connection === NO_CONNECTION) {
      this.flow.cause.at[request] = pool.options.accepted.whenFull;
      return FAILED;
    }
    pool.options.accepted.uses();
    const { simulation } = this.flow;
    if (idle !== NO_CONNECTION || pool.readyAt(connection) <= simulation.nowMs) return GO_ON;
    simulation.wakeRequestAt(request, pool.readyAt(connection));
    return PENDING;
  }

  wake(): Outcome {
    return GO_ON;
  }

  /** Stopped while it is being opened. */
  withdraw(request: RequestId): void {
    this.flow.simulation.calmRequest(request);
    const pool = this.of(request);
    pool.options.accepted.usesNoMore();
    pool.close(this.held.at[request]);
  }

  leave(request: RequestId): void {
    const pool = this.of(request);
    pool.options.accepted.usesNoMore();
    pool.giveBack(this.held.at[request]);
  }

  private of(request: RequestId): OpenConnections {
    return this.pools[this.which.at[request]];
  }
}
