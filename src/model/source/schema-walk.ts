/** Finds the part of a zod schema that describes a path in the data. */
import type { core } from "zod";
import type { Path } from "./diagnostics.js";

type Schema = core.$ZodType;

/**
 * The schemas that describe the value at `path`: none when the schema knows nothing of it, several below a
 * union. `data` is what is being described; where a union tells its options apart by a literal, it chooses.
 */
export function schemasAt(schema: Schema, path: Path, data: unknown): readonly Schema[] {
  const [step, ...rest] = path;
  if (step === undefined) return [schema];
  const inside = isObject(data) ? data[String(step)] : undefined;
  return fitting(alternatives(schema), data).flatMap((option) => {
    const child = childOf(option, step);
    return child === null ? [] : schemasAt(child, rest, inside);
  });
}

/** The keys that a map described by `schema` may have; of a union, those of every option that `data` may follow. */
export const keysOf = (schema: Schema, data?: unknown): readonly string[] => [
  ...new Set(fitting(alternatives(schema), data).flatMap((option) => Object.keys(shapeOf(option) ?? {}))),
];

/** The keys that a map described by `schema` must have. */
export function requiredKeysOf(schema: Schema): readonly string[] {
  const shapes = alternatives(schema).map((option) => Object.entries(shapeOf(option) ?? {}));
  return shapes.flatMap((entries) => entries.filter(([, value]) => value._zod.optin === undefined).map(([key]) => key));
}

/** A schema, and of a union the options that the data may follow. */
export const andOptions = (schema: Schema, data: unknown): readonly Schema[] => [
  schema,
  ...fitting(alternatives(schema), data).filter((option) => option !== schema),
];

/** The options of a union, as zod numbers them in its issues; null for other schemas. */
export function unionOptions(schema: Schema): readonly Schema[] | null {
  const def = bare(schema);
  return def.type === "union" ? def.options : null;
}

/** The schemas that a value may follow: a union's options, else the schema itself. */
function alternatives(schema: Schema): readonly Schema[] {
  const def = bare(schema);
  if (def.type === "union") return def.options.flatMap(alternatives);
  if (def.type === "intersection") return [...alternatives(def.left), ...alternatives(def.right)];
  return [schema];
}

/** What is inside `optional`, `default`, `lazy`, the input side of a pipe, and so on. */
function bare(schema: Schema): core.$ZodTypes["_zod"]["def"] {
  const { def } = (schema as core.$ZodTypes)._zod;
  switch (def.type) {
    case "optional":
    case "nullable":
    case "default":
    case "prefault":
    case "nonoptional":
    case "readonly":
    case "catch":
      return bare(def.innerType);
    case "lazy":
      return bare(def.getter());
    case "pipe":
      return bare((def.in as core.$ZodTypes)._zod.def.type === "transform" ? def.out : def.in);
    default:
      return def;
  }
}

function shapeOf(schema: Schema): core.$ZodShape | null {
  const def = bare(schema);
  return def.type === "object" ? def.shape : null;
}

function childOf(schema: Schema, step: string | number): Schema | null {
  const def = bare(schema);
  switch (def.type) {
    case "object":
      return (Object.hasOwn(def.shape, step) ? def.shape[step] : undefined) ?? def.catchall ?? null;
    case "record":
      return def.valueType;
    case "array":
      return def.element;
    case "tuple":
      return def.items[Number(step)] ?? def.rest;
    default:
      return null;
  }
}

/** Those whose literals agree with the data; all, when none does. */
function fitting(options: readonly Schema[], data: unknown): readonly Schema[] {
  if (options.length < 2 || !isObject(data)) return options;
  const agreeing = options.filter((option) =>
    Object.entries(shapeOf(option) ?? {}).every(([key, value]) => agrees(value, data[key])),
  );
  return agreeing.length === 0 ? options : agreeing;
}

function agrees(schema: Schema, value: unknown): boolean {
  const def = bare(schema);
  return def.type !== "literal" || value === undefined || (def.values as readonly unknown[]).includes(value);
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

export function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, step) => (isObject(value) && Object.hasOwn(value, step) ? value[String(step)] : undefined),
    data,
  );
}
