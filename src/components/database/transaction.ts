/**
 * A transaction: holds a connection over all that happens inside, to the commit. Its writes go to the replicas when it
 * commits; when it fails or is stopped, it is rolled back, and they never do.
 */
import type { Flow } from "../../engine/flow.js";
import { Histogram } from "../../engine/histogram.js";
import type { Measure } from "../../engine/meters.js";
import type { Program } from "../../engine/program.js";
import type { Float64Column, Int32Column, RequestId } from "../../engine/request-table.js";
import { GO_ON, type Outcome, PENDING, type Scope, type Step } from "../../engine/step.js";
import { InstantStep } from "../steps/instant-step.js";
import type { Locks } from "./locks.js";
import type { About } from "./nodes.js";
import type { Replicate } from "./replicated-writes.js";

/** What a write does at the commit. */
interface Write {
  readonly about: About | null; // What has a new version then.
  readonly to: Replicate | null;
  readonly commits: Step;
  /** Told at the commit, with the request's visit and round when it was written. */
  readonly tells?: (request: RequestId, visit: number, round: number) => void;
}

/** A write, and what the request was about then. */
interface Written {
  readonly write: Write;
  readonly key: number; // Of the datum.
  readonly visit: number;
  readonly round: number;
}

/** All transactions of a database. */
export class Transactions {
  /** `heldMs`, how long each held its connection; `rolledBack`, the share that did not commit. */
  readonly measures: readonly Measure[];
  readonly written = new Map<number, Written[]>(); // By transaction, from its first write until it ends.
  ended = 0;
  rolledBack = 0;
  readonly heldMs = new Histogram();
  readonly locks: Locks | null;
  private last = 0;

  readonly stopsWaiting: (request: RequestId) => void;

  /**
   * @param locks of the database, which a transaction holds until it ends; null: none takes any
   * @param stopsWaiting for replicas, of a request that leaves
   */
  constructor(locks: Locks | null, stopsWaiting: (request: RequestId) => void) {
    this.locks = locks;
    this.stopsWaiting = stopsWaiting;
    this.measures = [
      { kind: "duration", name: "heldMs", histogram: this.heldMs },
      { kind: "ratio", name: "rolledBack", part: () => this.rolledBack, whole: () => this.ended },
    ];
  }

  begin(request: RequestId): number {
    if (this.locks !== null) return this.locks.begin(request);
    this.last = (this.last + 1) | 0;
    return this.last;
  }

  end(transaction: number): void {
    this.written.delete(transaction);
    this.locks?.end(transaction);
  }
}

/** The transactions of one place in a program. */
export class Transaction extends InstantStep implements Scope {
  /** The transaction that a request is in; what works for it takes this over. */
  readonly number: Int32Column;
  private readonly flow: Flow;
  private readonly all: Transactions;
  private readonly begunMs: Float64Column;
  private readonly isOpen: Int32Column;
  private readonly open = new Set<number>();

  constructor(flow: Flow, all: Transactions) {
    super();
    this.flow = flow;
    this.all = all;
    this.number = flow.requests.int32();
    this.begunMs = flow.requests.float64();
    this.isOpen = flow.requests.int32();
  }

  /** @param body ends with the commit's own time */
  around(program: Program, body: () => void): void {
    program.within(this, () => {
      body();
      program.add(new Commit(this));
    });
  }

  enter(request: RequestId): Outcome {
    this.number.at[request] = this.all.begin(request);
    this.begunMs.at[request] = this.flow.simulation.nowMs;
    this.isOpen.at[request] = 1;
    this.open.add(this.number.at[request]);
    return GO_ON;
  }

  leave(request: RequestId): void {
    const { all } = this;
    all.ended++;
    all.heldMs.record(this.flow.simulation.nowMs - this.begunMs.at[request]);
    if (this.isOpen.at[request] === 1) {
      all.rolledBack++;
      this.end(request);
    }
    all.locks?.end(this.number.at[request]); // After it has waited for replicas, too.
  }

  /** A write by the request, or by one that works for it; of a transaction that is over, it is lost. */
  note(request: RequestId, write: Write): void {
    const transaction = this.number.at[request];
    if (!this.open.has(transaction)) return;
    const { visit, round } = this.flow;
    const key = write.about === null ? 0 : write.about.key.of(request);
    const written = { write, key, visit: visit.at[request], round: round.at[request] };
    const before = this.all.written.get(transaction);
    if (before === undefined) this.all.written.set(transaction, [written]);
    else before.push(written);
  }

  /** @returns PENDING where the request goes on once its writes are sent */
  commit(request: RequestId): Outcome {
    const all = this.all.written.get(this.number.at[request]) ?? [];
    this.isOpen.at[request] = 0;
    this.end(request);
    const first = all.find(({ write }) => write.to !== null);
    for (const written of all) {
      const { write, key, visit, round } = written;
      write.about?.datum.commit(request, key);
      write.to?.send(request, visit, round, written === first);
      write.commits.enter(request);
      write.tells?.(request, visit, round);
    }
    if (first === undefined) return GO_ON;
    if (first.write.to?.isSynchronous === false) this.flow.ready(request);
    return PENDING;
  }

  /** It leaves while it waits for replicas. */
  stopsWaiting(request: RequestId): void {
    this.all.stopsWaiting(request);
  }

  private end(request: RequestId): void {
    this.open.delete(this.number.at[request]);
    this.all.written.delete(this.number.at[request]);
  }
}

class Commit extends InstantStep {
  private readonly transaction: Transaction;
  constructor(transaction: Transaction) {
    super();
    this.transaction = transaction;
  }
  enter(request: RequestId): Outcome {
    return this.transaction.commit(request);
  }
  override withdraw(request: RequestId): void {
    this.transaction.stopsWaiting(request);
  }
}
