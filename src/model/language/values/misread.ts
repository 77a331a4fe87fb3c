/**
 * Thrown by the readers of this folder when a text is not what was expected, and caught in `written.ts`,
 * which turns it into a zod issue. Offsets count characters from the start of the text that was read.
 */
export class Misread extends Error {
  constructor(
    message: string,
    readonly offset = 0,
    readonly length = 0, // 0 means: the whole text.
    readonly hint: string | null = null, // What to write instead, as a sentence.
  ) {
    super(message);
  }

  /** The same mistake, placed in a longer text that contains this one at `offset`. */
  movedBy(offset: number, wholeLength: number): Misread {
    return new Misread(this.message, this.offset + offset, this.length || wholeLength, this.hint);
  }
}

/** `did you mean 40ms?` */
export const didYouMean = (text: string): string => `did you mean ${text}?`;
