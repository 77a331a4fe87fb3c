/** What happens when, over all variants: the entries of their timelines, to shade and to recover from. */
import { entriesOf } from "../../model/timeline/entries.js";
import type { Study, StudyVariant } from "./study.js";

export interface Moment {
  readonly name: string;
  readonly fromMs: number;
  readonly toMs: number; // Of what stays for good, the end of the window; of an instant, when it begins.
}

/** In order of time; what several variants have alike stands once. */
export function momentsOf(variants: readonly StudyVariant[], endMs: number): readonly Moment[] {
  const all = variants.flatMap(({ model }) => entriesOf(model));
  const moments = all.map(({ name, fromMs, toMs }) => ({
    name,
    fromMs,
    toMs: Math.min(toMs, Math.max(fromMs, endMs)),
  }));
  const alike = new Map(moments.map((each) => [JSON.stringify(each), each]));
  return [...alike.values()].toSorted((a, b) => a.fromMs - b.fromMs || a.toMs - b.toMs);
}

const NAMED_MOST = 3;

/** From the first to the last of them, as one; null without any. */
export function asOne(moments: readonly Moment[]): Study["spike"] {
  const [first] = moments;
  if (first === undefined) return null;
  const names = [...new Set(moments.map(({ name }) => name))];
  const label = names.length > NAMED_MOST ? `${names.length} things that happen` : names.join(", ");
  return { fromMs: first.fromMs, toMs: Math.max(...moments.map(({ toMs }) => toMs)), label };
}
