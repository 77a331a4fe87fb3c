/** The parts and steps of the language. A new one is its own files and one line here. */

import { cache } from "../parts/cache/cache.js";
import { database } from "../parts/database/database.js";
import { deadLetters } from "../parts/dead-letters/dead-letters.js";
import { host } from "../parts/host/host.js";
import { module } from "../parts/module/module.js";
import { networkLink } from "../parts/network-link/network-link.js";
import { outbox } from "../parts/outbox/outbox.js";
import { pooler } from "../parts/pooler/pooler.js";
import { service } from "../parts/service/service.js";
import type { SharedCores } from "../parts/shared/work-capacity.js";
import { topic } from "../parts/topic/topic.js";
import { workQueue } from "../parts/work-queue/work-queue.js";
import { choose } from "../steps/choose.js";
import { cpu } from "../steps/cpu.js";
import { delay } from "../steps/delay.js";
import { effect } from "../steps/effect.js";
import { fail } from "../steps/fail.js";
import { inBackground } from "../steps/in-background.js";
import { parallel } from "../steps/parallel.js";
import { publish } from "../steps/publish.js";
import { repeat } from "../steps/repeat.js";
import { becomes } from "../timeline/becomes.js";
import { down } from "../timeline/down.js";
import { fails } from "../timeline/fails.js";
import { flush } from "../timeline/flush.js";
import { lag } from "../timeline/lag.js";
import { link } from "../timeline/link.js";
import type { MomentKind } from "../timeline/moment.js";
import { redrive } from "../timeline/redrive.js";
import { release } from "../timeline/release.js";
import { reshard } from "../timeline/reshard.js";
import { set } from "../timeline/set.js";
import { slow } from "../timeline/slow.js";
import { surge } from "../timeline/surge.js";
import { throttle } from "../timeline/throttle.js";
import { together } from "../timeline/together.js";
import {
  type Kinds,
  type PartKind,
  partKindIn,
  type Slots,
  type StepData,
  type StepKind,
  stepKindIn,
} from "./kinds.js";
import type { Model } from "./model.js";

const PARTS = [
  service,
  module,
  host,
  database,
  pooler,
  cache,
  workQueue,
  topic,
  outbox,
  deadLetters,
  networkLink,
] as const;
export const PART_KINDS: readonly PartKind[] = PARTS;

/** The options of a part as a model gives them, by its type. */
export type PartInput = { [I in keyof typeof PARTS]: InputOf<(typeof PARTS)[I]> }[number];
type InputOf<Kind> = Kind extends PartKind<never, infer Type, infer Input> ? { type: Type } & Input : never;

export const STEP_KINDS: readonly StepKind[] = [
  cpu,
  delay,
  repeat,
  parallel,
  choose,
  fail,
  publish,
  inBackground,
  effect,
  ...PART_KINDS.flatMap((kind) => kind.steps),
];

/** What a timeline may say. */
export const MOMENT_KINDS: readonly MomentKind[] = [
  slow,
  down,
  fails,
  flush,
  lag,
  link,
  throttle,
  together,
  surge,
  set,
  becomes,
  release,
  reshard,
  redrive,
];

export const KINDS: Kinds = { parts: PART_KINDS, steps: STEP_KINDS };
export const partKindOf = (part: { readonly type: string } | undefined) => partKindIn(KINDS, part);
export const stepKindOf = (step: StepData) => stepKindIn(KINDS, step);

/** The cores that do the part's work; undefined if it does none. */
export function machineIn(model: Model, name: string): SharedCores | undefined {
  const part = model.parts[name];
  return partKindOf(part)?.machine?.(part as never);
}

/** The slots that a request to the part holds, such as threads; null without a limit. */
export function slotsIn(model: Model, name: string): Slots | null {
  const part = model.parts[name];
  return partKindOf(part)?.slots?.(part as never, model) ?? null;
}
