import { nearest } from "../../../text/nearest.js";
import { DURATION, didYouMean, Misread, type Quantity, SHARE, writeDuration } from "./units.js";

const LEADING_NUMBER = /^\s*(\d[\d_]*(?:\.\d+)?|\.\d+)(e[+-]?\d+)?/i;

/**
 * Reads a number and its unit: `40ms` as a duration is 40.
 *
 * @returns the value in the unit of memory (see `units.ts`), finite and not negative.
 * @throws Misread saying what is wrong with the text, and what was probably meant.
 */
export function readQuantity(quantity: Quantity, text: string): number {
  const found = LEADING_NUMBER.exec(text);
  if (found === null) throw notANumber(quantity, text);
  const amount = Number(found[0].replaceAll("_", ""));
  const rest = text.slice(found[0].length);
  const written = rest.trim();
  const value = written === "" ? withoutUnit(quantity, amount, text) : withUnit(quantity, amount, rest, found[0]);
  if (!Number.isFinite(value)) throw new Misread(`${quantity.name} cannot be as large as "${text.trim()}"`);
  return value;
}

/** The texts that `readQuantity` accepts, as the source of a regular expression, for editors. */
export function quantityPattern(quantity: Quantity): string {
  const number = "\\d[\\d_]*(\\.\\d+)?";
  const units = [...quantity.units.keys()].join("|");
  if (quantity.bare === "meant") return units === "" ? `^${number}$` : `^${number} ?(${units})?$`;
  return quantity.bare === "zero" ? `^(0|${number} ?(${units}))$` : `^${number} ?(${units})$`;
}

function withoutUnit(quantity: Quantity, amount: number, text: string): number {
  if (quantity.bare === "meant" || (quantity.bare === "zero" && amount === 0)) return amount;
  // 0.9 and 90 are both ways to mean 90%; 40 can only be 40ms.
  const guess = quantity === SHARE && amount <= 1 ? SHARE.write(amount) : amount + quantity.guess;
  const message = `"${text.trim()}" needs a unit: ${quantity.usual.join(", ")}`;
  throw new Misread(message, 0, 0, didYouMean(guess)).repairedBy(guess);
}

function withUnit(quantity: Quantity, amount: number, rest: string, number: string): number {
  const name = rest.trim();
  const unit = quantity.units.get(name);
  if (unit !== undefined) return (amount * unit.times) / unit.per;
  const offset = number.length + rest.indexOf(name);
  if (quantity.bare === "meant" && quantity.units.size === 0)
    throw new Misread(`"${name}" after the number: it takes no unit`, offset, name.length);
  const time = quantity === DURATION ? clockTime(number + rest) : null;
  if (time !== null)
    throw new Misread(
      `"${(number + rest).trim()}" is a time of day`,
      0,
      0,
      `write ${time}, counted from the start of the run`,
    ).repairedBy(time);
  if (/^[,.]\d/.test(name)) throw new Misread(`write the number without "${name[0]}"`, offset, name.length);
  if (/\d/.test(name)) throw new Misread(`write one number and one unit, not "${(number + rest).trim()}"`);
  const meant = meantUnit(quantity, name);
  const message = `unknown unit "${name}"`;
  if (meant === null)
    throw new Misread(message, offset, name.length, `${quantity.name} ends in ${quantity.usual.join(", ")}`);
  const guess = number.trim() + meant;
  throw new Misread(message, offset, name.length, didYouMean(guess)).repairedBy(guess);
}

/** "20:00": so many minutes, or hours, minutes and seconds. */
function clockTime(text: string): string | null {
  const [, first, second, third] = /^\s*(\d+):(\d\d)(?::(\d\d))?\s*$/.exec(text) ?? [];
  if (first === undefined) return null;
  const [a, b, c] = [first, second, third ?? "0"].map(Number) as [number, number, number];
  return writeDuration(third === undefined ? (a * 60 + b) * 1000 : ((a * 60 + b) * 60 + c) * 1000);
}

function meantUnit(quantity: Quantity, name: string): string | null {
  const lower = inOneWord(name.toLowerCase());
  const listed = quantity.otherNames.get(lower) ?? quantity.otherNames.get(name.toLowerCase());
  if (listed !== undefined) return listed;
  const units = [...quantity.units.keys()];
  return (
    units.find((unit) => unit.toLowerCase() === lower) ?? nearest(name, [...units, ...quantity.otherNames.values()])
  );
}

/** "requests per second" as "/second", which is among the other names. */
function inOneWord(name: string): string {
  const rate = /^[a-z]*\s*(?:\/|\bper\b)\s*([a-z]+?)s?$/.exec(name)?.[1];
  return rate === undefined ? name : `/${rate}`;
}

function notANumber(quantity: Quantity, text: string): Misread {
  const written = text.trim();
  if (/^-\s*[\d.]/.test(written)) return new Misread(`${quantity.name} cannot be negative, found "${written}"`);
  return new Misread(`expected ${quantity.name} such as ${quantity.examples[0]}, found "${written}"`);
}
