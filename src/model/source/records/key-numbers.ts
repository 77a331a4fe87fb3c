/** Turns texts into numbers: in order of appearance, and then by how frequent they are. */
export class KeyNumbers {
  private readonly numbers = new Map<string, number>();

  /** Its number by first appearance; −1 of an empty text. */
  of(text: string): number {
    if (text === "") return -1;
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    this.numbers.set(text, this.numbers.size);
    return this.numbers.size - 1;
  }

  /** In order of appearance. */
  get texts(): readonly string[] {
    return [...this.numbers.keys()];
  }

  /** Replaces numbers by ranks, 0 for the most frequent; of equals the first to appear. @returns how many there are */
  rank(column: Int32Array): number {
    const times = new Int32Array(this.numbers.size);
    for (const number of column) if (number >= 0) times[number]!++;
    const order = Array.from(times, (_, number) => number).sort((a, b) => times[b]! - times[a]! || a - b);
    const rankOf = new Int32Array(order.length);
    for (const [rank, number] of order.entries()) rankOf[number] = rank;
    for (let i = 0; i < column.length; i++) if (column[i]! >= 0) column[i] = rankOf[column[i]!]!;
    return times.filter((each) => each > 0).length;
  }
}
