/** Possible changes to a cache: more capacity, or no cache; and the overlay for a new one in front of a step. */
import { type Change, type ChangeContext, type Overlay, ofPart } from "../../changes/change.js";
import { editSteps } from "../../changes/edit-steps.js";
import type { StepData } from "../../language/kinds.js";
import type { Path } from "../../source/diagnostics.js";
import type { CacheOptions } from "./options.js";

export const cacheChanges = (context: ChangeContext, name: string, options: CacheOptions): readonly Change[] => [
  ...largerCache(name, options),
  ...oneFetch(name, options),
  withoutCache(context, name),
];

/** Without it, every request does the steps of a miss. */
function withoutCache(context: ChangeContext, name: string): Change {
  const gets = context.steps.filter(({ step }) => step.get === name);
  const lists = editSteps(
    context,
    gets.map(({ path }) => ({ path, edit: ({ miss }) => miss as readonly StepData[] })),
  ) as { parts?: Record<string, unknown> };
  return {
    name: `without ${name}`,
    treats: "more than needed",
    overlay: { parts: { ...lists.parts, [name]: null } },
    complexity: 1,
    why: "one part less",
    cost: { caches: -1 },
    relieves: [],
    isLess: true,
  };
}

function largerCache(name: string, { capacity }: CacheOptions): readonly Change[] {
  const inBytes = typeof capacity === "object";
  if (!inBytes && !Number.isFinite(capacity)) return [];
  const twice = inBytes ? `${2 * capacity.bytes}B` : capacity * 2;
  return [
    {
      name: `${name}: room for ${inBytes ? "twice the bytes" : `${twice} keys`}`,
      treats: "small cache",
      overlay: ofPart(name, { capacity: twice }),
      complexity: 1,
      why: "more memory",
      cost: { caches: 1 },
      relieves: [],
    },
  ];
}

/** Of those who miss a key that has expired, one fetches it. */
function oneFetch(name: string, { fill, ttl }: CacheOptions): readonly Change[] {
  if (fill === "one-at-a-time" || ttl === undefined) return [];
  return [
    {
      name: `${name}: one fetch for all who miss a key`,
      treats: "read pressure",
      overlay: ofPart(name, { fill: "one-at-a-time" }),
      complexity: 1,
      why: "a lock a key, and all fail with the one that fetches",
      cost: {},
      relieves: [],
    },
  ];
}

/** The overlay for a new cache in front of a step. */
export const newCache = (hit: string): Overlay => ({ type: "cache", hit, time: "1ms" });

/** The same by the keys of some data, with a hit rate that follows from them. */
export const newCacheOf = (data: string, capacity: number, isWritten: boolean): Overlay => ({
  type: "cache",
  of: data,
  capacity,
  ...(isWritten ? { "on-write": "invalidates" } : {}),
  time: "1ms",
});

/** The step is done only on a miss. */
export const askedFirst = (cache: string, step: StepData): StepData => ({ get: cache, miss: [step] });

/** Whether a step there is done only on a miss. */
export const isOnMiss = (path: Path): boolean => path.includes("miss");
