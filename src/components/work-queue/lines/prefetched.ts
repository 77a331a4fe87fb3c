/**
 * Messages that workers take beforehand: each has so many besides the one that it works on, and they wait behind it while
 * others may be idle. They are dealt out in turn, each to the next worker with room (RabbitMQ's prefetch count); the rest
 * waits in the queue.
 *
 * With much room, c workers are c queues in each of which every c-th message comes: E_c/M/1 for Poisson publishing and
 * exponential work, near to M/M/1 each. With none they are M/M/c. What a worker that stops has taken goes back.
 */
import { Level } from "../../../engine/gauges.js";
import { IndexedHeap } from "../../../engine/indexed-heap.js";
import type { Int32Column, RequestId, RequestTable } from "../../../engine/request-table.js";
import type { Simulation } from "../../../engine/simulation.js";
import { type WaitingColumns, WaitingQueue } from "../../../engine/waiting-queue.js";
import { NO_REQUEST } from "../../steps/request-lists.js";
import type { EachWorker, Line, PlaceOf } from "./line.js";

interface Worker {
  readonly taken: IndexedHeap; // In the order in which it took them.
  readonly busy: Level;
  isAway: boolean;
}

const NO_WORKER = -1;

export interface PrefetchOptions {
  readonly prefetch: number;
  readonly workers: number;
  readonly workersMax: number; // That there ever are.
}

export class Prefetched extends WaitingQueue implements Line, EachWorker {
  readonly eachWorker = this;
  readonly count: number;
  private readonly workers: readonly Worker[];
  private readonly rest = new IndexedHeap(); // Taken by no worker.
  private readonly workerOf: Int32Column; // Of a message that one has taken or works on.
  private readonly placeOf: PlaceOf;
  private readonly prefetch: number;
  private stopped = 0; // The first so many.
  private turn = 0;
  private takes = 0;

  constructor(
    simulation: Simulation,
    columns: WaitingColumns,
    requests: RequestTable,
    placeOf: PlaceOf,
    { prefetch, workers, workersMax }: PrefetchOptions,
  ) {
    super(simulation, columns);
    this.placeOf = placeOf;
    this.prefetch = prefetch;
    this.count = workersMax;
    this.workerOf = requests.int32();
    this.workers = Array.from({ length: workersMax }, (_, worker) => ({
      taken: new IndexedHeap(),
      busy: new Level(simulation),
      isAway: worker >= workers,
    }));
  }

  override get isEmpty(): boolean {
    return this.nextWorker() === NO_WORKER;
  }

  override join(message: RequestId): void {
    super.join(message);
    this.workerOf.at[message] = NO_WORKER;
    this.rest.set(message, this.placeOf(message));
    this.dealOut();
  }

  /** @throws Error if no idle worker has taken one */
  override shift(): RequestId {
    const worker = this.nextWorker();
    const message = this.workers[worker]?.taken.pop() ?? NO_REQUEST;
    if (message === NO_REQUEST) throw new Error("none may go on");
    super.remove(message);
    this.workers[worker].busy.add(1);
    this.dealOut();
    return message;
  }

  override remove(message: RequestId): void {
    super.remove(message);
    this.rest.remove(message);
    this.workers[this.workerOf.at[message]]?.taken.remove(message);
    this.dealOut();
  }

  admits(): boolean {
    const worker = this.nextInTurn();
    return worker !== NO_WORKER && isIdle(this.workers[worker]);
  }

  begin(message: RequestId): void {
    const worker = this.takesTurn();
    this.workerOf.at[message] = worker;
    this.workers[worker].busy.add(1);
  }

  left(message: RequestId): void {
    this.workers[this.workerOf.at[message]].busy.add(-1);
    this.dealOut();
  }

  over(): void {}

  becomes(): void {}

  present(workers: number, stopped: number): void {
    this.stopped = stopped;
    this.workers.forEach((worker, i) => {
      worker.isAway = i < stopped || i >= workers;
      while (worker.isAway && worker.taken.size > 0) {
        const message = worker.taken.pop();
        this.workerOf.at[message] = NO_WORKER;
        this.rest.set(message, this.placeOf(message));
      }
    });
    this.dealOut();
  }

  hasStopped(message: RequestId): boolean {
    return this.workerOf.at[message] < this.stopped;
  }

  busyIntegral(worker: number): number {
    return this.workers[worker].busy.integral;
  }

  /** Workers with room take what no other has taken. */
  private dealOut(): void {
    while (this.rest.size > 0) {
      const worker = this.takesTurn();
      if (worker === NO_WORKER) return;
      const message = this.rest.pop();
      this.workerOf.at[message] = worker;
      this.workers[worker].taken.set(message, ++this.takes);
    }
  }

  private takesTurn(): number {
    const worker = this.nextInTurn();
    if (worker !== NO_WORKER) this.turn = (worker + 1) % this.count;
    return worker;
  }

  /** The next worker in turn that has room. */
  private nextInTurn(): number {
    for (let i = 0; i < this.count; i++) {
      const worker = (this.turn + i) % this.count;
      const { taken, busy, isAway } = this.workers[worker];
      if (!isAway && taken.size + busy.value <= this.prefetch) return worker;
    }
    return NO_WORKER;
  }

  /** Of the idle workers that have taken some, the one whose next was taken first. */
  private nextWorker(): number {
    let next = NO_WORKER;
    this.workers.forEach(({ taken, busy, isAway }, worker) => {
      if (isAway || busy.value > 0 || taken.size === 0) return;
      if (next === NO_WORKER || taken.minKey < this.workers[next].taken.minKey) next = worker;
    });
    return next;
  }
}

const isIdle = ({ taken, busy }: Worker): boolean => busy.value === 0 && taken.size === 0;
