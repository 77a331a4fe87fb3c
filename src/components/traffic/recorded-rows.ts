/**
 * Which row of a record a request is, by its number: row r is number first + r, and each further copy or lap adds the
 * number of rows. So whatever a request meets can look up what the row says.
 */
import type { Flow } from "../../engine/flow.js";
import type { Sampler } from "../../engine/random/sampler.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import type { Outcome } from "../../engine/step.js";
import type { KeyByNumber } from "../data/datum.js";
import { InstantStep } from "../steps/instant-step.js";

export class RecordedRows {
  readonly first: number; // Number of the first row's request.
  readonly count: number;
  private readonly most: number; // Requests that can have a row.

  /** @param passes through the record that can be asked for, by copies and laps together */
  constructor(first: number, count: number, passes: number) {
    this.first = first;
    this.count = count;
    this.most = Math.min(count * passes, 2 ** 32 - 1);
  }

  /** −1 of a request that is not of this record. */
  rowOf(number: number): number {
    const place = (number - this.first) >>> 0;
    return place < this.most ? place % this.count : -1;
  }
}

/** The work that a row brings to a step; where it says none, and of other requests, it is drawn. */
export class RecordedWork implements Sampler {
  private readonly rows: RecordedRows;
  private readonly workMs: Float64Array; // NaN: none.
  private readonly times: number;
  private readonly drawn: Sampler;

  /** @param times factor on what the rows say */
  constructor(rows: RecordedRows, workMs: Float64Array, times: number, drawn: Sampler) {
    this.rows = rows;
    this.workMs = workMs;
    this.times = times;
    this.drawn = drawn;
  }

  next(request: number, visit: number): number {
    const row = this.rows.rowOf(request);
    const recorded = row < 0 ? Number.NaN : this.workMs[row]! * this.times;
    return recorded >= 0 ? recorded : this.drawn.next(request, visit);
  }
}

/** The key that a row names, in the first round of a loop; else it is drawn. */
export class RecordedKey implements KeyByNumber {
  private readonly flow: Flow;
  private readonly rows: RecordedRows;
  private readonly keys: Int32Array; // −1: none.
  private readonly drawn: KeyByNumber;

  constructor(flow: Flow, rows: RecordedRows, keys: Int32Array, drawn: KeyByNumber) {
    this.flow = flow;
    this.rows = rows;
    this.keys = keys;
    this.drawn = drawn;
  }

  of(request: RequestId): number {
    const { number, round } = this.flow;
    return this.at(number.at[request], round.at[request]);
  }

  at(number: number, round: number): number {
    const row = round === 0 ? this.rows.rowOf(number) : -1;
    const key = row < 0 ? -1 : this.keys[row]!;
    return key < 0 ? this.drawn.at(number, round) : key;
  }
}

/** Takes the exit that the row names. Only for requests of the record. */
export class ChooseByRow extends InstantStep {
  private readonly number: Int32Column;
  private readonly rows: RecordedRows;
  private readonly target: Int32Array;
  private readonly exits: readonly number[];

  /** @param target of each row @param exits of the targets */
  constructor(number: Int32Column, rows: RecordedRows, target: Int32Array, exits: readonly number[]) {
    super();
    this.number = number;
    this.rows = rows;
    this.target = target;
    this.exits = exits;
  }

  enter(request: RequestId): Outcome {
    return this.exits[this.target[this.rows.rowOf(this.number.at[request])]!]!;
  }
}
