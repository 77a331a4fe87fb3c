import type { Location } from "./diagnostics.js";

/** Turns offsets in a text into lines and columns. */
export class Lines {
  readonly #starts: number[] = [0];

  constructor(
    readonly file: string,
    readonly text: string,
  ) {
    for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) this.#starts.push(at + 1);
  }

  /** The place of the text from `start` to `end`, cut at the end of the line it begins on. O(log lines). */
  locate(start: number, end: number): Location {
    const offset = Math.max(0, Math.min(start, this.text.length));
    const line = this.#lineOf(offset);
    const lineStart = this.#starts[line]!;
    const lineEnd = (this.#starts[line + 1] ?? this.text.length + 1) - 1;
    const written = this.text.slice(offset, Math.min(end, lineEnd)).trimEnd();
    return { file: this.file, line: line + 1, column: offset - lineStart + 1, length: Math.max(1, written.length) };
  }

  #lineOf(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
