/** Schemas of random values: a constant, or a distribution by its usual name. */
import type { z } from "zod";
import type { DistributionSpec } from "../../../engine/distribution-spec.js";
import { nearest } from "../../../text/nearest.js";
import { Arguments, RATIOS, readShare } from "./distribution-arguments.js";
import { BENDS, isExpression, readExpression } from "./distribution-expression.js";
import { FAMILIES, type Family } from "./distribution-families.js";
import { parseCall } from "./distribution-grammar.js";
import { readEmpirical } from "./empirical.js";
import { quantityPattern, readQuantity } from "./read-quantity.js";
import { DURATION, didYouMean, Misread, NUMBER, type Quantity } from "./units.js";
import { type Scalar, written } from "./written.js";

/** A duration drawn from a distribution → milliseconds. `3ms`, `lognormal(mean 4ms, p99 20ms)`. */
export const distribution = (): z.ZodType<DistributionSpec, Scalar> => distributionOf(DURATION);

/** A plain number drawn from a distribution. `11`, `geometric(mean 15)`. */
export const numberDistribution = (): z.ZodType<DistributionSpec, Scalar> => distributionOf(NUMBER);

/** A quantity drawn from a distribution, in the unit of memory. */
export function distributionOf(quantity: Quantity): z.ZodType<DistributionSpec, Scalar> {
  const families = familiesFor(quantity);
  const names = [...families.keys(), "empirical", ...BENDS].join("|");
  return written({
    expected: expectedBy(quantity),
    help: {
      type: quantity.bare === "meant" ? ["number", "string"] : "string",
      pattern: `${quantityPattern(quantity)}|^(${names})\\(.*\\)$|^.*[+*].*$`,
      examples: [quantity.examples[0]!, ...examplesFor(quantity, families)],
      description: `${quantity.name[0]!.toUpperCase()}${quantity.name.slice(1)}, constant or drawn from a distribution`,
      values: `${quantity.name} or a [distribution](#distributions)`,
    },
    read: (text) => readDistribution(quantity, text),
    instead: percentilesInstead,
  });
}

/** @throws Misread */
export function readDistribution(quantity: Quantity, text: string): DistributionSpec {
  return isExpression(text)
    ? readExpression(text, quantity, (part) => readOne(quantity, part))
    : readOne(quantity, text);
}

function readOne(quantity: Quantity, text: string): DistributionSpec {
  const call = parseCall(text, (word, keyword) => quantity.units.has(word) && !RATIOS.has(keyword));
  if (call === null) return constant(quantity, text);
  if (call.name.text === "empirical") return readEmpirical(call, quantity);
  const family = familiesFor(quantity).get(call.name.text);
  if (family === undefined) throw insteadOfNormal(text) ?? unknownFamily(call.name.text, call.name.offset, quantity);
  const given = new Arguments(call, quantity, family.keys);
  if (call.name.text === "hyperexponential" && given.bare.length > 0) return branches(given);
  given.nameBareValues(family.positions);
  given.requirePositive();
  const build = family.forms[given.signature];
  if (build !== undefined) return build(given);
  const inside = call.words.map((word) => word.text).join(" ") || "nothing";
  throw new Misread(`${call.name.text} cannot be given by ${inside}`, 0, 0, `write ${family.examples.join(" or ")}`);
}

/** `{ p50: 6ms, p99: 40ms }` as the distribution that has both. */
function percentilesInstead(input: unknown): string | null {
  if (typeof input !== "object" || input === null || Array.isArray(input)) return null;
  const said = new Map(Object.entries(input).map(([key, value]) => [key.toLowerCase(), String(value)]));
  const [low, high] = [said.get("min"), said.get("max")];
  if (low !== undefined && high !== undefined && said.size === 2) return `uniform(${low}, ${high})`;
  const first = ["p50", "median", "mean", "avg", "average"].find((key) => said.has(key));
  const last = [...said.keys()].findLast((key) => /^p(9|100)/.test(key));
  if (first === undefined) return null;
  const name = { median: "p50", avg: "mean", average: "mean" }[first] ?? first;
  if (last === undefined) return said.size === 1 ? `exponential(${said.get(first)})` : null;
  const percentile = /^p9{3,}$/.test(last) ? `p99.${last.slice(3)}` : last;
  return `lognormal(${name} ${said.get(first)}, ${percentile} ${said.get(last)})`;
}

/** `5-10ms`, `20ms..60ms`: from one to the other. */
function range(text: string): void {
  const [, low, lowUnit, high, unit] =
    /^\s*([\d.]+?)\s*([a-zµμ/%]*)\s*(?:-|–|\.\.\.?|…|\bto\b)\s*([\d.]+)\s*([a-zµμ/%]*)\s*$/i.exec(text) ?? [];
  if (low === undefined) return;
  const write = `uniform(${low}${lowUnit || unit}, ${high}${unit})`;
  throw new Misread(`"${text.trim()}" is a range`, 0, 0, `write "${write}"`).repairedBy(write);
}

