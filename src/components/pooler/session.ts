/**
 * Session mode: a server connection belongs to a client connection from its first query until the client closes it, also
 * while nothing is asked. So clients beyond the server connections wait until another closes its connection.
 */
import type { Flow } from "../../engine/flow.js";
import type { Program } from "../../engine/program.js";
import type { RequestId } from "../../engine/request-table.js";
import type { Slots } from "../../engine/slots.js";
import { type Awaited, FAILED, GO_ON, type Outcome, PENDING, type Step } from "../../engine/step.js";
import type { Spending } from "../../engine/tracing/stretch.js";
import type { ConnectionPool } from "../database/connection-pool.js";
import type { HoldConnection } from "../database/hold-connection.js";
import { type ConnectionId, NO_CONNECTION, type OpenConnections } from "../database/open-connections.js";

/** The sessions of the connections of one bank of pools. */
export class Sessions {
  readonly slots: Slots;
  readonly servers: OpenConnections;
  readonly mayEnd: boolean; // Whether any client connection is ever closed.
  private readonly serverOf: Map<ConnectionId, ConnectionId>[]; // By client connection of each pool.

  /** @param servers of the pooler @param clients pools that open connections to it */
  constructor(servers: ConnectionPool, clients: readonly OpenConnections[]) {
    this.slots = servers.bank[0];
    this.servers = (servers.open as readonly OpenConnections[])[0];
    this.serverOf = clients.map(() => new Map());
    this.mayEnd = clients.some(({ mayClose }) => mayClose);
    clients.forEach((pool, i) => {
      pool.whenClosed = (client) => this.end(i, client);
    });
  }

  /** Writes that a session begins, where the connection has none yet. */
  begin(flow: Flow, program: Program, held: HoldConnection): void {
    program.add(new AwaitServer(this, held));
    program.add(new OpenServer(flow, this, held));
  }

  has(pool: number, client: ConnectionId): boolean {
    return this.serverOf[pool].has(client);
  }

  pin(pool: number, client: ConnectionId, server: ConnectionId): void {
    this.serverOf[pool].set(client, server);
  }

  private end(pool: number, client: ConnectionId): void {
    const server = this.serverOf[pool].get(client);
    if (server === undefined) return;
    this.serverOf[pool].delete(client);
    this.servers.options.accepted.usesNoMore();
    this.servers.giveBack(server);
    this.slots.release();
  }
}

/** Waits for a server connection to be free, unless the client connection has one. */
class AwaitServer implements Step {
  readonly spends: Spending = { as: "waiting", on: "server connection" };
  constructor(
    private readonly sessions: Sessions,
    private readonly held: HoldConnection,
  ) {}

  enter(request: RequestId): Outcome {
    if (this.sessions.has(this.held.poolOf(request), this.held.connectionOf(request))) return GO_ON;
    return this.sessions.slots.acquire(request);
  }

  wake(request: RequestId): Outcome {
    return this.sessions.slots.losePatience(request);
  }

  withdraw(request: RequestId): void {
    this.sessions.slots.withdraw(request);
  }

  waitsFor(): Awaited | undefined {
    return this.sessions.mayEnd ? undefined : { slots: this.sessions.slots };
  }
}

/** Takes an idle server connection or opens one, and pins it to the client connection. */
class OpenServer implements Step {
  readonly spends: Spending = { as: "network", on: "connection set-up" };
  private readonly opening = new Map<RequestId, ConnectionId>();

  constructor(
    private readonly flow: Flow,
    private readonly sessions: Sessions,
    private readonly held: HoldConnection,
  ) {}

  enter(request: RequestId): Outcome {
    const { sessions, held, flow } = this;
    const { servers, slots } = sessions;
    if (sessions.has(held.poolOf(request), held.connectionOf(request))) return GO_ON;
    const idle = servers.takeIdle();
    const server = idle === NO_CONNECTION ? servers.openNew() : idle;
    if (server === NO_CONNECTION) {
      slots.release();
      flow.cause.at[request] = servers.options.accepted.whenFull;
      return FAILED;
    }
    servers.options.accepted.uses();
    if (idle !== NO_CONNECTION || servers.readyAt(server) <= flow.simulation.nowMs) return this.pinned(request, server);
    this.opening.set(request, server);
    flow.simulation.wakeRequestAt(request, servers.readyAt(server));
    return PENDING;
  }

  wake(request: RequestId): Outcome {
    const server = this.opening.get(request) as ConnectionId;
    this.opening.delete(request);
    return this.pinned(request, server);
  }

  withdraw(request: RequestId): void {
    this.flow.simulation.calmRequest(request);
    this.sessions.servers.options.accepted.usesNoMore();
    this.sessions.servers.close(this.opening.get(request) as ConnectionId);
    this.opening.delete(request);
    this.sessions.slots.release();
  }

  private pinned(request: RequestId, server: ConnectionId): Outcome {
    this.sessions.pin(this.held.poolOf(request), this.held.connectionOf(request), server);
    return GO_ON;
  }
}
