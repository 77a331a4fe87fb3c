/** Schemas of single values with a unit. Ranges are in the unit of memory: ms, per second, 0 to 1, bytes. */
import type { z } from "zod";
import { isDistribution } from "./distribution-expression.js";
import { quantityPattern, readQuantity } from "./read-quantity.js";
import { BANDWIDTH, DURATION, didYouMean, MANY, Misread, NUMBER, type Quantity, RATE, SHARE, SIZE } from "./units.js";
import { type EditorHelp, type Scalar, written } from "./written.js";

export interface Range {
  readonly min?: number;
  readonly max?: number;
  readonly above?: number; // Like `min`, but the limit itself is refused.
  readonly fixed?: string; // Why a distribution is not allowed here.
}

/** A duration → ms. `40ms`, `1.5s`, `2min`, `1h`, `250us`, `1d`, `0`. */
export const duration = (range: Range = {}): z.ZodType<number, Scalar> => quantity(DURATION, range);

/** A duration → ms, where `none` and `unlimited` are Infinity. */
export const durationOrNone = (range: Range = {}): z.ZodType<number, Scalar> =>
  quantity(DURATION, range, ["none", "unlimited"]);

/** A rate → per second. `800/s`, `48/min`, `1.5k/s`. */
export const rate = (range: Range = {}): z.ZodType<number, Scalar> => quantity(RATE, range);

/** A percentage → share, from 0 to 1 unless the range says otherwise. `90%`, `0.5%`, `0`. */
export const percent = (range: Range = {}): z.ZodType<number, Scalar> => quantity(SHARE, { max: 1, ...range });

/** A size → bytes; `KB` is 1000 and `KiB` 1024. */
export const size = (range: Range = {}): z.ZodType<number, Scalar> => quantity(SIZE, range);

/** A bandwidth → bytes per second. `1Gbit/s`, `100MB/s`. */
export const bandwidth = (range: Range = {}): z.ZodType<number, Scalar> => quantity(BANDWIDTH, range);

/** A plain number that is not negative, such as a factor. `2`, `1.5`. */
export const number = (range: Range = {}): z.ZodType<number, Scalar> => quantity(NUMBER, range);

/** A whole number, not negative unless `min` says so. `4`. */
export const count = (range: Range = {}): z.ZodType<number, Scalar> => whole(range, []);

/** A whole number of many things, from 1. `50000`, `50k`, `1M`. */
export const many = (range: Range = {}): z.ZodType<number, Scalar> =>
  written({
    expected: "a whole number such as 50000 or 50k",
    help: {
      type: ["integer", "string"],
      ...limits({ min: 1, ...range }),
      pattern: quantityPattern(MANY),
      examples: MANY.examples,
      description: described(MANY, range),
      values: `${lowered(described(MANY, { min: 1, ...range }))}, such as \`50000\` or \`50k\``,
    },
    read: (text) => {
      const value = readQuantity(MANY, text);
      if (!Number.isSafeInteger(value)) throw new Misread(`must be a whole number, found ${text.trim()}`);
      return within({ min: 1, ...range }, value, MANY.write);
    },
  });

/** A whole number, or `unlimited` → Infinity. */
export const countOrUnlimited = (range: Range = {}): z.ZodType<number, Scalar> => whole(range, ["unlimited"]);

/** A whole number, or `all` → Infinity. */
export const countOrAll = (range: Range = {}): z.ZodType<number, Scalar> => whole(range, ["all"]);

/** A whole number, a size or `unlimited` → a number, bytes or Infinity. `8000`, `32MB`. */
export function countOrSize(range: Range = {}): z.ZodType<number | { readonly bytes: number }, Scalar> {
  const bounds: Range = { ...range, min: range.min ?? 0 };
  const expected = "a whole number such as 8000, a size such as 32MB or unlimited";
  const pattern = ["^\\d+$", quantityPattern(SIZE), "^unlimited$"].join("|");
  const description = described(NUMBER, range);
  return written<number | { readonly bytes: number }>({
    expected,
    help: {
      type: ["integer", "string"],
      ...limits(bounds),
      pattern,
      examples: [8000, "32MB", "unlimited"],
      description,
      values: "a whole number; or a size; or `unlimited`",
    },
    read: (text) => {
      if (/^[\d_]+\s*keys?$/i.test(text.trim()))
        throw new Misread(
          `a number of keys has no unit, found "${text.trim()}"`,
          0,
          0,
          didYouMean(text.trim().split(/\s*k/i)[0]),
        );
      if (/^[\d_.]+(e\d+)?\s*[a-z]+$/i.test(text.trim()))
        return { bytes: within({ above: 0 }, readQuantity(SIZE, text), SIZE.write) };
      return wholeNumber(bounds, text, expected, ["unlimited"]);
    },
  });
}

