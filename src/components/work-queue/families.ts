/** The rows that stand for one message: which of them is the message, and how often it has been done. */
import type { Int32Column, RequestId } from "../../engine/request-table.js";

export class Families {
  done = 0; // Messages done at least once.
  doneTwice = 0; // More than once.
  private readonly familyOf: Int32Column;
  private readonly rows: number[] = []; // Of each family.
  private readonly current: RequestId[] = [];
  private readonly times: number[] = [];
  private readonly closed: boolean[] = [];
  private readonly free: number[] = [];

  constructor(familyOf: Int32Column) {
    this.familyOf = familyOf;
  }

  /** A family of one. */
  found(message: RequestId): void {
    const family = this.free.pop() ?? this.rows.length;
    this.familyOf.at[message] = family;
    this.rows[family] = 1;
    this.current[family] = message;
    this.times[family] = 0;
    this.closed[family] = false;
  }

  /** A row more. */
  join(row: RequestId): void {
    this.rows[this.familyOf.at[row]]++;
  }

  /** A row less; the last one dissolves the family. */
  leave(row: RequestId): void {
    const family = this.familyOf.at[row];
    if (--this.rows[family] === 0) this.free.push(family);
  }

  /** This row is the message from now on. */
  is(row: RequestId): void {
    this.current[this.familyOf.at[row]] = row;
  }

  /** The row that is the message now. */
  messageOf(row: RequestId): RequestId {
    return this.current[this.familyOf.at[row]];
  }

  /** Its work is done. @returns whether for the first time */
  finish(row: RequestId): boolean {
    const times = ++this.times[this.familyOf.at[row]];
    if (times === 1) this.done++;
    if (times === 2) this.doneTwice++;
    return times === 1;
  }

  close(row: RequestId): void {
    this.closed[this.familyOf.at[row]] = true;
  }

  isClosed(row: RequestId): boolean {
    return this.closed[this.familyOf.at[row]];
  }
}
