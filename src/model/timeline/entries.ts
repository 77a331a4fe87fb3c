/** The entries of a model's timeline, as what its kinds say of them. */
import { meanOf, squaredCvOf } from "../../engine/random/moments.js";
import { KINDS, MOMENT_KINDS, partKindOf } from "../language/catalogue.js";
import type { Model } from "../language/model.js";
import { processesOf } from "../language/processes.js";
import { membersIn } from "../parts/network-link/between.js";
import type { Path } from "../source/diagnostics.js";
import type { MemberData, MomentData, MomentKind, RandomData } from "./moment.js";

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
    const kind = kindOf(data);
    if (kind === undefined) return [];
    const toMs = data.at + lengthMs(parts, kind, data, data.for ?? Number.POSITIVE_INFINITY);
    return [{ name, kind, about: aboutOf(kind, data), data, fromMs: data.at, toMs }];
  });

export const kindOf = (data: object): MomentKind | undefined => MOMENT_KINDS.find(({ verb }) => verb in data);

function aboutOf(kind: MomentKind, data: object): string {
  const named = (data as Readonly<Record<string, unknown>>)[kind.verb];
  return kind.about?.(data as never) ?? String(named);
}

/** @param saidMs by the entry, or by what it is part of */
function lengthMs(parts: Model["parts"], kind: MomentKind, data: object, saidMs: number): number {
  if (kind.isInstant) return 0;
  const members = membersOf(kind, data);
  if (members === null) return kind.lengthMs?.(data as never, (part) => instancesIn(parts, part)) ?? saidMs;
  return Math.max(0, ...members.map(([, member]) => lengthMs(parts, kindOf(member)!, member, member.for ?? saidMs)));
}

const instancesIn = (parts: Model["parts"], part: string): number =>
  Math.max(
    1,
    ...processesOf(parts, KINDS, part).map(
      (name) => partKindOf(parts[name])?.machine?.(parts[name] as never).instances ?? 1,
    ),
  );

function membersOf(kind: MomentKind, data: object): (readonly [string, MemberData])[] | null {
  const members = kind.members?.(data as never);
  return members === undefined ? null : Object.entries(members).filter(([, member]) => kindOf(member) !== undefined);
}

/** One thing that is done, at a given time or by chance. */
export interface Act {
  readonly name: string; // Of the entry.
  readonly path: Path;
  readonly kind: MomentKind;
  readonly about: string;
  readonly data: MomentData;
  readonly when: Planned | Recurring;
}

export interface Planned {
  readonly fromMs: number;
  readonly toMs: number;
  readonly chance: number;
}

export interface Recurring extends RandomData {
  readonly ownMs: number | null; // Of something that happens together with others: how long it lasts itself.
}

/** All that a model does to its parts. */
export function actsOf(model: Pick<Model, "timeline" | "random" | "parts">): readonly Act[] {
  const planned = Object.entries(model.timeline).flatMap(([name, data]) => {
    const { chance = 1 } = data as { readonly chance?: number };
    return actsIn(["timeline", name], data, (kind, member) => {
      const lastsMs = lengthMs(model.parts, kind, member ?? data, member?.for ?? data.for ?? Number.POSITIVE_INFINITY);
      return { fromMs: data.at, toMs: data.at + lastsMs, chance };
    });
  });
  const random = Object.entries(model.random).flatMap(([name, data]) =>
    actsIn(["random", name], data, (kind, member) => ({ ...data, ownMs: kind.isInstant ? 0 : (member?.for ?? null) })),
  );
  return [...planned, ...random];
}

/** @param when of it all, or of one of those that happen together */
function actsIn(
  path: readonly [string, string],
  data: object,
  when: (kind: MomentKind, member: MemberData | null) => Act["when"],
): Act[] {
  const kind = kindOf(data);
  if (kind === undefined) return [];
  const act = (acting: MomentKind, member: MemberData | null, at: Path): Act => {
    const said = member ?? data;
    return {
      name: path[1],
      path: at,
      kind: acting,
      about: aboutOf(acting, said),
      data: said as MomentData,
      when: when(acting, member),
    };
  };
  const members = membersOf(kind, data);
  if (members === null) return [act(kind, null, path)];
  return members.map(([name, member]) => act(kindOf(member)!, member, [...path, kind.verb, name]));
}

/** The parts that it is about: "pay", of "pay.charge"; both of a link, and all of a region. */
export const partsIn = (model: Pick<Model, "parts" | "regions">, { about }: Act): string[] =>
  about.split(" and ").flatMap((each) => membersIn(model, each));

/** The parts to which something happens by chance. */
export const disturbedIn = (model: Model, acts: readonly Act[]): ReadonlySet<string> =>
  new Set(
    acts.flatMap((act) =>
      "every" in act.when ? partsIn(model, act).flatMap((part) => processesOf(model.parts, KINDS, part)) : [],
    ),
  );

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
