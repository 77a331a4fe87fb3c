/** The failure policies of the language. A new one is its own file and one line here. */
import type { z } from "zod";
import type { AnyEffects, Effect } from "../language/effects.js";
import type { Language } from "../language/policies.js";
import { breaker } from "./breaker.js";
import { deadline } from "./deadline.js";
import { fallback } from "./fallback.js";
import { hedge } from "./hedge.js";
import type { PolicyKind } from "./kind.js";
import { limit } from "./limit.js";
import { retry } from "./retry.js";
import { timeout } from "./timeout.js";
import { travels } from "./travels.js";

/** From the inside out. */
const POLICIES = [limit, hedge, travels, timeout, deadline, breaker, retry, fallback] as const;

export const POLICY_KINDS: readonly PolicyKind[] = POLICIES as unknown as readonly PolicyKind[];

type Kind = (typeof POLICIES)[number];
type Keys = Kind["key"];
type SchemaOf<Key extends Keys> = ReturnType<Extract<Kind, { readonly key: Key }>["schema"]>;

export type Policies = { readonly [Key in Keys]?: z.output<SchemaOf<Key>> | undefined };
export type Retry = NonNullable<Policies["retry"]>;

type Schemas = { readonly [Key in Keys]: z.ZodOptional<SchemaOf<Key>> };

/** The options of a step that asks another part. */
export const policies = (language: Language): Schemas =>
  Object.fromEntries(POLICIES.map((kind) => [kind.key, kind.schema(language).optional()])) as unknown as Schemas;

export const POLICY_EFFECTS = Object.fromEntries(POLICIES.map(({ key, effect }) => [key, effect])) as Readonly<
  Record<Keys, Effect & AnyEffects>
>;

/** Those that are said, from the inside out. */
export const policiesOf = (all: Policies): readonly { readonly kind: PolicyKind; readonly said: never }[] =>
  POLICY_KINDS.flatMap((kind) => {
    const said = all[kind.key as Keys];
    return said === undefined ? [] : [{ kind, said: said as never }];
  });

/** The longest that an attempt may take; Infinity: no limit [ms]. */
export const limitMs = (all: Policies): number =>
  Math.min(...policiesOf(all).map(({ kind, said }) => kind.limitMs?.(said) ?? Number.POSITIVE_INFINITY));
