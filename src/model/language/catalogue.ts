/** The parts and steps of the language. A new one is its own files and one line here. */

import { cache } from "../parts/cache/cache.js";
import { database } from "../parts/database/database.js";
import { host } from "../parts/host/host.js";
import { service } from "../parts/service/service.js";
import type { SharedCores } from "../parts/shared/work-capacity.js";
import { workQueue } from "../parts/work-queue/work-queue.js";
import { choose } from "../steps/choose.js";
import { cpu } from "../steps/cpu.js";
import { delay } from "../steps/delay.js";
import { fail } from "../steps/fail.js";
import { parallel } from "../steps/parallel.js";
import { repeat } from "../steps/repeat.js";
import { type Kinds, partKindIn } from "./kinds.js";
import type { Model } from "./model.js";
import type { PartKind, Slots } from "./part-kind.js";
import type { StepKind } from "./step-kind.js";

const PARTS = [service, host, database, cache, workQueue] as const;
export const PART_KINDS: readonly PartKind[] = PARTS;

/** What a model may say of a part, by its type. */
export type PartInput = { [I in keyof typeof PARTS]: InputOf<(typeof PARTS)[I]> }[number];
type InputOf<Kind> = Kind extends PartKind<never, infer Type, infer Input> ? { type: Type } & Input : never;

export const STEP_KINDS: readonly StepKind[] = [
  cpu,
  delay,
  repeat,
  parallel,
  choose,
  fail,
  ...PART_KINDS.flatMap((kind) => kind.steps),
];

export const KINDS: Kinds = { parts: PART_KINDS, steps: STEP_KINDS };

/** Where its work is done; undefined of a part that does none. */
export function machineIn(model: Model, name: string): SharedCores | undefined {
  const part = model.parts[name];
  return partKindIn(KINDS, part)?.machine?.(part as never);
}

/** When the last change that is planned of the parts is over [ms from the start]; 0: none is. */
export const plansOfParts = ({ parts }: Model): number =>
  Math.max(0, ...Object.values(parts).map((part) => partKindIn(KINDS, part)?.planEndMs?.(part as never) ?? 0));

/** What is limited and held while the part is asked. */
export function slotsIn(model: Model, name: string): Slots | null {
  const part = model.parts[name];
  return partKindIn(KINDS, part)?.slots?.(part as never, model) ?? null;
}
