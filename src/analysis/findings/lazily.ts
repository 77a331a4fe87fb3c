/**
 * Findings that are worked out when they are first read, and then kept: a search reads a few of each look and a report
 * reads all. Enumerable, so that JSON, comparisons and copies hold them as they hold any value.
 */
export function lazily<T extends object>(of: { readonly [Key in keyof T]: () => T[Key] }): T {
  const found = {} as T;
  for (const key of Object.keys(of) as (keyof T)[]) Object.defineProperty(found, key, whenRead(of[key]));
  return found;
}

/** A copy with other values for some keys; nothing of it is worked out yet, as `{ ...found }` would do. */
export const lazilyWith = <T extends object>(found: T, other: { readonly [Key in keyof T]?: () => T[Key] }): T =>
  Object.defineProperties({} as T, {
    ...Object.getOwnPropertyDescriptors(found),
    ...Object.getOwnPropertyDescriptors(lazily(other as Record<string, () => unknown>)),
  });

function whenRead<T>(of: () => T): PropertyDescriptor {
  return { enumerable: true, configurable: true, get: once(of) };
}

/** Worked out when it is first asked for. */
export function once<T>(of: () => T): () => T {
  let work: (() => T) | null = of; // Let go of afterwards, with the runs that it holds.
  let value: T;
  return () => {
    if (work !== null) value = work();
    work = null;
    return value;
  };
}
