/** Parses the name of a figure. An unknown word is an error with the nearest known one. */
import { nearest } from "../../text/nearest.js";
import { FAMILIES } from "./families.js";
import { type Family, type Figure, figureName, LATENCY, type Scope, usualStatistic, withArgument } from "./figure.js";
import { readStatistic, type Statistic } from "./statistic.js";
import { UNITS } from "./units.js";

/** The names that a scope may have; without them any name passes. */
export interface Names {
  readonly endpoints: readonly string[]; // "web.browse", of every service.
  readonly sources: readonly string[]; // Of traffic.
  readonly moments: readonly string[]; // Of the timeline.
  readonly effects: readonly string[];
  readonly parts: ReadonlyMap<string, PartNames>;
  readonly causes: readonly { readonly cause: string; readonly part: string }[]; // Of errors: "timeout" at "shop-db".
}

export interface PartNames {
  readonly type: string;
  readonly resources: readonly string[]; // "threads", "replica cores"
}

export interface Grammar {
  readonly families: readonly Family[];
  readonly names?: Names | undefined;
}

/** Where no model is at hand: the families that every model has, and any name. */
export const ANY_MODEL: Grammar = { families: FAMILIES };

export type Read<Found> = { readonly found: Found } | { readonly errors: readonly string[] };

/** @param text as in a claim: "p99", "errors of shop-db by timeout", "completion p99 of mails" */
export function parseFigure(text: string, grammar: Grammar): Read<Figure> {
  const [, subject = "", of, cause = null] = /^\s*(.+?)(?:\s+of\s+(.+?))?(?:\s+by\s+(\S+))?\s*$/.exec(text) ?? [];
  const read = readSubject(subject, ofThat(grammar, of));
  if ("errors" in read) return read;
  const { family, statistic, written, argument } = read.found;
  return completed(family, { written, argument, statistic, of, cause }, grammar);
}

/** A figure that every model has. @throws Error for any other: an internal bug */
export function usualFigure(text: string): Figure {
  const read = parseFigure(text, ANY_MODEL);
  if ("errors" in read) throw new Error(read.errors.join("; "));
  return read.found;
}

/** Of several families of one name, as of a variant's instances and a part's, those that have such a scope. */
export function ofThat({ families, names }: Grammar, of: string | undefined): readonly Family[] {
  return families.filter((family) => {
    const twins = families.filter(({ name }) => name === family.name);
    if (twins.length === 1) return true;
    const fits = twins.filter((each) => isOf(each, of, names));
    const may = fits.length > 0 ? fits : twins.filter((each) => isOf(each, of, undefined));
    return may.length === 0 || may.includes(family);
  });
}

/** Whether a family has figures of what is written; without names, of anything at all. */
function isOf({ scopes, parts: types }: Family, of: string | undefined, names: Names | undefined): boolean {
  const isWhole = (kind: Scope["kind"]): boolean => kind === "all" || kind === "variant";
  if (of === undefined) return scopes.some(isWhole);
  if (names === undefined) return !scopes.every(isWhole);
  const [part = ""] = of.split(/\s+/);
  const found = names.parts.get(part);
  return scopes.some((kind) => {
    if (kind === "part") return part === of && found !== undefined && types?.includes(found.type) !== false;
    if (kind === "resource") return found !== undefined;
    return kind === "source"
      ? /^traffic\s/.test(of) || names.sources.includes(of)
      : knownOf([kind], names).includes(of);
  });
}

export interface Parts {
  readonly written: string; // "within(500ms)"
  readonly argument: number | null;
  readonly statistic: Statistic;
  readonly of: string | undefined;
  readonly cause: string | null;
}

/** The figure of a family, with its scope read. */
export function completed(family: Family, parts: Parts, grammar: Grammar): Read<Figure> {
  const { written, argument, statistic, of, cause } = parts;
  const scope = readScope(likeOther(family, grammar), of, grammar);
  const errors = "errors" in scope ? [...scope.errors] : [];
  if (cause !== null) errors.push(...wrongCause(family, cause, "found" in scope ? scope.found : null, grammar));
  if (errors.length > 0 || "errors" in scope) return { errors };
  const name = figureName(family, written, { statistic, scope: scope.found, cause });
  const { unit, goal, by, absent } = family;
  const measure = (cause === null ? undefined : by?.[cause]) ?? family.measure ?? null;
  const what = { unit, goal, argument, cause, measure, absent };
  return { found: { name, family: family.name, statistic, scope: scope.found, ...what } };
}

