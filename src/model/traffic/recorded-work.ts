/** What of a model a record tells the work of: the query `db.search`, or the step `web.page cpu`. */
import { nearest } from "../../text/nearest.js";
import { partKindOf, stepKindOf } from "../language/catalogue.js";
import type { StepData } from "../language/kinds.js";
import type { Model } from "../language/model.js";
import { didYouMean, listed } from "../source/diagnostics.js";
import type { RecordRate } from "./record.js";

export interface Told {
  readonly column: string; // Its key in `work`.
  readonly purpose: string; // Of the draws in its place, see site.ts.
  readonly place: number; // Among the uses of that purpose, from 0, counted around
  readonly each: number; // every so many.
  readonly times: number; // Factor on what is recorded.
}

export interface NotTold {
  readonly problem: string;
  readonly hint: string;
}

const STEPS = ["cpu", "delay"] as const;
type Verb = (typeof STEPS)[number];
const EXAMPLE = "write a query, db.search, or a step, web.page cpu";

/** @param of as written in `work`, of a model without mistakes */
export function workOf(model: Model, of: string, rate: RecordRate): Told {
  const found = findWork(model, of);
  if ("problem" in found) throw new Error(found.problem);
  return { ...found, column: of, times: rate.work[of]?.times ?? 1 };
}

/** @returns what is wrong with it, if anything */
export function findWork(model: Model, of: string): Pick<Told, "purpose" | "place" | "each"> | NotTold {
  const [target = "", verb, which, ...more] = of.trim().split(/\s+/);
  const [partName = "", rest] = target.split(".");
  if (more.length > 0 || !Object.hasOwn(model.parts, partName)) {
    const near = nearest(partName, Object.keys(model.parts));
    return { problem: `"${of}" is no work of this model`, hint: near === null ? EXAMPLE : didYouMean(near) };
  }
  const part = model.parts[partName]!;
  if (verb === undefined && "queries" in part) return ofQuery(part as unknown as WithQueries, partName, rest);
  const entries = partKindOf(part)?.entries?.(part as never) ?? [];
  const entry = entries.find(({ name }) => name === (rest ?? ""));
  if (entry === undefined) {
    const names = entries.map(({ name }) => (name === "" ? partName : `${partName}.${name}`));
    const near = nearest(target, names);
    return { problem: `"${of}": "${target}" has no steps`, hint: near === null ? EXAMPLE : didYouMean(near) };
  }
  return ofStep(model, target, entry.steps, verb, which);
}

interface WithQueries {
  readonly queries: Readonly<Record<string, unknown>>;
}

function ofQuery({ queries }: WithQueries, part: string, query: string | undefined) {
  if (query !== undefined && Object.hasOwn(queries, query))
    return { purpose: `query:${part}.${query}`, place: 0, each: 1 };
  const near = nearest(query ?? "", Object.keys(queries));
  const hint = near === null ? `it has ${listed(Object.keys(queries))}` : didYouMean(`${part}.${near}`);
  return { problem: `"${part}" has no query "${query ?? ""}"`, hint };
}

function ofStep(model: Model, target: string, steps: readonly StepData[], verb: string | undefined, which = "") {
  const all = { cpu: stepsOf(model, steps, "cpu"), delay: stepsOf(model, steps, "delay") };
  const there = STEPS.filter((each) => all[each] > 0);
  if (!STEPS.some((each) => each === verb) || all[verb as Verb] === 0) {
    const hint = there.length === 0 ? EXAMPLE : `write ${there.map((each) => `${target} ${each}`).join(" or ")}`;
    return { problem: `"${target}" has no step "${verb ?? ""}" of which a record can tell the time`, hint };
  }
  const each = all[verb as Verb];
  const place = which === "" ? 1 : Number(which);
  if (!Number.isInteger(place) || place < 1 || place > each || (which === "" && each > 1))
    return {
      problem: `"${target}" has ${each} steps "${verb}"`,
      hint: `say which: ${target} ${verb} 1 to ${target} ${verb} ${each}`,
    };
  return { purpose: `${verb}:${target}`, place: place - 1, each };
}

function stepsOf(model: Model, steps: readonly StepData[], verb: Verb): number {
  return steps.reduce((sum, step) => {
    const inside = stepKindOf(step)?.inside(step as never, model) ?? [];
    return sum + (verb in step ? 1 : 0) + inside.reduce((n, list) => n + stepsOf(model, list.steps, verb), 0);
  }, 0);
}
