/**
 * Arithmetic on distributions: `exponential(20ms) + 0.85ms`, `2 * uniform(1ms, 2ms)`, `ceil(exponential(20ms), 1ms)`,
 * `min(…, 1s)`, `max(…, 1ms)`, and parentheses.
 *
 *   sum := product ("+" product)*     product := factor ("*" factor)*
 *   factor := "(" sum ")" | ("min" | "max" | "ceil") "(" sum ("," sum)* ")" | number | value | family "(" … ")"
 *
 * As between the words of a family, commas are optional.
 */
import type { DistributionSpec } from "../../../engine/distribution-spec.js";
import { ceiled, greatest, least, summed, times } from "./combined.js";
import { withoutQuotes } from "./distribution-grammar.js";
import { Misread, NUMBER, type Quantity } from "./units.js";

export const BENDS = ["min", "max", "ceil"];

const FAMILY = /[A-Za-z][\w-]*\s*\([^()]*\)/g;
const EXPONENT = /(\d[eE])[+-](?=\d)/g;

/** Whether a text is more than one value or one family. */
export function isExpression(text: string): boolean {
  const bare = withoutQuotes(text);
  if (/^\s*(\(|(min|max|ceil)\s*\()/.test(bare)) return true;
  const between = bare.replace(FAMILY, (call) => `)${"_".repeat(call.length - 1)}`).replace(EXPONENT, "$1_");
  return /[+*]/.test(between) || /\)_*\s*[-/]/.test(between);
}

/** Whether a text is a distribution where only a single value is allowed. */
export const isDistribution = (text: string): boolean =>
  /^\s*[A-Za-z][\w-]*\s*\(.*\)\s*$/.test(text) || isExpression(text);

/** @param one reads a single value or family @throws Misread */
export function readExpression(
  text: string,
  quantity: Quantity,
  one: (text: string) => DistributionSpec,
): DistributionSpec {
  return new Reader(text, quantity, one).all();
}

/** A plain number is a factor, or for counts also a value. */
interface Operand {
  readonly factor: number | null;
  readonly text: string;
  readonly offset: number;
  read(): DistributionSpec;
}

class Reader {
  readonly #text: string;
  readonly #bare: string;
  readonly #quantity: Quantity;
  readonly #one: (text: string) => DistributionSpec;
  readonly #scalar: RegExp;
  #at = 0;

  constructor(text: string, quantity: Quantity, one: (text: string) => DistributionSpec) {
    this.#text = text;
    this.#bare = withoutQuotes(text);
    this.#quantity = quantity;
    this.#one = one;
    const units = [...quantity.units.keys()].sort((a, b) => b.length - a.length).join("|");
    const unit = units === "" ? "" : `(?:\\s*(?:${units})(?![\\w/]))?`;
    this.#scalar = new RegExp(
      `(?:\\d[\\d_]*(?:\\.\\d+)?|\\.\\d+)(?:e[+-]?\\d+)?${unit}(?=[\\s+*(),]|$)|[^\\s+*(),]+`,
      "iy",
    );
  }

  all(): DistributionSpec {
    const spec = this.#sum();
    if (this.#next() !== "") throw this.#unexpected();
    return spec;
  }

  #sum(): DistributionSpec {
    const terms = [this.#product()];
    while (this.#take("+")) terms.push(this.#product());
    const sign = this.#next();
    if (sign === "-" || sign === "/")
      throw new Misread(
        sign === "-" ? "nothing can be taken away from a distribution" : "a distribution cannot be divided",
        this.#at,
        1,
        sign === "-" ? "write a smaller one, or min(…)" : "multiply it, as in 0.5 * exponential(20ms)",
      );
    return summed(terms);
  }

  #product(): DistributionSpec {
    const operands = [this.#factor()];
    while (this.#take("*")) operands.push(this.#factor());
    const values = operands.filter(({ factor }) => factor === null);
    const [value = operands.at(-1)!, second] = values;
    if (second !== undefined) {
      const hint = "one side of * is a plain number, as in 2 * exponential(20ms)";
      throw new Misread("two distributions cannot be multiplied", second.offset, second.text.length, hint);
    }
    const factors = operands.filter((operand) => operand !== value);
    const factor = factors.reduce((all, operand) => all * operand.factor!, 1);
    return factors.length === 0 ? value.read() : times(factor, value.read(), value.offset, value.text.length);
  }

  #factor(): Operand {
    const start = this.#skip();
    if (this.#take("(")) {
      const spec = this.#sum();
      this.#close();
      return this.#operand(start, () => spec);
    }
    const name = /[A-Za-z][\w-]*(?=\s*\()/y;
    name.lastIndex = start;
    const [called] = name.exec(this.#bare) ?? [];
    if (called !== undefined && BENDS.includes(called)) return this.#bend(called, start);
    if (called !== undefined) {
      this.#at = this.#endOfCall(start);
      const end = this.#at;
      return this.#operand(start, () => this.#read(start, end));
    }
    this.#scalar.lastIndex = start;
    const [scalar] = this.#scalar.exec(this.#bare) ?? [];
    if (scalar === undefined) throw this.#unexpected();
    this.#at = start + scalar.length;
    const end = this.#at;
    const factor = /^[\d._]+(e[+-]?\d+)?$/i.test(scalar) ? Number(scalar.replaceAll("_", "")) : null;
    return { factor, text: scalar, offset: start, read: () => this.#read(start, end) };
  }

  #bend(name: string, start: number): Operand {
    this.#at = this.#bare.indexOf("(", start) + 1;
    const terms: DistributionSpec[] = [];
    const offsets: number[] = [];
    while (this.#next() !== ")") {
      if (this.#next() === "") throw this.#unclosed();
      offsets.push(this.#skip());
      terms.push(this.#sum());
      this.#take(",");
    }
    this.#close();
    const [length, example] = [
      this.#at - start,
      this.#quantity === NUMBER ? "exponential(20), 1" : "exponential(20ms), 1ms",
    ];
    if (terms.length < 2 || (name === "ceil" && terms.length > 2))
      throw new Misread(
        `${name} takes ${name === "ceil" ? "what is rounded up, and to what" : "two values or more"}`,
        start,
        length,
        `write ${name}(${example})`,
      );
    if (name !== "ceil") return this.#operand(start, () => (name === "min" ? least(terms) : greatest(terms)));
    const [term, step] = terms as [DistributionSpec, DistributionSpec];
    if (step.kind !== "constant" || step.value === 0)
      throw new Misread("ceil rounds up to multiples of one value above 0", offsets[1], 0, `write ceil(${example})`);
    return this.#operand(start, () => ceiled(term, step.value));
  }

  #operand(start: number, read: () => DistributionSpec): Operand {
    return { factor: null, text: this.#text.slice(start, this.#at), offset: start, read };
  }

  #read(start: number, end: number): DistributionSpec {
    try {
      return this.#one(this.#text.slice(start, end));
    } catch (mistake) {
      throw mistake instanceof Misread ? mistake.movedBy(start, end - start) : mistake;
    }
  }

  #endOfCall(start: number): number {
    let depth = 0;
    for (let at = start; at < this.#bare.length; at++) {
      if (this.#bare[at] === "(") depth++;
      else if (this.#bare[at] === ")" && --depth === 0) return at + 1;
    }
    throw this.#unclosed();
  }

  #skip(): number {
    while (/\s/.test(this.#bare[this.#at] ?? "")) this.#at++;
    return this.#at;
  }

  /** The next token, or "" at the end. */
  #next(): string {
    return this.#bare[this.#skip()] ?? "";
  }

  #take(sign: string): boolean {
    if (this.#next() !== sign) return false;
    this.#at++;
    return true;
  }

  #close(): void {
    if (this.#take(")")) return;
    throw this.#next() === "" ? this.#unclosed() : this.#unexpected();
  }

  #unclosed(): Misread {
    return new Misread('")" is missing at the end', this.#text.trimEnd().length, 1);
  }

  #unexpected(): Misread {
    const [found = ""] = /^\S+/.exec(this.#text.slice(this.#at)) ?? [];
    if (found !== "") return new Misread(`unexpected "${found}"`, this.#at, found.length);
    return new Misread("something is missing at the end", this.#text.trimEnd().length, 1);
  }
}
