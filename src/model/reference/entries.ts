/** One entry for each key of a schema; those inside it follow. */
import type { Entry, Place } from "./chapter.js";
import { exampleOf, type Specimens } from "./example-of.js";
import { entryOf, type JsonSchema } from "./json-schema.js";
import { valueWords } from "./value-words.js";

/** Where keys were explained first, by all that is said of them. */
export type Known = Map<string, Place>;

/** A key for which no specimen has an example. */
export class NoExample extends Error {}

const LEAST = 2; // Keys that must be the same for the second place to refer to the first.

export class EntriesOf {
  constructor(
    readonly chapter: string,
    readonly specimens: Specimens,
    readonly known: Known | null, // Null: what is inside a key is not asked for.
  ) {}

  /** @throws NoExample */
  entries({ properties = {}, required = [] }: JsonSchema, above: readonly string[] = []): Entry[] {
    const all = Object.entries(properties).flatMap(([key, schema]) => {
      const path = [...above, key];
      return [this.entry(path, schema, required.includes(key)), ...this.inside(schema, path)];
    });
    return [...new Map(all.toReversed().map((entry) => [entry.path, entry])).values()].toReversed(); // Of several forms once.
  }

  private entry(path: readonly string[], schema: JsonSchema, isRequired: boolean): Entry {
    const example = exampleOf(this.specimens, path);
    const name = path.join(".");
    if (example === null) throw new NoExample(`${this.chapter}: no specimen has ${name}`);
    const isGiven = schema.default !== undefined && typeof schema.default !== "object";
    const place = this.explained(schema, name);
    return {
      path: name,
      values: valueWords(schema),
      isRequired: isRequired && !isGiven,
      fallback: isGiven ? String(schema.default) : null,
      meaning: schema.description ?? "",
      example,
      ...(schema.alsoCalled === undefined ? {} : { alsoCalled: schema.alsoCalled }),
      ...(place === null || (place.chapter === this.chapter && place.path === name) ? {} : { as: place }),
    };
  }

  /** Where what is inside is explained; null: it has nothing inside. */
  private explained(schema: JsonSchema, name: string): Place | null {
    if (this.known === null) return null;
    const inside = insidesOf(schema);
    const keys = inside.flatMap(([, { properties = {} }]) => Object.keys(properties));
    if (keys.length < LEAST) return null;
    const said = JSON.stringify(
      inside.map(([, { properties }]) => properties),
      withoutTheirs,
    );
    const place = this.known.get(said) ?? { chapter: this.chapter, path: name };
    this.known.set(said, place);
    return place;
  }

  private inside(schema: JsonSchema, path: readonly string[]): Entry[] {
    if (this.known === null) return [];
    const place = this.explained(schema, path.join("."));
    if (place !== null && (place.chapter !== this.chapter || place.path !== path.join("."))) return [];
    return insidesOf(schema).flatMap(([name, each]) => this.entries(each, [...path, ...name]));
  }
}

/** The same keys may be called otherwise in two places. */
const withoutTheirs = (key: string, value: unknown): unknown => (key === "alsoCalled" ? undefined : value);

/** Maps with keys inside a value, in each of its forms; of a map by name, of its entries. */
function insidesOf(schema: JsonSchema): (readonly [readonly string[], JsonSchema])[] {
  return [schema, ...(schema.anyOf ?? [])].flatMap((form) => {
    const each = form.items?.properties === undefined ? form : form.items;
    const entry = entryOf(each);
    return [
      ...(each.properties === undefined ? [] : [[[], each] as const]),
      ...(entry === null ? [] : insidesOf(entry).map(([name, inner]) => [["NAME", ...name], inner] as const)),
    ];
  });
}
