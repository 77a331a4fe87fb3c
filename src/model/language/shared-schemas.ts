/** Says once, under `$defs`, what a JSON Schema says in several places: an editor reads a third of it. */

export type JsonSchema = { [keyword: string]: unknown };

const LEAST = 120; // Characters; a reference takes thirty.
const MAPS = ["properties", "patternProperties", "$defs"];
const LISTS = ["anyOf", "oneOf", "allOf", "prefixItems"];
const SINGLE = ["items", "additionalProperties", "propertyNames", "not"];

export function sharedSchemas(whole: JsonSchema): JsonSchema {
  const times = new Map<string, number>();
  count(whole, times);
  const names = new Map<string, string>();
  const $defs: Record<string, JsonSchema> = {};
  const rewritten = (schema: JsonSchema): JsonSchema => inside(schema, (each) => referred(each));
  const referred = (schema: JsonSchema): JsonSchema => {
    const text = JSON.stringify(schema);
    if (text.length < LEAST || times.get(text) === 1) return rewritten(schema);
    let name = names.get(text);
    if (name === undefined) {
      name = `shared${names.size + 1}`;
      names.set(text, name);
      $defs[name] = rewritten(schema);
    }
    return { $ref: `#/$defs/${name}` };
  };
  const { $defs: own = {}, ...rest } = rewritten(whole);
  return { ...rest, $defs: { ...(own as object), ...$defs } };
}

/** How often each schema occurs, by its text; what is inside one that has been met is not counted again. */
function count(schema: JsonSchema, times: Map<string, number>): void {
  const text = JSON.stringify(schema);
  times.set(text, (times.get(text) ?? 0) + 1);
  if (times.get(text) !== 1) return;
  inside(schema, (each) => {
    count(each, times);
    return each;
  });
}

/** The schema with every schema right below it replaced. */
function inside(schema: JsonSchema, edit: (schema: JsonSchema) => JsonSchema): JsonSchema {
  const one = (value: unknown): unknown => (isSchema(value) ? edit(value) : value);
  return Object.fromEntries(
    Object.entries(schema).map(([keyword, value]) => {
      if (SINGLE.includes(keyword)) return [keyword, one(value)];
      if (LISTS.includes(keyword)) return [keyword, (value as unknown[]).map(one)];
      if (!MAPS.includes(keyword)) return [keyword, value];
      return [keyword, Object.fromEntries(Object.entries(value as JsonSchema).map(([key, each]) => [key, one(each)]))];
    }),
  );
}

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === "object" && value !== null && !Array.isArray(value);
