/**
 * Claims: what an experiment should show, judged like objectives.
 *
 * `p99{cache} < 300ms`, `goodput{queue} > goodput{one machine}`, `p99{90} > 10 * p50{90}`: a figure of a variant,
 * compared with a limit or with a (multiple of a) figure of the same unit.
 *
 * `p99 of web.page{pool of 14} is worse`, `mean{cache} is tie`: a figure's verdict against the baseline.
 *
 * `verdict{cache} is met`, `first{one machine} is host cores`: whether all objectives are met, and the bottleneck.
 */
import type { Figure } from "../../analysis/figures/figure.js";
import { meant, parseFigure, type Read } from "../../analysis/figures/parse-figure.js";
import { UNITS, type Unit } from "../../analysis/figures/units.js";
import type { Comparison } from "../../analysis/verdicts/verdict.js";
import { duration, percent, rate } from "../../model/language/values/index.js";
import { ALL_FAMILIES, grammarOf } from "../figures/grammar.js";
import type { StudyVariant } from "./study.js";

export interface FigureClaim {
  readonly figure: Figure;
  readonly variant: string;
  readonly comparison: Comparison;
  readonly against:
    | { readonly limit: number }
    | { readonly times: number; readonly figure: Figure; readonly variant: string };
}

export interface WordClaim {
  readonly subject: Figure | "verdict" | "first";
  readonly variant: string;
  readonly is: boolean;
  readonly word: string;
}

export type Claim = FigureClaim | WordClaim;

export const DIFFERENCE_VERDICTS = ["better", "worse", "more", "less", "tie", "unproven", "incomparable"];
const VERDICTS = ["met", "missed", "unknown", "none"]; // "none": there are no objectives.
const PART_AND_RESOURCE = /^(nothing|\S.* \S+)$/;

const CLAIM = /^\s*(\w[^{}]*?)\s*\{([^{}]*)\}\s*(<=|>=|<|>|is not(?=\s)|is(?=\s))\s*(.+?)\s*$/;
const OTHER = /^(?:([\d.]+)\s*[*×]\s*)?(\w[^{}]*?)\s*\{([^{}]*)\}$/;
const HOW = "a claim reads like `p99{variant} < 300ms`, `p99{variant} > 2 * p99{other}` or `verdict{variant} is met`";

/** @returns index and problem of each claim that cannot be judged */
export function checkClaims(claims: readonly string[], variants: readonly StudyVariant[]): [number, string][] {
  return claims.flatMap((text, i) => {
    const read = parseClaim(text, variants);
    return "errors" in read ? read.errors.map((problem): [number, string] => [i, problem]) : [];
  });
}

/** @param variants null: the claim passed the check when the file was read */
export function parseClaim(text: string, variants: readonly StudyVariant[] | null = null): Read<Claim> {
  const [, subject, variant, comparison, right] = CLAIM.exec(text) ?? [];
  if (subject === undefined || variant === undefined || comparison === undefined || right === undefined)
    return { errors: [HOW] };
  const unknown = unknownVariant(variant, variants);
  if (comparison.startsWith("is")) {
    const read = readSubject(subject, variant, variants);
    const errors = [...("errors" in read ? read.errors : wordProblems(read.found, right)), ...unknown];
    if ("errors" in read || errors.length > 0) return { errors };
    return { found: { subject: read.found, variant, is: comparison === "is", word: right } };
  }
  const left = readFigure(subject, variant, variants);
  const against = readRight(right, "errors" in left ? null : left.found, variants);
  if ("errors" in left || "errors" in against || unknown.length > 0)
    return { errors: [left, { errors: unknown }, against].flatMap((read) => ("errors" in read ? read.errors : [])) };
  return { found: { figure: left.found, variant, comparison: comparison as Comparison, against: against.found } };
}

/** All figures that it names. */
export function figuresIn(claim: Claim): Figure[] {
  if ("figure" in claim) return [claim.figure, ...("figure" in claim.against ? [claim.against.figure] : [])];
  return typeof claim.subject === "string" ? [] : [claim.subject];
}

function readFigure(text: string, variant: string, variants: readonly StudyVariant[] | null): Read<Figure> {
  const model = variants?.find(({ name }) => name === variant)?.model;
  return parseFigure(text, model === undefined ? { families: ALL_FAMILIES } : grammarOf(model));
}

function readSubject(
  text: string,
  variant: string,
  variants: readonly StudyVariant[] | null,
): Read<WordClaim["subject"]> {
  if (text === "verdict" || text === "first") return { found: text };
  return readFigure(text, variant, variants);
}

/** "300ms", "p50{other}", "10 * p50{other}". */
function readRight(
  text: string,
  left: Figure | null,
  variants: readonly StudyVariant[] | null,
): Read<FigureClaim["against"]> {
  const [, times = "1", name, variant] = OTHER.exec(text) ?? [];
  if (name === undefined || variant === undefined) {
    const limit = left === null ? Number.NaN : limitOf(text, left, variants);
    if (left === null || !Number.isNaN(limit)) return { found: { limit } };
    const example = UNITS[left.unit].example;
    return {
      errors: [`"${text}" is neither a limit for ${left.name}, such as ${example}, nor another variant's figure`],
    };
  }
  const read = readFigure(name, variant, variants);
  const unknown = unknownVariant(variant, variants);
  if ("errors" in read || unknown.length > 0) return { errors: [...("errors" in read ? read.errors : []), ...unknown] };
  const { found: figure } = read;
  if (left !== null && figure.unit !== left.unit)
    return { errors: [`${left.name} and ${figure.name} have different units`] };
  if (!(Number(times) > 0)) return { errors: [`"${times}" times a figure says nothing: write 2 * ${figure.name}`] };
  return { found: { times: Number(times), figure, variant } };
}

const SCHEMAS = { ms: duration(), "1": percent(), "1/s": rate() } as const;

/** The limit in the figure's unit, or before any model is read in that of a figure of the same name; NaN if the text is none. */
function limitOf(text: string, { unit, family }: Figure, variants: readonly StudyVariant[] | null): number {
  const namesakes = variants === null ? ALL_FAMILIES.filter(({ name }) => name === family) : [];
  const limits = [unit, ...namesakes.map((each) => each.unit)].map((each) => limitIn(text, each));
  return limits.find((limit) => !Number.isNaN(limit)) ?? Number.NaN;
}

function limitIn(text: string, unit: Unit): number {
  if (unit === "number") return /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  const { data } = SCHEMAS[unit].safeParse(text);
  return typeof data === "number" ? data : Number.NaN;
}

const unknownVariant = (variant: string, variants: readonly StudyVariant[] | null): string[] =>
  variants === null
    ? []
    : unknownName(
        variant,
        variants.map(({ name }) => name),
        "variant",
      );

/** Unknown words are mistakes, since `is not` would always hold. */
function wordProblems(subject: WordClaim["subject"], word: string): string[] {
  if (subject === "verdict") return unknownName(word, VERDICTS, "verdict");
  if (subject !== "first") return unknownName(word, DIFFERENCE_VERDICTS, "verdict");
  return PART_AND_RESOURCE.test(word) ? [] : [`"${word}" is neither \`nothing\` nor a part and its resource`];
}

export const unknownName = (word: string, known: readonly string[], what: string): string[] =>
  known.includes(word) ? [] : [`there is no ${what} "${word}"${meant(word, known)}`];
