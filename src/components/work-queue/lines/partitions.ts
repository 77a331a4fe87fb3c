/**
 * Partitions: each has one worker, and the workers get them in turn. One with several takes their messages in the order in
 * which they came; one without stands by.
 *
 * The partitions of a worker that stops wait until it is back, or until those that are left take them over, a while later
 * (Kafka: when the session of a consumer has timed out). A worker that comes back gets its own again.
 */
import type { Int32Column, RequestId, RequestTable } from "../../../engine/request-table.js";
import type { ActorId, Simulation } from "../../../engine/simulation.js";
import type { WaitingColumns } from "../../../engine/waiting-queue.js";
import { Lanes, type Server } from "./lanes.js";
import type { EachWorker, PlaceOf } from "./line.js";

export interface PartitionsOptions {
  readonly partitions: number;
  readonly workers: number;
  readonly workersMax: number; // That there ever are.
  readonly rebalanceMs: number;
}

export class Partitions extends Lanes implements EachWorker {
  override readonly eachWorker = this;
  readonly count: number;
  private readonly owners: Int32Array; // The worker of each partition.
  private readonly events: Simulation;
  private readonly rebalanceMs: number;
  private readonly rebalance: ActorId;
  private workers: number;
  private stopped = 0; // The first so many.

  /** @param mayGoOn called after partitions have got other workers */
  constructor(
    simulation: Simulation,
    columns: WaitingColumns,
    requests: RequestTable,
    about: { readonly laneOf: Int32Column; readonly placeOf: PlaceOf },
    { partitions, workers, workersMax, rebalanceMs }: PartitionsOptions,
    mayGoOn: () => void,
  ) {
    super(simulation, columns, requests, about, { count: workersMax, size: 1 });
    this.count = workersMax;
    this.events = simulation;
    this.rebalanceMs = rebalanceMs;
    this.workers = workers;
    this.owners = Int32Array.from({ length: partitions }, (_, partition) => partition % workers);
    this.rebalance = simulation.addActor({
      fire: () => {
        this.takeOver();
        mayGoOn();
      },
    });
  }

  present(workers: number, stopped: number): void {
    this.workers = workers;
    this.stopped = stopped;
    for (let worker = 0; worker < this.count; worker++) this.servers[worker].isAway = !this.isPresent(worker);
    let orphans = 0;
    for (let partition = 0; partition < this.owners.length; partition++) {
      const own = partition % workers;
      if (this.isPresent(own)) this.owners[partition] = own;
      else if (!this.isPresent(this.owners[partition])) orphans++;
    }
    this.reassign();
    if (orphans === 0) this.events.calmActor(this.rebalance);
    else this.events.wakeActorAt(this.rebalance, this.events.nowMs + this.rebalanceMs);
  }

  hasStopped(message: RequestId): boolean {
    return this.servedBy.at[message] < this.stopped;
  }

  busyIntegral(worker: number): number {
    return this.servers[worker].busy.integral;
  }

  protected override serverOf(partition: number): Server {
    return this.servers[this.owners[partition]];
  }

  private isPresent(worker: number): boolean {
    return worker >= this.stopped && worker < this.workers;
  }

  /** Each partition without a worker goes to the one that has fewest. */
  private takeOver(): void {
    if (this.stopped >= this.workers) return;
    const partitionsOf = new Int32Array(this.workers);
    for (const owner of this.owners) if (this.isPresent(owner)) partitionsOf[owner]++;
    for (let partition = 0; partition < this.owners.length; partition++) {
      if (this.isPresent(this.owners[partition])) continue;
      let fewest = this.stopped;
      for (let worker = fewest; worker < this.workers; worker++)
        if (partitionsOf[worker] < partitionsOf[fewest]) fewest = worker;
      this.owners[partition] = fewest;
      partitionsOf[fewest]++;
    }
    this.reassign();
  }
}
