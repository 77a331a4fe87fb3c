/** The nodes of a database, primary or replicas: their connections and their cores. */
import type { Flow } from "../../engine/flow.js";
import { Histogram } from "../../engine/histogram.js";
import { type ResourceMeter, SlotsMeter } from "../../engine/meters.js";
import type { Processor } from "../../engine/processor.js";
import type { Program } from "../../engine/program.js";
import type { Sampler } from "../../engine/random/sampler.js";
import type { RandomStream } from "../../engine/random/stream.js";
import type { Int32Column } from "../../engine/request-table.js";
import { Slots } from "../../engine/slots.js";
import { NOTHING, type Step } from "../../engine/step.js";
import { Delay } from "../../engine/steps/delay.js";
import { HoldSlot } from "../../engine/steps/hold-slot.js";
import { UseCores } from "../../engine/steps/use-cores.js";
import type { Spending } from "../../engine/tracing/stretch.js";
import type { NewQueue, WaitingColumns } from "../../engine/waiting-queue.js";
import type { Datum, KeyOf } from "../data/datum.js";
import { type Breakdowns, whileUp } from "../faults/breakdowns.js";
import { FailSometimes } from "../steps/fail-sometimes.js";
import { Hook } from "../steps/instant-step.js";
import { Stretched } from "../timeline/dial.js";
import type { AskedShards } from "./shards.js";

import { type Locking, whileLocked } from "./take-lock.js";

const CONNECTING: Spending = { as: "network", on: "connection set-up" };
const OVERHEAD: Spending = { as: "work", on: "overhead" };

/** Nodes of one kind: the primary alone, or all replicas. */
export interface NodesOptions {
  readonly resource: string; // "cores" or "replica cores".
  readonly count: number;
  readonly atStart?: number; // How many of them are there from the beginning; all if not given.
  readonly connectionsMax: number; // Accepted by each node; more are refused at once.
  readonly serversEach: number | null; // Each serves one query; null: processor sharing.
  readonly newQueue: NewQueue; // Queue discipline of a server.
  readonly processors: readonly Processor[];
  readonly coresMeter: ResourceMeter | null; // Null if the cores belong to a host.
  readonly links: { readonly links: readonly Processor[]; readonly meter: ResourceMeter } | null; // What each can send.
  readonly breakdowns: Breakdowns | null; // Of their host, or their own.
  readonly paces: Float64Array | null; // How many times as long work takes on each; null: as long as on all.
}

/** What a query is about, if there are named data. */
export interface About {
  readonly datum: Datum;
  readonly key: KeyOf;
}

export interface Query {
  readonly about: About | null;
  readonly shards: AskedShards | null; // Null: there is one primary.
  readonly timeMs: Sampler;
  readonly sentMs: Sampler | null; // On the link of the node; null: it takes no time.
  readonly overheadMs: Sampler | null; // Holds the connection, and no core.
  readonly onReplica: boolean;
  readonly isWrite: boolean;
  readonly replayMs: Sampler | null; // A write's work on each replica.
  readonly commits: Step; // Once it has succeeded.
  readonly locking: Locking | null;
  readonly failures: readonly { readonly probability: { readonly now: number }; readonly stream: RandomStream }[];
}

/** The nodes' connections and cores. */
export class Nodes {
  readonly meters: readonly ResourceMeter[];
  private readonly connections: readonly Slots[] | null;
  private readonly servers: readonly Slots[] | null;
  private readonly processors: readonly Processor[];
  private readonly links: readonly Processor[] | null;
  private readonly name: string;
  private readonly query: Spending;
  private readonly breakdowns: Breakdowns | null;
  private readonly paces: Float64Array | null;
  private there: number; // The first ones; the others are yet to come.
  private coresEach: number;
  private connectionsEach: number;

  constructor(flow: Flow, name: string, options: NodesOptions, columns: WaitingColumns) {
    const { resource, count, connectionsMax, serversEach, processors, coresMeter } = options;
    this.name = name;
    this.query = { as: "work", on: serversEach === null ? "query" : resource };
    this.processors = processors;
    this.breakdowns = options.breakdowns;
    this.paces = options.paces;
    const meters: ResourceMeter[] = [];
    const bank = (resourceName: string, capacity: number, queueMax: number, newQueue?: NewQueue): Slots[] => {
      const waitingTimeMs = new Histogram();
      const whenFull = flow.addCause("too-many-connections", name);
      const slots = { capacity, queueMax, newQueue, patience: null, whenFull, whenImpatient: whenFull };
      const all = Array.from({ length: count }, () => new Slots(flow, slots, columns, waitingTimeMs));
      meters.push(new SlotsMeter(resourceName, all, waitingTimeMs));
      return all;
    };
    this.servers =
      serversEach === null ? null : bank(resource, serversEach, Number.POSITIVE_INFINITY, options.newQueue);
    if (coresMeter !== null) meters.push(coresMeter);
    const connectionsName = resource.replace("cores", "connections");
    this.connections = connectionsMax === Number.POSITIVE_INFINITY ? null : bank(connectionsName, connectionsMax, 0);
    if (options.links !== null) meters.push(options.links.meter);
    this.links = options.links?.links ?? null;
    this.meters = meters;
    this.coresEach = serversEach ?? processors[0]?.capacity ?? Number.POSITIVE_INFINITY;
    this.connectionsEach = connectionsMax;
    this.there = count;
    if (options.atStart !== undefined && options.atStart < count) this.has(options.atStart);
  }

