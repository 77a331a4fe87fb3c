/** What can be changed about a cache and about a work queue: more room, more workers. */

import { type Change, type ChangeContext, ofPart } from "../../changes/change.js";
import { editSteps } from "../../changes/edit-steps.js";
import type { StepData } from "../../language/part-kind.js";

export const cacheChanges = (context: ChangeContext, name: string, options: CacheSize): readonly Change[] => [
  ...largerCache(name, options),
  withoutCache(context, name),
];

interface CacheSize {
  readonly capacity?: number | undefined;
}

/** What it had to do on a miss is done by all. */
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

function largerCache(name: string, { capacity }: CacheSize): readonly Change[] {
  if (capacity === undefined || !Number.isFinite(capacity)) return [];
  return [
    {
      name: `${name}: room for ${capacity * 2} keys`,
      treats: "small cache",
      overlay: ofPart(name, { capacity: capacity * 2 }),
      complexity: 1,
      why: "more memory",
      cost: { caches: 1 },
      relieves: [],
    },
  ];
}

interface QueueSize {
  readonly workers: number;
  readonly cores?: number | undefined;
}

const LOAD_OF_WORKERS = 0.7;

/** Twice as many, or as many as what they are asked for takes. */
export function workQueueChanges(
  { steps }: ChangeContext,
  name: string,
  { workers, cores }: QueueSize,
): readonly Change[] {
  const own = steps.filter(({ path }) => path.length === 4 && path[1] === name && path[2] === "steps");
  const asked = own.reduce((sum, { perMs, ms }) => sum + perMs * ms, 0);
  const more = Math.max(workers * 2, Math.ceil(asked / LOAD_OF_WORKERS));
  const moreCores = cores === undefined ? undefined : Math.ceil((cores * more) / workers);
  return [
    {
      name: `${name}: ${more} workers`,
      treats: "too few workers",
      overlay: ofPart(name, { workers: more, ...(moreCores === undefined ? {} : { cores: moreCores }) }),
      complexity: 1,
      why: "a number",
      cost: { workers: more - workers, ...(cores === undefined ? {} : { cores: moreCores! - cores }) },
      relieves: [{ part: name, resource: "workers" }],
    },
  ];
}
