/**
 * How each option of a part, a step or traffic affects the mean work of a model. An option that a kind leaves out does
 * not compile.
 */

/**
 * - `known`: the mean work is what the model gives;
 * - `limits`, `waits`: limits how many requests wait, or how long; the work of those served is known;
 * - `by chance`: work is done, repeated or lost by chance;
 * - `cuts short`: work is given up, and perhaps begun again, if it takes too long.
 */
export type Effect = "known" | "limits" | "waits" | "by chance" | "cuts short";

export type Effects<Options> = {
  readonly [Key in keyof Options]-?: Effect | Nested<NonNullable<Options[Key]>>;
};
type Nested<Options> = Options extends readonly unknown[] ? never : Options extends object ? Effects<Options> : never;

/** `Effects` without the type of the options. */
export type AnyEffects = { readonly [option: string]: Effect | AnyEffects };

const KNOWN: readonly unknown[] = ["known", "limits", "waits"] satisfies Effect[];

/** Whether these options keep the mean work known, as long as no request is refused or gives up. */
export const isKnownWork = (effects: AnyEffects, options: object): boolean =>
  Object.entries(options).every(([key, value]) => {
    const effect = effects[key];
    if (value === undefined || isEmpty(value)) return true;
    return typeof effect === "object" ? isKnownWork(effect, value) : KNOWN.includes(effect);
  });

/** A map that says nothing, such as of views that a database does not have. */
const isEmpty = (value: unknown): boolean =>
  typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;

/** The options without those that refuse requests or let them give up. Options without a known effect are kept. */
export const withoutLimits = <Options extends object>(effects: AnyEffects, options: Options): Options =>
  Object.fromEntries(
    Object.entries(options).flatMap(([key, value]) => {
      const effect = effects[key];
      if (value === undefined || effect === "waits" || effect === "cuts short") return [];
      if (effect === "limits") return [[key, Number.POSITIVE_INFINITY]];
      return [[key, typeof effect === "object" ? withoutLimits(effect, value) : value]];
    }),
  ) as Options;