  /** @param count of its nodes that are there from now on, the first ones; the others have nothing */
  has(count: number): void {
    const [from, to] = [Math.min(count, this.there), Math.max(count, this.there)];
    const isMore = count > this.there;
    for (let i = from; i < to; i++) {
      this.servers?.[i].resize(isMore ? this.coresEach : 0);
      this.processors[i]?.resize(isMore ? this.coresEach : 0);
      this.connections?.[i].resize(isMore ? this.connectionsEach : 0);
    }
    this.there = count;
  }

  /** @param cores of each node, from now on */
  resizeCores(cores: number): void {
    this.coresEach = cores;
    for (const slots of this.servers?.slice(0, this.there) ?? []) slots.resize(cores);
    for (const processor of this.processors.slice(0, this.there)) processor.resize(cores);
  }

  /** @param most that each node accepts, from now on */
  resizeConnections(most: number): void {
    this.connectionsEach = most;
    for (const slots of this.connections?.slice(0, this.there) ?? []) slots.resize(most);
  }

  /**
   * Runs a query on the node given by `which`.
   *
   * @param begins runs once it has waited for all it needs @param after what it does on its connection after its work
   */
  run(
    program: Program,
    which: Int32Column,
    connectMs: Sampler | null,
    query: Query,
    flow: Flow,
    begins: Step = NOTHING,
    after: () => void = () => {},
  ): void {
    this.connected(program, which, connectMs, flow, () => {
      const commits = (): void => {
        if (query.commits !== NOTHING) program.add(query.commits);
        after();
      };
      this.answer(program, which, query, flow, begins, null, commits);
    });
  }

  /** Runs a query on a connection that is held. @param transaction of each request, which holds its locks */
  runHeld(
    program: Program,
    which: Int32Column,
    query: Query,
    flow: Flow,
    begins: Step,
    transaction: Int32Column,
  ): void {
    whileUp(this.breakdowns, program, which, () => this.answer(program, which, query, flow, begins, transaction));
  }

  /** Holds a connection of the node given by `which` while the body runs. */
  connected(program: Program, which: Int32Column, connectMs: Sampler | null, flow: Flow, body: () => void): void {
    const setUp = (): void => {
      if (connectMs !== null) program.add(new Delay(flow, connectMs, CONNECTING));
      body();
    };
    const { connections } = this;
    whileUp(this.breakdowns, program, which, () => {
      if (connections === null) setUp();
      else program.within(new HoldSlot(connections, which), setUp);
    });
  }

  /** @param transaction of each request; null: the query holds its locks itself */
  private answer(
    program: Program,
    which: Int32Column,
    query: Query,
    flow: Flow,
    begins: Step,
    transaction: Int32Column | null,
    commits: () => void = () => {},
  ): void {
    const { locking } = query;
    const works = (): void => {
      this.work(program, which, query.timeMs, flow, begins);
      for (const { stream, probability } of query.failures)
        program.add(new FailSometimes(flow, stream, probability, flow.addCause("query-failed", this.name)));
      commits();
    };
    if (query.overheadMs !== null) program.add(new Delay(flow, query.overheadMs, OVERHEAD));
    if (locking === null) works();
    else whileLocked(flow, program, locking, transaction, works);
    if (query.sentMs !== null && this.links !== null) program.add(new UseCores(flow, this.links, which, query.sentMs));
  }

  /** Uses the cores alone, without a connection. */
  work(program: Program, which: Int32Column, drawnMs: Sampler, flow: Flow, begins: Step = NOTHING): void {
    const { paces } = this;
    const pace = { now: 1 };
    const timeMs = paces === null ? drawnMs : new Stretched(drawnMs, [pace]);
    const first = (): void => {
      if (begins !== NOTHING) program.add(begins);
      if (paces === null) return;
      program.add(
        new Hook((request) => {
          pace.now = paces[which.at[request]];
        }),
      );
    };
    if (this.servers !== null)
      program.within(new HoldSlot(this.servers, which), () => {
        first();
        program.add(new Delay(flow, timeMs, this.query));
      });
    else {
      first();
      program.add(
        this.processors.length > 0
          ? new UseCores(flow, this.processors, which, timeMs)
          : new Delay(flow, timeMs, this.query),
      );
    }
  }
}