/** With the types of part that have the figure which it says it is like. */
function likeOther(family: Family, { families }: Grammar): Family {
  const parts = families.find(({ name }) => name === family.like)?.parts;
  return parts === undefined ? family : { ...family, parts };
}

function wrongCause(family: Family, cause: string, scope: Scope | null, { names }: Grammar): string[] {
  if (family.by !== undefined) {
    const reasons = Object.keys(family.by);
    return reasons.includes(cause) ? [] : [`${family.name} has no reason "${cause}"${meant(cause, reasons)}`];
  }
  if (family.name !== "errors") return [`only errors have a cause: ${family.name} has none`];
  if (names === undefined || scope === null) return [];
  const own = names.causes.filter(({ part }) => scope.kind !== "part" || part === scope.name);
  const known = [...new Set(own.map((each) => each.cause))];
  const whose = scope.kind === "part" ? `${scope.name} gives no errors` : "there are no errors";
  return known.includes(cause) ? [] : [`${whose} by "${cause}"${meant(cause, known)}`];
}

interface Subject {
  readonly family: Family;
  readonly statistic: Statistic;
  readonly written: string;
  readonly argument: number | null;
}

/** "p99", "latency p99", "hit rate", "wait p99", "within(500ms)". */
function readSubject(text: string, families: readonly Family[]): Read<Subject> {
  const alone = readStatistic(text);
  const latency = families.find(({ name }) => name === LATENCY);
  if (alone !== null && latency !== undefined)
    return { found: { family: latency, statistic: alone, written: LATENCY, argument: null } };
  const known = families.toSorted((a, b) => b.name.length - a.name.length);
  const family = known.find(
    ({ name }) => text === name || (/^[ (]/.test(text.slice(name.length)) && text.startsWith(name)),
  );
  if (family === undefined) return { errors: [`there is no figure "${text}"${meant(text, namesOf(families))}`] };
  const [, argumentText, statisticText] = /^(\([^()]*\))?\s*(.*)$/.exec(text.slice(family.name.length)) ?? [];
  const read = readArgument(family, argumentText);
  if ("errors" in read) return read;
  const statistic =
    statisticText === "" || statisticText === undefined ? usualStatistic(family) : readOne(family, statisticText);
  if (statistic === null) return { errors: [noStatistic(family, statisticText as string)] };
  return { found: { family, statistic, ...read.found } };
}

/** @param text "(500ms)", or nothing */
export function readArgument(
  family: Family,
  text: string | undefined,
): Read<{ written: string; argument: number | null }> {
  const { name, takes } = family;
  if (takes === undefined)
    return text === undefined
      ? { found: { written: name, argument: null } }
      : { errors: [`${name} takes nothing in brackets: write ${name}`] };
  const [, number = "", unit = ""] = /^\(\s*([\d.]+)\s*([^\s\d()]*)\s*\)$/.exec(text ?? "") ?? [];
  const scale = UNITS[takes].scale[unit];
  const argument = Number(number) * (scale ?? Number.NaN);
  if (number === "" || !(argument > 0))
    return { errors: [`${name} takes what counts as in time: write ${name}(500ms)`] };
  return { found: { written: withArgument(name, argument), argument } };
}

/** The statistic of that family; null if it has none of that name. */
export function readOne(family: Family, written: string): Statistic | null {
  if (family.statistics === "one")
    return ["rate", "value", UNITS[family.unit].statistic].includes(written) ? "rate" : null;
  const statistic = readStatistic(written);
  if (family.statistics === "many" || statistic === null) return statistic;
  return statistic === "mean" || statistic === "max" ? statistic : null;
}

const STATISTICS = { many: "mean, max and every percentile, as p99", level: "mean and max" } as const;

export function noStatistic(family: Family, written: string): string {
  const { name, statistics, unit } = family;
  const there = statistics === "one" ? UNITS[unit].statistic : STATISTICS[statistics];
  return `${name} has no "${written}"; there is ${there}`;
}

/** @param text "web.browse", "shop-db cores", "traffic shoppers"; undefined: nothing was said */
function readScope({ name, scopes, parts: types }: Family, text: string | undefined, { names }: Grammar): Read<Scope> {
  const may = (kind: Scope["kind"]): boolean => scopes.includes(kind);
  if (text === undefined) {
    if (may("all")) return { found: { kind: "all" } };
    if (may("variant")) return { found: { kind: "variant" } };
    return { errors: [`say of what: \`${name} of ${exampleOf(scopes, types, names)}\``] };
  }
  const [, source] = /^traffic\s+(.+)$/.exec(text) ?? [];
  if (source !== undefined && may("source")) return named("source", source, names?.sources, "traffic source");
  const queue = may("moment") && may("part") ? readQueue(text, types, name, names) : null;
  if (queue !== null) return queue;
  if (may("moment")) return named("moment", text, names?.moments, "moment of the timeline");
  if (may("effect")) return named("effect", text, names?.effects, "effect");
  if (text.includes(".") && !text.includes(" ") && may("endpoint"))
    return named("endpoint", text, names?.endpoints, "endpoint");
  const [first = "", ...rest] = text.split(/\s+/);
  if (may("part") && rest.length === 0 && isPart(first, names)) return ofPart(first, types, name, names);
  if (may("resource") && isPart(first, names)) return ofResource(first, rest.join(" "), names);
  if (may("source") && (names === undefined || names.sources.includes(text)))
    return { found: { kind: "source", name: text } };
  const known = knownOf(scopes, names);
  if (scopes.every((kind) => kind === "variant")) return { errors: [`${name} is of a whole variant: write ${name}`] };
  return { errors: [`there is no "${text}" that has ${name}${meant(text, known)}`] };
}

/** "mails", "mails after payment slow"; null: a moment. */
function readQueue(
  text: string,
  types: readonly string[] | undefined,
  family: string,
  names: Names | undefined,
): Read<Scope> | null {
  if (names?.moments.includes(text)) return null;
  const [, part = text, after] = /^(\S+)\s+after\s+(.+)$/.exec(text) ?? [];
  if (names === undefined ? after === undefined : !names.parts.has(part)) return null;
  const found = ofPart(part, types, family, names);
  if (after === undefined || "errors" in found) return found;
  const moment = named("moment", after, names?.moments, "moment of the timeline");
  return "errors" in moment ? moment : { found: { kind: "part", name: part, after } };
}

const isPart = (name: string, names: Names | undefined): boolean => names === undefined || names.parts.has(name);

function named(
  kind: "source" | "endpoint" | "moment" | "effect",
  name: string,
  known: readonly string[] | undefined,
  what: string,
): Read<Scope> {
  if (known === undefined || known.includes(name)) return { found: { kind, name } };
  return { errors: [`no ${what} "${name}"${meant(name, known)}`] };
}

function ofPart(
  part: string,
  types: readonly string[] | undefined,
  family: string,
  names: Names | undefined,
): Read<Scope> {
  const found = names?.parts.get(part);
  if (found === undefined || types === undefined || types.includes(found.type))
    return { found: { kind: "part", name: part } };
  const those = ofTypes(types, names);
  return { errors: [`${part} is a ${found.type}, which has no ${family}${meant(part, those)}`] };
}

function ofResource(part: string, resource: string, names: Names | undefined): Read<Scope> {
  const known = names?.parts.get(part)?.resources;
  if (resource !== "" && known !== undefined && !known.includes(resource))
    return { errors: [`${part} has no ${resource}${meant(resource, known)}`] };
  return { found: { kind: "resource", part, resource: resource === "" ? null : resource } };
}

function knownOf(scopes: readonly Scope["kind"][], names: Names | undefined): readonly string[] {
  if (names === undefined) return [];
  const { endpoints, sources, moments, effects, parts } = names;
  const all = {
    moment: moments,
    effect: effects,
    all: [],
    variant: [],
    endpoint: endpoints,
    source: sources,
    part: [...parts.keys()],
    resource: [...parts].flatMap(([name, { resources }]) => resources.map((resource) => `${name} ${resource}`)),
  };
  return scopes.flatMap((kind) => all[kind]);
}

const ofTypes = (types: readonly string[], names: Names | undefined): string[] =>
  [...(names?.parts ?? [])].flatMap(([name, { type }]) => (types.includes(type) ? [name] : []));

function exampleOf(
  scopes: readonly Scope["kind"][],
  types: readonly string[] | undefined,
  names: Names | undefined,
): string {
  return (
    ofTypes(types ?? [], names)[0] ??
    knownOf(scopes, names)[0] ??
    (scopes.includes("resource") ? "shop-db cores" : "shop-db")
  );
}

const namesOf = (families: readonly Family[]): string[] => [
  ...["mean", "p50", "p99", "max"],
  ...families.map(({ name }) => name),
];

const SHOWN = 12;

/** ": did you mean p99?", or the list of known names. */
export function meant(word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  if (near !== null) return `: did you mean ${near}?`;
  if (known.length === 0) return "; there is none";
  const more = known.length - SHOWN;
  return `; there is ${known.slice(0, SHOWN).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
