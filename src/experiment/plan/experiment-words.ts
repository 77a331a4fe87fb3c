/** What others call what an experiment has, and what to write for a variant that is a map of changes. */
import { asYaml, byName, isRecord, type OtherWords } from "../../model/language/other-words.js";
import type { Fix } from "../../model/source/fix.js";
import { dataOf, isMap, type SourceNode } from "../../model/source/source-tree.js";

export const EXPERIMENT_WORDS: OtherWords = {
  keys: {
    title: "name",
    question: "description hypothesis",
    variants: "scenarios alternatives options candidates models",
    base: "model system",
    over: "grid matrix sweep parameters vary knobs",
    show: "columns metrics figures",
    claims: "expect expectations assert asserts assertions checks hypotheses",
    objectives: "thresholds slo slos sla slas",
    baseline: "control reference",
  },
  entries: {
    "duration seed replications warmup warm-up precision": ({ key, value }) =>
      `run: { ${key === "warmup" ? "warm-up" : key}: ${asYaml(value)} }`,
  },
  missing: { version: "version: 1", title: "title: What it shows" },
};

export const VARIANTS_WORDS: OtherWords = { value: byName };

interface Said {
  readonly variants?: Readonly<Record<string, unknown>> | undefined;
  readonly base?: unknown;
}

/** What to write for a map that is no model and says not which one it changes; null for any other. */
export function overlayAdvice(
  node: SourceNode,
  { variants = {}, base }: Said,
  at: readonly string[],
): { readonly hint: string; readonly fix: readonly Fix[] } | null {
  if (
    !isMap(node.content) ||
    ["extends", "version", "traffic"].some((key) => (node.content as Map<string, unknown>).has(key))
  )
    return null;
  const all = [base, ...Object.values(variants)];
  const file = all.find((each) => typeof each === "string") ?? all.find((each) => isRecord(each) && each.extends);
  const model = isRecord(file) ? file.extends : file;
  if (typeof model !== "string") return null;
  const changes = asYaml({ extends: model, ...nested(dataOf(node)) });
  const isShort = changes.length < 150;
  const write = isShort ? changes : `extends: ${model}`;
  return { hint: `${isShort ? "write" : "add"} \`${write}\``, fix: [{ at, of: isShort ? "value" : "inside", write }] };
}

/** `{ web.threads: 128 }` as a file has it. */
function nested(data: unknown): Readonly<Record<string, unknown>> {
  const entries = isRecord(data) ? Object.entries(data) : [];
  const parts: Record<string, unknown> = {};
  const others: Record<string, unknown> = {};
  for (const [key, value] of entries) {
    const path = key.replace(/^parts\./, "").split(".");
    if (path.length === 1) others[key] = value;
    else setIn(parts, path, value);
  }
  return Object.keys(parts).length === 0
    ? others
    : { ...others, parts: { ...(isRecord(others.parts) ? others.parts : {}), ...parts } };
}

function setIn(map: Record<string, unknown>, [key = "", ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    map[key] = value;
    return;
  }
  const inside = { ...(isRecord(map[key]) ? map[key] : {}) };
  setIn(inside, rest, value);
  map[key] = inside;
}
