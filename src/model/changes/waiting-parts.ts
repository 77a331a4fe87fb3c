/** What can be changed about a cache and about a work queue: more room, more workers. */
import { type Change, type ChangeContext, ofPart } from "./change.js";

export function cacheChanges(_: ChangeContext, name: string, { capacity }: { capacity: number }): readonly Change[] {
  if (capacity === undefined || !Number.isFinite(capacity)) return [];
  return [
    {
      name: `${name}: room for ${capacity * 2} keys`,
      treats: "small cache",
      overlay: ofPart(name, { capacity: capacity * 2 }),
      complexity: 1,
      why: "more memory",
      cost: { caches: 1 },
      relieves: null,
    },
  ];
}

interface QueueSize {
  readonly workers: number;
  readonly cores?: number | undefined;
}

export function workQueueChanges(_: ChangeContext, name: string, { workers, cores }: QueueSize): readonly Change[] {
  return [
    {
      name: `${name}: ${workers * 2} workers`,
      treats: "too few workers",
      overlay: ofPart(name, { workers: workers * 2, ...(cores === undefined ? {} : { cores: cores * 2 }) }),
      complexity: 1,
      why: "a number",
      cost: cores === undefined ? {} : { cores },
      relieves: { part: name, resource: "workers" },
    },
  ];
}
