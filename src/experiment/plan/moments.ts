/** What happens when, over all variants: the entries of their timelines, to shade and to recover from. */

import { writeDuration } from "../../model/language/values/index.js";
import { entriesOf } from "../../model/timeline/entries.js";
import type { Study, StudyVariant } from "./study.js";

export interface Moment {
  readonly name: string;
  readonly fromMs: number;
  readonly toMs: number; // Of a fault that stays, the end of the window; of an instant or a change that stays, when it begins.
  readonly stays?: true; // A change that stays.
  readonly endsMs?: readonly number[]; // In each run, of what lasts until someone acts; Infinity: not in the window.
}

/** In order of time; what several variants have alike stands once. */
export function momentsOf(variants: readonly Pick<StudyVariant, "model">[], endMs: number): readonly Moment[] {
  const all = variants.flatMap(({ model }) => entriesOf(model));
  return inOrder(
    all.map(({ name, kind, fromMs, toMs }) => {
      const isSettled = kind.change !== undefined && toMs === Number.POSITIVE_INFINITY;
      if (isSettled) return { name, fromMs, toMs: fromMs, stays: true };
      return { name, fromMs, toMs: Math.min(toMs, Math.max(fromMs, endMs)) };
    }),
  );
}

/** Why a moment of these variants is not seen, or half, by its name. @param run the warm-up and the end [ms] */
export function unseen(
  variants: readonly Pick<StudyVariant, "model">[],
  run: { readonly warmUpMs: number; readonly endMs: number },
): readonly { readonly moment: string; readonly message: string }[] {
  return momentsOf(variants, Number.POSITIVE_INFINITY).flatMap(({ name: moment, fromMs }) => {
    const end = writeDuration(run.endMs);
    const late = `“${moment}” begins at ${writeDuration(fromMs)}, after the end of the run at ${end}: let it begin earlier, or give a longer duration`;
    const early = `“${moment}” begins in the warm-up of ${writeDuration(run.warmUpMs)}, which is not measured: let it begin later, or give a shorter warm-up`;
    if (fromMs >= run.endMs) return [{ moment, message: late }];
    return fromMs < run.warmUpMs ? [{ moment, message: early }] : [];
  });
}

/** As findings tell them. */
export function inOrder(moments: readonly Moment[]): readonly Moment[] {
  const alike = new Map(moments.map((each) => [JSON.stringify(each), each]));
  return [...alike.values()].toSorted((a, b) => a.fromMs - b.fromMs || a.toMs - b.toMs);
}

/** When the last of them has ended in each run; undefined where the timeline says it. */
export function endsOf(moments: readonly Moment[]): readonly number[] | undefined {
  const runs = moments.find(({ endsMs }) => endsMs !== undefined)?.endsMs;
  return runs?.map((_, run) => Math.max(...moments.map(({ endsMs, toMs }) => endsMs?.[run] ?? toMs)));
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
