/** Columns in memory that threads share, and a hash of what is in them. */

/** Of so many bytes; where no memory can be shared, of this thread's own. */
const room = (bytes: number): SharedArrayBuffer =>
  typeof SharedArrayBuffer === "undefined"
    ? (new ArrayBuffer(bytes) as unknown as SharedArrayBuffer)
    : new SharedArrayBuffer(bytes);

/** @param rows their places in `of`, in order */
export function sharedFloats(of: Float64Array, rows: Uint32Array): Float64Array {
  const shared = new Float64Array(room(rows.length * 8));
  for (let i = 0; i < rows.length; i++) shared[i] = of[rows[i]!]!;
  return shared;
}

export function sharedInts(of: Int32Array, rows: Uint32Array): Int32Array {
  const shared = new Int32Array(room(rows.length * 4));
  for (let i = 0; i < rows.length; i++) shared[i] = of[rows[i]!]!;
  return shared;
}

/** Four words that any change of a word changes; not against anyone who wants two equal ones. */
export class Hash {
  private a = 0x243f6a88 | 0;
  private b = 0x85a308d3 | 0;
  private c = 0x13198a2e | 0;
  private d = 0x03707344 | 0;

  add(text: string): this {
    this.mix(text.length);
    for (let i = 0; i < text.length; i += 2) this.mix(text.charCodeAt(i) | (text.charCodeAt(i + 1) << 16));
    return this;
  }

  addColumn(column: Float64Array | Int32Array): this {
    const words = new Int32Array(column.buffer, column.byteOffset, column.byteLength / 4);
    this.mix(words.length);
    for (let i = 0; i < words.length; i++) this.mix(words[i]!);
    return this;
  }

  get text(): string {
    return [this.a, this.b, this.c, this.d].map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
  }

  private mix(word: number): void {
    this.a = Math.imul(this.a ^ word, 0x9e3779b1);
    this.b = Math.imul((this.b + word) ^ (this.a >>> 15), 0x85ebca77);
    this.c = Math.imul(this.c ^ (this.b >>> 13) ^ word, 0xc2b2ae3d);
    this.d = Math.imul((this.d ^ (this.c >>> 16)) + this.a, 0x27d4eb2f);
  }
}
