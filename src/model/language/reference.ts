/** The language's reference as markdown, from the schemas that validate, so that the two cannot differ. */
import { z } from "zod";
import { MOMENT_KINDS, PART_KINDS, STEP_KINDS } from "./catalogue.js";
import { language, modelSchema } from "./model.js";
import { distribution } from "./values/index.js";

interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly $ref?: string;
}

export function reference(): string {
  const model = jsonSchema(modelSchema);
  const traffic = model.properties?.traffic?.additionalProperties as JsonSchema;
  return [
    "# The language",
    "Generated from the schema by `npm run reference`; `headroom schema` prints the same for an editor.",
    "Values carry their units: `40ms`, `800/s`, `90%`. A duration may be a distribution:",
    distributions(),
    "## A model file",
    table({ ...model, properties: withoutEntries(model.properties) }),
    "## Traffic",
    "Each entry of `traffic` is a source of requests.",
    table(traffic),
    "## Data",
    "What requests are about. Each entry of `data` has keys, and a request is about one of them, the same in every variant: a cache, a database and a lock that speak of `product` speak of the same product. An attempt asks for the same key again; every round of a `repeat`, and every copy in a `parallel` that needs them all, for another.",
    table(model.properties?.data?.additionalProperties as JsonSchema),
    "## Run",
    table(model.properties?.run as JsonSchema),
    "## Parts",
    ...PART_KINDS.flatMap((kind) =>
      kind.section === undefined
        ? [`### type: ${kind.type}`, sentence(kind.summary), table(jsonSchema(kind.options(language)))]
        : [],
    ),
    ...PART_KINDS.flatMap((kind) =>
      kind.section === undefined
        ? []
        : [
            `## ${sentence(kind.section).slice(0, -1)}`,
            `Each entry of \`${kind.section}\` is ${kind.summary}.`,
            table(jsonSchema(kind.options(language))),
          ],
    ),
    "## Overlays",
    OVERLAYS,
    "## Steps",
    "What a request does at an endpoint, or a worker with a message. Each step has one verb, and may have a `name`, by which an overlay edits it.",
    ...STEP_KINDS.flatMap((kind) => [
      `### ${kind.verb}`,
      `${sentence(kind.summary)}`,
      table(jsonSchema(kind.schema(language))),
    ]),
    "## Timeline",
    "What happens when: an entry of `timeline`, in a model or for all variants of an experiment, has a name, a moment, and one verb. Results shade it, and say when the system is back after it, or that it is not. At one instant, what was planned first happens first; a change counts for work that begins after it.",
    ...MOMENT_KINDS.flatMap((kind) => [
      `### ${kind.verb}: …`,
      `${sentence(kind.summary)}`,
      table(jsonSchema(kind.schema())),
    ]),
    "## By chance",
    BY_CHANCE,
    "",
  ].join("\n\n");
}

const OVERLAYS = `\`extends: now.yaml\` makes a file an overlay: maps are laid over what is below key by key, \`null\` deletes a key, and
anything else, a list of steps too, replaces. \`extends: [now.yaml, more-web.yaml]\` takes several, each laid over those
before it. \`description\` is not inherited. \`edit\` changes single steps of an endpoint or a queue, wherever they stand:

\`\`\`yaml
edit:
  web.page:
    change: { query shop-db.report: { deadline: 1s } } # by what it does, or by its name; null deletes a key
    remove: [audit]
    before: { charge: [cpu: 1ms] }
    after: { charge: [publish: mails] }
\`\`\``;

const BY_CHANCE = `An entry of \`random\` happens again and again: \`every\` is from the end of one, or from the start of the run, to the
beginning of the next, and \`for\` how long it lasts; both may be distributions, drawn anew in every replication and the
same in every variant. Its verb is one of ${MOMENT_KINDS.filter(({ isFree }) => isFree)
  .map(({ verb }) => `\`${verb}\``)
  .join(", ")},
with their options. The share of the time that a part is up is its \`availability\`, every ÷ (every + for) in the mean. A system to which things
happen by chance has a steady state, and results tell of all of its time; what a timeline plans they tell apart.

\`\`\`yaml
random:
  crashes: { every: exponential(1h), for: lognormal(mean 5min, p99 20min), down: web, instance: 1 }
  power: { every: exponential(30d), for: exponential(1h), together: { web: { down: web }, db: { down: db } } }
\`\`\``;

const jsonSchema = (schema: z.ZodType): JsonSchema =>
  z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as JsonSchema;

const sentence = (text: string): string => `${text[0].toUpperCase()}${text.slice(1)}.`;

function distributions(): string {
  return (jsonSchema(distribution()).examples ?? []).map((example) => `\`${example}\``).join(", ");
}

function table(schema: JsonSchema): string {
  return ["| key | value | default | meaning |", "|---|---|---|---|", ...rows(schema, "")].join("\n");
}

/** One row per key; nested keys follow theirs. */
function rows({ properties = {}, required = [] }: JsonSchema, prefix: string): string[] {
  return Object.entries(properties).flatMap(([key, schema]) => {
    const isGiven = schema.default !== undefined && typeof schema.default !== "object";
    const fallback = isGiven ? `\`${schema.default}\`` : required.includes(key) ? "required" : "";
    const row = `| \`${prefix}${key}\` | ${written(schema)} | ${fallback} | ${escaped(schema.description ?? "")} |`;
    const inside = [schema, ...(schema.anyOf ?? [])].map((each) =>
      each.items?.properties === undefined ? each : each.items,
    );
    const below = inside.flatMap((each) => [
      ...rows(each, `${prefix}${key}.`),
      ...rows(entryOf(each), `${prefix}${key}.NAME.`),
    ]);
    return [row, ...new Set(below)]; // Keys that several forms share appear once.
  });
}

/** Maps whose entries have a section of their own. */
const withoutEntries = (properties: JsonSchema["properties"] = {}): NonNullable<JsonSchema["properties"]> =>
  Object.fromEntries(Object.entries(properties).map(([key, each]) => [key, { ...each, additionalProperties: true }]));

/** What stands under each name of a map by name. */
const entryOf = ({ additionalProperties }: JsonSchema): JsonSchema =>
  typeof additionalProperties === "object" ? additionalProperties : {};

function written(schema: JsonSchema): string {
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${value}\``).join(", ");
  if (schema.const !== undefined) return `\`${schema.const}\``;
  if (schema.anyOf !== undefined) return [...new Set(schema.anyOf.map(written))].join("; or ");
  if (schema.properties !== undefined)
    return `{ ${Object.keys(schema.properties)
      .map((key) => `\`${key}\``)
      .join(", ")} }`;
  if (schema.examples !== undefined) return `\`${schema.examples[0]}\``;
  if (schema.$ref !== undefined) return "steps";
  if (schema.type === "array") return schema.items?.$ref === undefined ? "a list" : "steps";
  if (schema.type === "object") return "a map by name";
  return [schema.type ?? ""].flat().join(" or ");
}

const escaped = (text: string): string => text.replaceAll("|", "\\|");
