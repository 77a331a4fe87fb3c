/** Writes the work of batches: what a worker does for all of them, and what it does for each message. */
import type { Flow, ScopeId } from "../../../engine/flow.js";
import type { Measure } from "../../../engine/meters.js";
import { Program } from "../../../engine/program.js";
import type { Slots } from "../../../engine/slots.js";
import { type Breakdowns, whileUp } from "../../faults/breakdowns.js";
import type { Crew } from "../crew.js";
import { EachInTurn, EndsBatch, Gathers, HoldsWorker } from "./batch-steps.js";
import { Batches, type BatchOptions } from "./batches.js";
import { BeginsBatch, FailsBatch, OwnWork, TakenTogether, WaitsForRest, WaitsForTurn } from "./message-steps.js";

export class Together {
  readonly batches: Batches;
  private readonly flow: Flow;
  private readonly workers: Slots;
  private readonly rows: Program; // Of batches.
  private ownWork: ScopeId = -1;

  constructor(flow: Flow, workers: Slots, options: BatchOptions) {
    this.flow = flow;
    this.workers = workers;
    this.rows = new Program(flow);
    this.batches = new Batches(flow, workers, this.rows.mark(), options);
  }

  get measure(): Measure {
    const { batches } = this;
    return { kind: "times", name: "batchSize", part: () => batches.taken, whole: () => batches.begun };
  }

  /** Writes what a worker does with a batch. */
  work(body: (program: Program) => void, crew: Crew | null, breakdowns: Breakdowns | null): void {
    const { flow, workers, batches, rows } = this;
    const all = (): void =>
      whileUp(breakdowns, rows, flow.first, () => {
        rows.add(new Gathers(flow, batches));
        body(rows);
        rows.add(new EachInTurn(flow, batches, () => this.ownWork));
      });
    const end = (hasFailed: boolean): void => {
      rows.add(new EndsBatch(flow, batches, hasFailed, (row, message) => crew?.alike(row, message)));
      rows.end();
    };
    rows.attempt(
      () => {
        rows.within(new HoldsWorker(workers), () => (crew === null ? all() : crew.around(rows, all)));
        end(false);
      },
      () => end(true),
    );
  }

  /** Writes how a message comes into a batch, and then the body. */
  taken(program: Program, body: () => void): void {
    program.add(new TakenTogether(this.workers, this.batches));
    program.add(new BeginsBatch(this.batches));
    body();
  }

  /** Writes what is done with each message of a batch. */
  each(program: Program, body: () => void): void {
    const { flow, batches } = this;
    program.attempt(
      () => {
        program.add(new WaitsForTurn(flow, batches));
        this.ownWork = program.within(new OwnWork(), body);
        program.add(new WaitsForRest(flow, batches));
      },
      () => {
        program.add(new FailsBatch(flow, batches));
        program.end();
      },
    );
  }
}
