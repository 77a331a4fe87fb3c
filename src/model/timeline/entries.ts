/** The entries of a model's timeline, as what its kinds say of them. */
import { MOMENT_KINDS } from "../language/catalogue.js";
import type { Model } from "../language/model.js";
import type { MomentData, MomentKind } from "./moment.js";

export interface Entry {
  readonly name: string;
  readonly kind: MomentKind;
  readonly about: string; // What the verb names.
  readonly data: MomentData;
  readonly fromMs: number;
  readonly toMs: number; // Infinity: to the end.
}

export const entriesOf = ({ timeline }: Pick<Model, "timeline">): readonly Entry[] =>
  Object.entries(timeline).flatMap(([name, data]) => {
    const kind = MOMENT_KINDS.find(({ verb }) => verb in data);
    if (kind === undefined) return [];
    const named = (data as unknown as Readonly<Record<string, unknown>>)[kind.verb];
    const about = kind.about?.(data as never) ?? String(named);
    const lengthMs = kind.isInstant ? 0 : (kind.lengthMs?.(data as never) ?? data.for ?? Number.POSITIVE_INFINITY);
    return [{ name, kind, about, data, fromMs: data.at, toMs: data.at + lengthMs }];
  });

/** The end of the last change [ms from the start]; 0 without any. */
export const timelineEndMs = (model: Pick<Model, "timeline">): number =>
  Math.max(0, ...entriesOf(model).map(({ fromMs, toMs }) => (toMs < Number.POSITIVE_INFINITY ? toMs : fromMs)));

/** The model with all entries that the language has other words for said in those. */
export const inOtherWords = (model: Model): Model =>
  entriesOf(model).reduce((said, { kind, data }) => kind.inOtherWords?.(said, data as never) ?? said, model);
