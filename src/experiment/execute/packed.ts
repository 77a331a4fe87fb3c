/**
 * Measurements in few pieces: all their lists of numbers in two typed arrays, which are copied, kept and read back as
 * bytes. V8 would write a list number by number, and read it back into a box for each.
 */
import type { Measurements } from "../../model/wiring/measurements.js";

export interface Packed {
  readonly rest: unknown; // As it was, with `{ WHOLE: 3 }` in the place of a list of three whole numbers.
  readonly whole: Uint32Array;
  readonly other: Float64Array;
}

const WHOLE = "\u0000whole";
const OTHER = "\u0000other";

type Lists = readonly (readonly number[])[];

export function pack(measured: Measurements): Packed {
  const [whole, other]: [(readonly number[])[], (readonly number[])[]] = [[], []];
  const rest = replaced(measured, (value) => {
    if (!isNumbers(value)) return undefined;
    const isWhole = value.every(fitsWhole);
    (isWhole ? whole : other).push(value);
    return { [isWhole ? WHOLE : OTHER]: value.length };
  });
  return {
    rest,
    whole: filled(new Uint32Array(size(whole)), whole),
    other: filled(new Float64Array(size(other)), other),
  };
}

/** Every number exactly as it was. */
export function unpack({ rest, whole, other }: Packed): Measurements {
  const [nextWhole, nextOther] = [reader(whole), reader(other)];
  return replaced(rest, (value) => {
    if (typeof value !== "object" || value === null) return undefined;
    if (WHOLE in value) return nextWhole(value[WHOLE] as number);
    return OTHER in value ? nextOther(value[OTHER] as number) : undefined;
  }) as Measurements;
}

/** @param instead of a value; undefined: itself, with what it holds replaced */
function replaced(value: unknown, instead: (value: unknown) => unknown): unknown {
  const other = instead(value);
  if (other !== undefined) return other;
  if (Array.isArray(value)) return value.map((each) => replaced(each, instead));
  if (typeof value !== "object" || value === null) return value;
  const copy: Record<string, unknown> = {};
  for (const [key, each] of Object.entries(value)) copy[key] = replaced(each, instead);
  return copy;
}

const isNumbers = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === "number");

const fitsWhole = (value: number): boolean => value >>> 0 === value && !Object.is(value, -0);

const size = (lists: Lists): number => lists.reduce((sum, { length }) => sum + length, 0);

function filled<T extends Uint32Array | Float64Array>(array: T, lists: Lists): T {
  let at = 0;
  for (const each of lists) {
    array.set(each, at);
    at += each.length;
  }
  return array;
}

/** @returns gives so many of the numbers, from where the last one ended */
function reader(from: Uint32Array | Float64Array): (count: number) => number[] {
  let at = 0;
  return (count) => {
    const numbers = new Array<number>(count);
    for (let i = 0; i < count; i++) numbers[i] = from[at++];
    return numbers;
  };
}
