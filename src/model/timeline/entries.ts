/** The entries of a model's timeline, as what its kinds say of them. */
import { meanOf, squaredCvOf } from "../../engine/random/moments.js";
import { MOMENT_KINDS, partKindOf } from "../language/catalogue.js";
import type { Model } from "../language/model.js";
import type { MomentData, MomentKind } from "./moment.js";

export interface Entry {
  readonly name: string;
  readonly kind: MomentKind;
  readonly about: string; // What the verb names.
  readonly data: MomentData;
  readonly fromMs: number;
  readonly toMs: number; // Infinity: to the end, or until someone acts.
}

export const entriesOf = ({ timeline, parts }: Pick<Model, "timeline" | "parts">): readonly Entry[] =>
  Object.entries(timeline).flatMap(([name, data]) => {
    const kind = MOMENT_KINDS.find(({ verb }) => verb in data);
    if (kind === undefined) return [];
    const named = (data as unknown as Readonly<Record<string, unknown>>)[kind.verb];
    const about = kind.about?.(data as never) ?? String(named);
    const lengthMs = kind.isInstant
      ? 0
      : (kind.lengthMs?.(data as never, (part) => instancesIn(parts, part)) ?? data.for ?? Number.POSITIVE_INFINITY);
    return [{ name, kind, about, data, fromMs: data.at, toMs: data.at + lengthMs }];
  });

const instancesIn = (parts: Model["parts"], part: string): number =>
  partKindOf(parts[part])?.machine?.(parts[part] as never).instances ?? 1;

/** The end of the last change [ms from the start]; 0 without any. */
export const timelineEndMs = (model: Pick<Model, "timeline" | "parts">): number =>
  Math.max(0, ...entriesOf(model).map((entry) => entry.fromMs + plannedMs(entry)));

const LONG = 3; // Times the mean: the 95th percentile of an exponential time.

/** How long an entry lasts [ms]; 0 if for good; until someone acts, about how long that may take, if the alert fires at once. */
export function plannedMs({ fromMs, toMs, data: { until } }: Entry): number {
  if (until === undefined) return toMs < Number.POSITIVE_INFINITY ? toMs - fromMs : 0;
  const actsMs = meanOf(until.acts) * (squaredCvOf(until.acts) === 0 ? 1 : LONG);
  return until.over + until.held + (Number.isFinite(actsMs) ? actsMs : 0);
}

/** The model with all entries that the language has other words for said in those. */
export const inOtherWords = (model: Model): Model =>
  entriesOf(model).reduce((said, { kind, data }) => kind.inOtherWords?.(said, data as never) ?? said, model);
