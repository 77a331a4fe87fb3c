/**
 * Batches: a worker takes as many messages as wait, at most so many, waits a while for more where they are fewer, and works
 * on them together; then on each by itself. All are done together, or fail together.
 *
 * A batch has a row of its own, which holds the worker. Its messages do their own work one after the other. Poisson
 * messages, no wait and exponential work on each batch make M/M(1,b)/1, the general bulk service rule.
 * Source: Bailey (1954); Medhi, Stochastic Models in Queueing Theory, sec. 4.3.
 */
import type { CauseId, Flow } from "../../../engine/flow.js";
import type { Mark } from "../../../engine/program.js";
import type { RequestId } from "../../../engine/request-table.js";
import type { Slots } from "../../../engine/slots.js";

export interface BatchOptions {
  readonly most: number; // Messages that a worker takes together.
  readonly waitMs: number; // For more of them, from the first on.
}

/** Messages that are worked on together. */
export interface Batch {
  readonly row: RequestId;
  readonly messages: RequestId[];
  isOpen: boolean; // Whether more may come.
  isWaiting: boolean; // For more, or for those that are on their way to it.
  there: number; // Messages that have come to it.
  turn: number; // Whose own work is under way.
  hasFailed: boolean;
}

export class Batches {
  inWork = 0; // Messages.
  taken = 0; // Messages so far,
  begun = 0; // in so many batches.
  readonly options: BatchOptions;
  private readonly flow: Flow;
  private readonly workers: Slots;
  private readonly start: Mark; // Of the work of a batch.
  private readonly ofRow = new Map<RequestId, Batch>(); // Of its own row, and of the rows of its messages.
  private readonly open: Batch[] = [];

  constructor(flow: Flow, workers: Slots, start: Mark, options: BatchOptions) {
    this.flow = flow;
    this.workers = workers;
    this.start = start;
    this.options = options;
  }

  /** Undefined for a message whose batch is over. */
  of(row: RequestId): Batch | undefined {
    return this.ofRow.get(row);
  }

  /** Whether a message that comes is taken at once: a worker is idle, or waits for more. */
  get takesMore(): boolean {
    return this.open.length > 0 || this.workers.busy.value < this.workers.capacity;
  }

  /** A message that comes while `takesMore`. */
  takeNow(message: RequestId): void {
    const [open] = this.open;
    if (open === undefined) {
      this.workers.occupy();
      this.begin(message);
    } else {
      this.workers.passThrough();
      this.add(open, message);
    }
  }

  /** A message that has a worker, which takes others along that wait. */
  begin(message: RequestId): void {
    const { flow, workers, options } = this;
    const row = flow.requests.take();
    flow.inherit(row, message);
    flow.arrivedMs.at[row] = flow.simulation.nowMs;
    const state = { isOpen: true, isWaiting: false, there: 0, turn: 0, hasFailed: false };
    const batch: Batch = { row, messages: [], ...state };
    this.begun++;
    this.ofRow.set(row, batch);
    this.open.push(batch);
    this.add(batch, message);
    while (batch.isOpen && !workers.queue.isEmpty) this.add(batch, workers.takeAlong());
    if (batch.isOpen && options.waitMs === 0) this.close(batch);
    flow.begin(row, this.start.step);
  }

  private add(batch: Batch, message: RequestId): void {
    batch.messages.push(message);
    this.ofRow.set(message, batch);
    this.inWork++;
    this.taken++;
    if (batch.messages.length === this.options.most) this.close(batch);
  }

  /** No more come to it. */
  close(batch: Batch): void {
    batch.isOpen = false;
    this.open.splice(this.open.indexOf(batch), 1);
    this.mayGoOn(batch);
  }

  /** Its messages have come to it. */
  isComplete({ isOpen, there, messages }: Batch): boolean {
    return !isOpen && there === messages.length;
  }

  /** Lets a batch go on that has waited. */
  mayGoOn(batch: Batch): void {
    if (!batch.isWaiting || !this.isComplete(batch)) return;
    batch.isWaiting = false;
    this.flow.simulation.calmRequest(batch.row);
    this.flow.ready(batch.row);
  }

  /** A message is told apart from its batch, which may go on. */
  leave(message: RequestId): void {
    if (this.ofRow.delete(message)) this.inWork--;
  }

  /** The batch is over, and its messages go on. @param cause null: it is done @param tell called before for each */
  end(batch: Batch, cause: CauseId | null, tell: (message: RequestId) => void): void {
    const { flow, ofRow } = this;
    if (batch.isOpen) this.close(batch);
    for (const message of batch.messages) {
      if (ofRow.get(message) !== batch) continue;
      this.leave(message);
      tell(message);
      if (cause === null) flow.ready(message);
      else flow.readyToFail(message, cause);
    }
    ofRow.delete(batch.row);
    flow.requests.giveBack(batch.row);
  }
}
