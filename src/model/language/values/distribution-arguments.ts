/** The words between the parentheses of a distribution, sorted into keywords, percentiles and bare values. */
import { nearest } from "../../../text/nearest.js";
import type { Call, Word } from "./distribution-grammar.js";
import { readQuantity } from "./read-quantity.js";
import { PERCENTILE_NAMES, type Percentile } from "./special-functions.js";
import { didYouMean, Misread, NUMBER, type Quantity, rounded, SHARE } from "./units.js";

/** Keywords without a unit; every other one has the unit of what is drawn. */
export const RATIOS: ReadonlySet<string> = new Set(["shape", "cv", "sigma"]);

export class Arguments {
  readonly percentiles: Percentile[] = []; // From the lowest to the highest.
  readonly bare: Word[] = [];
  readonly #values = new Map<string, number>();

  /** @param keys the keywords this family knows; "p" stands for every percentile. @throws Misread */
  constructor(
    readonly call: Call,
    readonly quantity: Quantity,
    keys: readonly string[],
  ) {
    const known = keys.flatMap((key) => (key === "p" ? PERCENTILE_NAMES : [key]));
    for (let i = 0; i < call.words.length; i++) {
      const word = call.words[i]!;
      if (known.includes(word.text)) this.#name(word, call.words[++i]);
      else if (/^[A-Za-z]/.test(word.text)) throw unknownKeyword(word, known);
      else this.bare.push(word);
    }
    this.percentiles.sort((a, b) => Number(a.name.slice(1)) - Number(b.name.slice(1)));
  }

  /** The kinds of arguments given, sorted: "mean p" for a mean and a percentile. */
  get signature(): string {
    return [...this.#values.keys(), ...this.percentiles.map(() => "p")].sort().join(" ");
  }

  /** The value of a keyword in the signature. */
  get(key: string): number {
    return this.#values.get(key)!;
  }

  has(key: string): boolean {
    return this.#values.has(key);
  }

  /** Gives bare values their keywords by position: the 3ms of `exponential(3ms)` is the mean. @throws Misread */
  nameBareValues(positions: readonly string[]): void {
    const names = positions.filter((key) => !this.#values.has(key));
    for (const [i, word] of this.bare.entries()) {
      const key = names[i];
      if (key === undefined) throw new Misread(`unexpected "${word.text}"`, word.offset, word.text.length);
      this.#values.set(key, this.read(word, key));
    }
  }

  /** @throws Misread, placed in the whole text. */
  read(word: Word, key = ""): number {
    return readWord(RATIOS.has(key) ? NUMBER : this.quantity, word);
  }

  /** A value as its author would write it, for messages. */
  write(value: number): string {
    return this.quantity.write(value);
  }

  /** @throws Misread unless every named value is above zero. */
  requirePositive(): void {
    const all = [...this.#values, ...this.percentiles.map((p): [string, number] => [p.name, p.value])];
    for (const [key, value] of all) {
      if (value > 0 || (this.call.name.text === "uniform" && key === "min")) continue;
      const word = this.call.words.find(({ text }) => text === key) ?? this.bare[0]!;
      throw new Misread(`${key} must be more than 0, found ${rounded(value)}`, word.offset, word.text.length);
    }
  }

  #name(key: Word, value: Word | undefined): void {
    const name = key.text;
    if (value === undefined) throw new Misread(`"${name}" needs a value after it`, key.offset, name.length);
    const twice = this.#values.has(name) || this.percentiles.some((p) => p.name === name);
    if (twice) throw new Misread(`"${name}" is given twice`, key.offset, name.length);
    const read = this.read(value, name);
    if (PERCENTILE_NAMES.includes(name)) this.percentiles.push({ name, value: read });
    else this.#values.set(name, read);
  }
}

/** `90%` as 0.9. @throws Misread, placed in the whole text. */
export const readShare = (word: Word): number => readWord(SHARE, word);

function readWord(quantity: Quantity, word: Word): number {
  try {
    return readQuantity(quantity, word.text);
  } catch (mistake) {
    throw mistake instanceof Misread ? mistake.movedBy(word.offset, word.text.length) : mistake;
  }
}

function unknownKeyword(word: Word, known: readonly string[]): Misread {
  const near = nearest(word.text, known);
  const hint = near !== null ? didYouMean(`"${near}"`) : known.length > 0 ? `it takes ${known.join(", ")}` : null;
  return new Misread(`unknown keyword "${word.text}"`, word.offset, word.text.length, hint);
}