function constant(quantity: Quantity, text: string): DistributionSpec {
  const word = text.trim();
  range(word);
  if (!/^[A-Za-z]/.test(word)) return { kind: "constant", value: readQuantity(quantity, text) };
  const families = familiesFor(quantity);
  const family = families.get(word);
  if (family === undefined) {
    const near = nearest(word, families.keys());
    throw new Misread(`expected ${expectedBy(quantity)}, found "${word}"`, 0, 0, near && didYouMean(`"${near}"`));
  }
  throw new Misread(`${word} needs its values`, 0, 0, `write ${family.examples.join(" or ")}`);
}

/** `90% 1ms, 10% 50ms`: a share, then the mean of the exponential it is drawn from. */
function branches(given: Arguments): DistributionSpec {
  const words = given.bare;
  const pairs = Array.from({ length: Math.ceil(words.length / 2) }, (_, i) => {
    const [share, mean] = [words[2 * i]!, words[2 * i + 1]];
    const probability = readShare(share);
    if (mean === undefined) throw new Misread(`${share.text} of what?`, share.offset, share.text.length);
    return { probability, mean: given.read(mean) };
  });
  if (given.signature !== "") throw new Misread("give either the branches, or mean and cv");
  const total = pairs.reduce((sum, { probability }) => sum + probability, 0);
  if (Math.abs(total - 1) > 1e-9) {
    throw new Misread(`the shares must add up to 100%, found ${Number((total * 100).toPrecision(6))}%`);
  }
  return { kind: "hyperexponential", branches: pairs };
}

/** A normal would draw negative times; a lognormal of the same mean and spread does not. */
function insteadOfNormal(text: string): Misread | null {
  const [, mean, sd] =
    /^\s*(?:normal|gaussian|norm)\(\s*(?:mean\s*)?([^,()]+?)\s*,\s*(?:sd|std|stddev|sigma)?\s*([^,()]+?)\s*\)\s*$/i.exec(
      text,
    ) ?? [];
  if (mean === undefined || sd === undefined) return null;
  try {
    const cv = readQuantity(DURATION, sd) / readQuantity(DURATION, mean);
    const write = `lognormal(mean ${mean}, cv ${Number(cv.toPrecision(3))})`;
    return new Misread("a normal draws negative times too", 0, 0, `write "${write}"`).repairedBy(write);
  } catch {
    return null;
  }
}

function unknownFamily(name: string, offset: number, quantity: Quantity): Misread {
  const names = [...familiesFor(quantity).keys(), "empirical"];
  const near = OTHER_NAMES[name.toLowerCase()] ?? nearest(name, [...names, ...BENDS]);
  const hint = near === null ? `the distributions are ${names.join(", ")}` : didYouMean(`"${near}"`);
  const misread = new Misread(`unknown distribution "${name}"`, offset, name.length, hint);
  return near === null ? misread : misread.repairedBy(near, offset, name.length);
}

const OTHER_NAMES: Readonly<Record<string, string>> = {
  exp: "exponential",
  expo: "exponential",
  negexp: "exponential",
  poisson: "exponential", // Of a time: its gaps.
  "log-normal": "lognormal",
  log_normal: "lognormal",
  range: "uniform",
  random: "uniform",
};

function familiesFor(quantity: Quantity): ReadonlyMap<string, Family> {
  return new Map([...FAMILIES].filter(([, family]) => !family.countsOnly || quantity === NUMBER));
}

const expectedBy = (quantity: Quantity): string =>
  `${quantity.name} such as ${quantity.examples[0]}, or a distribution such as ${quantity === NUMBER ? "geometric(mean 15)" : `exponential(${quantity.examples[0]})`}`;

const EXPRESSIONS = [
  "exponential(20ms) + 0.85ms",
  "2 * exponential(20ms)",
  "ceil(exponential(20ms), 1ms)",
  "min(exponential(20ms) + uniform(1ms, 2ms), 1s)",
  "max(exponential(20ms), 1ms)",
];

/** The families' examples are durations; for other quantities only those without a unit are offered. */
function examplesFor(quantity: Quantity, families: ReadonlyMap<string, Family>): readonly string[] {
  if (quantity === DURATION) return [...[...families.values()].flatMap(({ examples }) => examples), ...EXPRESSIONS];
  return quantity === NUMBER ? ["geometric(mean 15)", "uniform(1, 5)"] : [];
}
