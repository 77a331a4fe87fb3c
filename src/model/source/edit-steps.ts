/**
 * `edit:` of an overlay: steps of an endpoint or queue that are changed, removed, or get others before or after them,
 * wherever they stand. A list of steps is otherwise replaced as a whole.
 *
 *   edit: { web.page: { change: { charge: { timeout: 1s } }, remove: [audit], after: { query shop-db.report: [cpu: 1ms] } } }
 *
 * A step is found by its `name`, else by what it does: `query shop-db.report`, `cpu`.
 */
import { nearest } from "../../text/nearest.js";
import { STEP_KINDS } from "../language/catalogue.js";
import { type Diagnostic, didYouMean, error, type Location, listed, type Path } from "./diagnostics.js";
import { merge } from "./merge.js";
import { isList, isMap, type SourceNode } from "./source-tree.js";

const WAYS = ["change", "remove", "before", "after"] as const;

/** @param root the whole model, as it is without the edits */
export function editSteps(root: SourceNode, edits: SourceNode, diagnostics: Diagnostic[]): SourceNode {
  const refuse = (message: string, at: Location | null, hint: string | null = null): void =>
    void diagnostics.push(error(message, at, hint));
  if (!isMap(edits.content)) {
    refuse("edit needs a map by endpoint", edits.at, "write edit: { web.page: { remove: [audit] } }");
    return root;
  }
  const places = placesIn(root);
  let edited = root;
  for (const [target, edit] of edits.content) {
    const path = places.get(target);
    if (path === undefined) {
      const near = nearest(target, places.keys());
      const hint = near === null ? `known: ${listed([...places.keys()])}` : didYouMean(near);
      refuse(`there are no steps at "${target}" to edit`, edit.keyAt, hint);
    } else {
      edited = replacedAt(edited, path, (steps) => new Edit(target, steps, diagnostics).apply(edit));
    }
  }
  return edited;
}

/** Where steps stand: "web.page" of a service, "mails" of a queue. */
function placesIn({ content }: SourceNode): ReadonlyMap<string, Path> {
  const places = new Map<string, Path>();
  const parts = isMap(content) ? content.get("parts")?.content : undefined;
  for (const [name, part] of parts !== undefined && isMap(parts) ? parts : []) {
    if (!isMap(part.content)) continue;
    if (part.content.has("steps")) places.set(name, ["parts", name, "steps"]);
    const endpoints = part.content.get("endpoints")?.content;
    for (const endpoint of endpoints !== undefined && isMap(endpoints) ? endpoints.keys() : [])
      places.set(`${name}.${endpoint}`, ["parts", name, "endpoints", endpoint]);
  }
  return places;
}

function replacedAt(node: SourceNode, [key, ...rest]: Path, edit: (node: SourceNode) => SourceNode): SourceNode {
  if (key === undefined) return edit(node);
  const content = new Map(node.content as ReadonlyMap<string, SourceNode>);
  content.set(String(key), replacedAt(content.get(String(key))!, rest, edit));
  return { ...node, content };
}

interface Found {
  readonly node: SourceNode;
  readonly name: string | null;
  readonly verb: string;
  readonly does: string; // "query shop-db.report"; the verb alone where it addresses nothing.
}

interface Deed {
  readonly before: SourceNode[];
  readonly after: SourceNode[];
  readonly changes: SourceNode[];
  isRemoved: boolean;
}

class Edit {
  readonly #target: string;
  readonly #steps: SourceNode;
  readonly #diagnostics: Diagnostic[];
  readonly #found: readonly Found[];
  readonly #deeds = new Map<SourceNode, Deed>();

  constructor(target: string, steps: SourceNode, diagnostics: Diagnostic[]) {
    this.#target = target;
    this.#steps = steps;
    this.#diagnostics = diagnostics;
    this.#found = stepsIn(steps);
  }