function quantity(of: Quantity, range: Range, endless: readonly string[] = []): z.ZodType<number, Scalar> {
  const examples = [...of.examples, ...endless];
  const pattern = [quantityPattern(of), ...endless.map((word) => `^${word}$`)].join("|");
  // A zero needs no unit, and a bare zero is a number to YAML.
  const description = described(of, range);
  const values = [lowered(description), ...endless.map(inTicks)].join("; or ");
  const help: EditorHelp =
    of.bare === "meant"
      ? { type: ["number", "string"], ...limits(range), pattern, examples, description, values }
      : { type: ["string", "number"], minimum: 0, maximum: 0, pattern, examples, description, values };
  return written({
    expected: alternatives([`${of.name} such as ${of.examples[0]}`, ...endless]),
    help,
    read: (text) => {
      if (endless.includes(text.trim())) return Infinity;
      if (isDistribution(text))
        throw new Misread(
          `expected one ${of.name.replace(/^an? /, "")}, not a distribution`,
          0,
          0,
          range.fixed ?? null,
        );
      return within(range, readQuantity(of, text), of.write);
    },
  });
}

function whole(range: Range, endless: readonly string[]): z.ZodType<number, Scalar> {
  const bounds: Range = { ...range, min: range.min ?? 0 };
  const expected = alternatives(["a whole number such as 4", ...endless]);
  const pattern = ["^\\d+$", ...endless.map((word) => `^${word}$`)].join("|");
  const examples = [4, ...endless];
  return written({
    expected,
    help: {
      type: ["integer", "string"],
      ...limits(bounds),
      pattern,
      examples,
      description: described(NUMBER, range),
      values: [described(WHOLE, bounds).toLowerCase(), ...endless.map(inTicks)].join("; or "),
    },
    read: (text) => wholeNumber(bounds, text, expected, endless),
  });
}

function wholeNumber(bounds: Range, text: string, expected: string, endless: readonly string[]): number {
  const trimmed = text.trim();
  if (endless.includes(trimmed)) return Infinity;
  const value = /^-?[\d_.]+(e[+-]?\d+)?$/i.test(trimmed) ? Number(trimmed.replaceAll("_", "")) : Number.NaN;
  if (Number.isNaN(value)) throw new Misread(`expected ${expected}, found "${trimmed}"`);
  if (!Number.isSafeInteger(value)) throw new Misread(`must be a whole number, found ${trimmed}`);
  return within(bounds, value, String);
}

function within(
  { min = -Infinity, max = Infinity, above = -Infinity }: Range,
  value: number,
  write: Quantity["write"],
) {
  const found = `found ${write(value)}`;
  if (value < min) throw new Misread(`must be at least ${write(min)}, ${found}`);
  if (value <= above) throw new Misread(`must be more than ${write(above)}, ${found}`);
  if (value > max) throw new Misread(`must be at most ${write(max)}, ${found}`);
  return value;
}

const limits = ({ min, max, above }: Range): Record<string, number> => ({
  ...(min === undefined ? {} : { minimum: min }),
  ...(above === undefined ? {} : { exclusiveMinimum: above }),
  ...(max === undefined ? {} : { maximum: max }),
});

function described(of: Quantity, { min, max, above }: Range): string {
  const parts = [
    of.name[0]!.toUpperCase() + of.name.slice(1),
    min === undefined ? "" : `at least ${of.write(min)}`,
    above === undefined ? "" : `more than ${of.write(above)}`,
    max === undefined ? "" : `at most ${of.write(max)}`,
  ];
  return parts.filter((part) => part !== "").join(", ");
}

const WHOLE: Quantity = { ...NUMBER, name: "a whole number" };
const lowered = (text: string): string => `${text[0]!.toLowerCase()}${text.slice(1)}`;
const inTicks = (word: string): string => `\`${word}\``;

const alternatives = (words: readonly string[]): string =>
  words.length === 1 ? words[0]! : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
