import type { Path } from "./diagnostics.js";

export interface Change {
  readonly sign: "+" | "~" | "-"; // Added, changed, removed.
  readonly path: Path;
  readonly before: unknown; // undefined when added.
  readonly after: unknown; // undefined when removed.
}

/**
 * The differences between two trees of plain data, each at its deepest path. Lists of equal length are compared item by
 * item; others are a single change.
 */
export function changes(before: unknown, after: unknown, path: Path = []): readonly Change[] {
  if (Object.is(before, after)) return [];
  if (isRecord(before) && isRecord(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap((key) => {
      const [old, now] = [own(before, key), own(after, key)];
      if (old === undefined)
        return now === undefined ? [] : [{ sign: "+", path: [...path, key], before: old, after: now }];
      return now === undefined
        ? [{ sign: "-", path: [...path, key], before: old, after: now }]
        : changes(old, now, [...path, key]);
    });
  }
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    return before.flatMap((item, i) => changes(item, after[i], [...path, i]));
  }
  return [{ sign: "~", path, before, after }];
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const own = (record: Readonly<Record<string, unknown>>, key: string): unknown =>
  Object.hasOwn(record, key) ? record[key] : undefined;

/** Whether two values say the same. */
export const isSame = (a: unknown, b: unknown): boolean => changes(a, b).length === 0;
