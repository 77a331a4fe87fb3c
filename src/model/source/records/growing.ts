/** Columns whose length shows only when all rows are read. */
abstract class Growing<Column extends Float64Array | Int32Array> {
  protected abstract make(length: number): Column;
  private column: Column | null = null;
  private length = 0;

  push(value: number): void {
    this.column ??= this.make(1024);
    if (this.length === this.column.length) {
      const longer = this.make(2 * this.length);
      longer.set(this.column);
      this.column = longer;
    }
    this.column[this.length++] = value;
  }

  get all(): Column {
    return (this.column ?? this.make(0)).subarray(0, this.length) as Column;
  }
}

export class Floats extends Growing<Float64Array> {
  protected make(length: number): Float64Array {
    return new Float64Array(length);
  }
}

export class Ints extends Growing<Int32Array> {
  protected make(length: number): Int32Array {
    return new Int32Array(length);
  }
}
