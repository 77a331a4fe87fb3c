/**
 * What requests are about, and what those that work for them, their branches, messages and timed attempts, take over from
 * them and tell them.
 */
import { type Float64Column, type Int32Column, type RequestId, RequestTable } from "./request-table.js";

export const NOTHING_LEARNED = -1;

export class WorkingFor {
  readonly requests = new RequestTable();
  /** Number of the request in its traffic, the same in every topology: the key of its random draws. */
  readonly number: Int32Column;
  /** Which repetition (of a loop, of a retry) this is: the second key of its random draws. */
  readonly visit: Int32Column;
  /** Which repetition of a loop this is, the same for every attempt: the second key of what it is about. */
  readonly round: Int32Column;

  private readonly carried: Int32Column[] = [];
  private readonly carriedTimes: Float64Column[] = [];
  private readonly learned: Int32Column[] = [];
  private readonly marked: Int32Column[] = [];
  private refusedUntilMs: Float64Column | null = null; // Null: no caller asks.

  constructor() {
    this.number = this.requests.int32();
    this.visit = this.requests.int32();
    this.round = this.requests.int32();
  }

  /** A column of what is true of a request, and of its branches, messages and timed attempts too. */
  carries(): Int32Column {
    const column = this.requests.int32();
    this.carried.push(column);
    return column;
  }

  /** The same of times [ms]. */
  carriesTime(): Float64Column {
    const column = this.requests.float64();
    this.carriedTimes.push(column);
    return column;
  }

  /** A column of what a request finds out, or a branch or timed attempt on its behalf; NOTHING_LEARNED until then. */
  learns(): Int32Column {
    const column = this.requests.int32();
    this.learned.push(column);
    return column;
  }

  /** A column of marks: a request is marked by its number, and so are all that work for it, before and after. */
  marks(): Int32Column {
    const column = this.requests.int32();
    this.marked.push(column);
    return column;
  }

  /** A column of when a request was told to come back, by what refused it [ms]; 0: it was not. */
  heedRefusals(): Float64Column {
    this.refusedUntilMs ??= this.requests.float64();
    return this.refusedUntilMs;
  }

  /** What refuses a request says until when. */
  refuseUntil(request: RequestId, atMs: number): void {
    if (this.refusedUntilMs !== null) this.refusedUntilMs.at[request] = atMs;
  }

  /** One request does the work of another from here: it draws the same, and is about the same. */
  inherit(child: RequestId, parent: RequestId): void {
    const { number, visit, round } = this;
    number.at[child] = number.at[parent];
    visit.at[child] = visit.at[parent];
    round.at[child] = round.at[parent];
    for (let i = 0; i < this.carried.length; i++) this.carried[i].at[child] = this.carried[i].at[parent];
    for (let i = 0; i < this.carriedTimes.length; i++) this.carriedTimes[i].at[child] = this.carriedTimes[i].at[parent];
    for (let i = 0; i < this.marked.length; i++) this.marked[i].at[child] = this.marked[i].at[parent];
    for (let i = 0; i < this.learned.length; i++) this.learned[i].at[child] = NOTHING_LEARNED;
    this.refuseUntil(child, 0);
  }

  /** A request works for no other from here. @param number of its own */
  alone(request: RequestId, number: number): void {
    this.number.at[request] = number;
    this.visit.at[request] = 0;
    this.round.at[request] = 0;
    for (let i = 0; i < this.carried.length; i++) this.carried[i].at[request] = 0;
  }

  /** A request knows from here what another has found out on its behalf. */
  learn(parent: RequestId, child: RequestId): void {
    for (let i = 0; i < this.learned.length; i++) {
      const { at } = this.learned[i];
      if (at[child] !== NOTHING_LEARNED) at[parent] = at[child];
    }
    const number = this.number.at[child];
    for (let i = 0; i < this.marked.length; i++) {
      const { at } = this.marked[i];
      if (at[child] === number) at[parent] = number;
    }
    if (this.refusedUntilMs !== null) this.refuseUntil(parent, this.refusedUntilMs.at[child]);
  }
}
