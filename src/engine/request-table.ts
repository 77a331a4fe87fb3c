/**
 * The requests now in the system: one row each, one typed array a property.
 *
 * Rows are numbered from 0 and reused. A part that must remember something about a request asks for a
 * column; a row's value is whatever its last request left there, so it is set before it is read.
 */
export type RequestId = number;

export class Int32Column {
  at: Int32Array;
  constructor(rows: number) {
    this.at = new Int32Array(rows);
  }
  grow(rows: number): void {
    const grown = new Int32Array(rows);
    grown.set(this.at);
    this.at = grown;
  }
}

export class Float64Column {
  at: Float64Array;
  constructor(rows: number) {
    this.at = new Float64Array(rows);
  }
  grow(rows: number): void {
    const grown = new Float64Array(rows);
    grown.set(this.at);
    this.at = grown;
  }
}

/** More requests in the system than the limit allows: the run is over, and the report says so. */
export class SystemFull extends Error {}

export class RequestTable {
  private rows = 256;
  private free: Int32Array;
  private freeCount: number;
  private readonly columns: (Int32Column | Float64Column)[] = [];
  private readonly rowsMax: number;

  constructor(rowsMax = 4_000_000) {
    this.rowsMax = rowsMax;
    this.free = new Int32Array(this.rows);
    this.freeCount = 0;
    this.offer(0);
  }

  /** Requests, messages and waiting users that exist now. */
  get inUse(): number {
    return this.rows - this.freeCount;
  }

  /** Their rows, ascending. */
  rowsInUse(): RequestId[] {
    const isFree = new Uint8Array(this.rows);
    for (let i = 0; i < this.freeCount; i++) isFree[this.free[i]] = 1;
    const rows: RequestId[] = [];
    for (let row = 0; row < this.rows; row++) if (isFree[row] === 0) rows.push(row);
    return rows;
  }

  int32(): Int32Column {
    return this.add(new Int32Column(this.rows));
  }

  float64(): Float64Column {
    return this.add(new Float64Column(this.rows));
  }

  /** @throws SystemFull at the limit. */
  take(): RequestId {
    if (this.freeCount === 0) this.grow();
    return this.free[--this.freeCount];
  }

  giveBack(request: RequestId): void {
    this.free[this.freeCount++] = request;
  }

  private add<C extends Int32Column | Float64Column>(column: C): C {
    this.columns.push(column);
    return column;
  }

  /** Lowest row on top, so that a run uses the same rows whatever the capacity. */
  private offer(from: number): void {
    for (let row = this.rows - 1; row >= from; row--) this.free[this.freeCount++] = row;
  }

  private grow(): void {
    if (this.rows >= this.rowsMax) throw new SystemFull(`more than ${this.rowsMax} requests in the system`);
    const from = this.rows;
    this.rows *= 2;
    this.free = new Int32Array(this.rows);
    for (const column of this.columns) column.grow(this.rows);
    this.offer(from);
  }
}