  apply({ content, at }: SourceNode): SourceNode {
    if (!isMap(content)) {
      this.#refuse(`expected a map with ${listed(WAYS)}`, at);
      return this.#steps;
    }
    for (const [way, node] of content) {
      if (way === "remove") this.#remove(node);
      else if (way === "change" || way === "before" || way === "after") this.#each(way, node);
      else {
        const near = nearest(way, WAYS);
        this.#refuse(
          `unknown key "${way}"`,
          node.keyAt,
          near === null ? `known here: ${listed(WAYS)}` : didYouMean(near),
        );
      }
    }
    return this.#done(this.#steps);
  }

  #remove({ content, at }: SourceNode): void {
    for (const each of isList(content) ? content : [{ content, at }]) {
      const deed = this.#deed(String(each.content), each.at);
      if (deed !== null) deed.isRemoved = true;
    }
  }

  #each(way: "change" | "before" | "after", { content, at }: SourceNode): void {
    if (!isMap(content)) this.#refuse(`${way} needs a map from a step to what it gets`, at);
    for (const [word, node] of isMap(content) ? content : []) {
      const deed = this.#deed(word, node.keyAt);
      if (deed === null) continue;
      if (way !== "change") deed[way].push(...(isList(node.content) ? node.content : [node]));
      else if (isMap(node.content)) deed.changes.push(node);
      else this.#refuse("a change is a map of what differs in the step", node.at);
    }
  }

  /** The edit of the named step; null, with a diagnostic, if there is no such step or more than one. */
  #deed(word: string, at: Location | null): Deed | null {
    const by = (is: (step: Found) => boolean): Found[] => this.#found.filter(is);
    const ways = [by(({ name }) => name === word), by(({ does }) => does === word), by(({ verb }) => verb === word)];
    const meant = ways.find((steps) => steps.length > 0) ?? [];
    const [step] = meant;
    if (step !== undefined && meant.length === 1) {
      const deed = this.#deeds.get(step.node) ?? { before: [], after: [], changes: [], isRemoved: false };
      this.#deeds.set(step.node, deed);
      return deed;
    }
    if (step === undefined) {
      const known = [...new Set(this.#found.map(({ name, does }) => name ?? does))];
      const near = nearest(word, known);
      const hint = near === null ? `it has ${known.length === 0 ? "no steps" : listed(known)}` : didYouMean(near);
      this.#refuse(`${this.#target} has no step "${word}"`, at, hint);
    } else {
      const told = [...new Set(meant.map(({ name, does }) => name ?? does))];
      const hint = told.length > 1 ? `say which: ${listed(told)}` : "give the one that is meant a `name`";
      this.#refuse(`"${word}" may be any of ${meant.length} steps of ${this.#target}`, at, hint);
    }
    return null;
  }

  #done(node: SourceNode): SourceNode {
    if (isList(node.content)) return { ...node, content: node.content.flatMap((item) => this.#doneTo(item)) };
    if (!isMap(node.content)) return node;
    return { ...node, content: new Map([...node.content].map(([key, value]) => [key, this.#done(value)])) };
  }

  #doneTo(step: SourceNode): readonly SourceNode[] {
    const inside = this.#done(step);
    const deed = this.#deeds.get(step);
    if (deed === undefined) return [inside];
    const changed = deed.changes.reduce((node, change) => merge(node, change, this.#diagnostics), inside);
    return [...deed.before, ...(deed.isRemoved ? [] : [{ ...changed, keyAt: step.keyAt }]), ...deed.after];
  }

  #refuse(message: string, at: Location | null, hint: string | null = null): void {
    this.#diagnostics.push(error(message, at, hint));
  }
}

/** Every step in the order of the file, nested ones included. */
function stepsIn({ content }: SourceNode): readonly Found[] {
  if (isList(content)) return content.flatMap((item) => [...found(item), ...stepsIn(item)]);
  return isMap(content) ? [...content.values()].flatMap(stepsIn) : [];
}

function found(node: SourceNode): readonly Found[] {
  const { content } = node;
  if (!isMap(content)) return [];
  const verb = STEP_KINDS.map((kind) => kind.verb).find((each) => content.has(each));
  if (verb === undefined) return [];
  const said = content.get(verb)!.content;
  const name = content.get("name")?.content;
  const isTarget = typeof said === "string" && /^[A-Za-z][\w-]*(\.[\w-]+)?$/.test(said);
  return [{ node, name: name === undefined ? null : String(name), verb, does: isTarget ? `${verb} ${said}` : verb }];
}
