/** Connections that requests take from a pool and give back. */
import type { Flow } from "../../engine/flow.js";
import { Histogram } from "../../engine/histogram.js";
import { SlotsMeter } from "../../engine/meters.js";
import type { Program } from "../../engine/program.js";
import type { Sampler } from "../../engine/random/sampler.js";
import type { Int32Column } from "../../engine/request-table.js";
import { Slots, type SlotsOptions } from "../../engine/slots.js";
import { HoldSlot } from "../../engine/steps/hold-slot.js";
import type { NewQueue, WaitingColumns } from "../../engine/waiting-queue.js";
import { HoldConnection } from "./hold-connection.js";
import { OpenConnections, type OpenOptions } from "./open-connections.js";

export interface ConnectionPoolOptions {
  readonly name: string; // As shown: "shop-db".
  readonly resource: string; // As shown: "pool", or "pool of web" for a caller's own.
  readonly pools: number; // 1 if shared; the number of the caller's instances if each has its own.
  readonly poolsAtStart: number;
  readonly connections: number; // Of each pool, c ≥ 1.
  readonly queueMax: number; // 0 refuses at once; Infinity: unlimited.
  readonly newQueue: NewQueue;
  readonly acquireTimeout: Sampler | null; // [ms]
  readonly opens: OpenOptions | null; // Null: all connections are open from the start.
}

/**
 * A connection pool: at most `connections` requests hold one, the others queue.
 *
 * In queueing terms connections are the c servers, and the service time is how long a request *holds* its connection.
 * Shared by all callers, or one pool per instance of a calling service. A timeout makes it M/M/c+D.
 */
export class ConnectionPool {
  readonly meter: SlotsMeter;
  readonly bank: readonly Slots[];
  readonly open: readonly OpenConnections[] | null;
  private readonly flow: Flow;

  constructor(flow: Flow, options: ConnectionPoolOptions, columns: WaitingColumns) {
    const { connections, opens, poolsAtStart } = options;
    const waitingTimeMs = new Histogram();
    const slots: SlotsOptions = {
      capacity: connections,
      queueMax: options.queueMax,
      newQueue: options.newQueue,
      patience: options.acquireTimeout,
      whenFull: flow.addCause("pool-queue-full", options.name),
      whenImpatient: flow.addCause("pool-timeout", options.name),
    };
    this.flow = flow;
    this.bank = Array.from({ length: options.pools }, () => new Slots(flow, slots, columns, waitingTimeMs));
    this.open =
      opens === null
        ? null
        : this.bank.map((_, i) => new OpenConnections(flow.simulation, i, connections, i < poolsAtStart, opens));
    this.meter = new SlotsMeter(options.resource, this.bank, waitingTimeMs);
  }

  /** @param connections of each pool, from now on */
  resize(connections: number): void {
    for (const slots of this.bank) slots.resize(connections);
    for (const open of this.open ?? []) open.resize(connections);
  }

  /** @param most that may wait for a connection of each pool, from now on */
  limitQueue(most: number): void {
    for (const slots of this.bank) slots.limitQueue(most);
  }

  /** Holds a connection of the pool given by `which` while the body runs. */
  hold(program: Program, which: Int32Column, body: (held: HoldConnection | null) => void): void {
    program.within(new HoldSlot(this.bank, which), () => {
      if (this.open === null) {
        body(null);
        return;
      }
      const held = new HoldConnection(this.flow, this.open, which);
      program.within(held, () => body(held));
    });
  }
}
