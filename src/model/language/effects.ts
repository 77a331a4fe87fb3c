/**
 * What the options of a part, a step or traffic do to the work of a model. Each kind says it of all its options: one that
 * is left out does not compile.
 */

/**
 * - `known`: the mean work is as the model says;
 * - `limits` how many may wait, `waits` how long they do: the same, of the requests that are served;
 * - `by chance`: work is done, repeated or lost by chance;
 * - `cuts short`: work is given up, and perhaps begun again, by how long it takes.
 */
export type Effect = "known" | "limits" | "waits" | "by chance" | "cuts short";

export type Effects<Options> = {
  readonly [Key in keyof Options]-?: Effect | Nested<NonNullable<Options[Key]>>;
};
type Nested<Options> = Options extends readonly unknown[] ? never : Options extends object ? Effects<Options> : never;

/** The same once the options' type is forgotten. */
export type AnyEffects = { readonly [option: string]: Effect | AnyEffects };

const KNOWN: readonly unknown[] = ["known", "limits", "waits"] satisfies Effect[];

/** Whether what is given leaves the mean work as the model says, as long as no request is refused or gives up. */
export const isKnownWork = (effects: AnyEffects, options: object): boolean =>
  Object.entries(options).every(([key, value]) => {
    const effect = effects[key];
    if (value === undefined) return true;
    return typeof effect === "object" ? isKnownWork(effect, value) : KNOWN.includes(effect);
  });

/** The options without those that turn requests away or let them give up. An option of which nothing is said is kept. */
export const withoutLimits = <Options extends object>(effects: AnyEffects, options: Options): Options =>
  Object.fromEntries(
    Object.entries(options).flatMap(([key, value]) => {
      const effect = effects[key];
      if (value === undefined || effect === "waits" || effect === "cuts short") return [];
      if (effect === "limits") return [[key, Number.POSITIVE_INFINITY]];
      return [[key, typeof effect === "object" ? withoutLimits(effect, value) : value]];
    }),
  ) as Options;
