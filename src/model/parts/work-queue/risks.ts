/** Risks of a queue: it may grow for ever, drops the oldest, or gives a message out again while a worker is at it. */
import { writeDuration } from "../../language/values/index.js";
import { type Risk, type Surroundings, unbounded } from "../../risks/risk.js";
import { droppingRisks } from "./full.js";
import type { QueueOptions } from "./options.js";

export const workQueueRisks = (around: Surroundings, name: string, options: QueueOptions): readonly Risk[] => [
  ...(Number.isFinite(options.limit) || options.expires !== undefined
    ? []
    : [unbounded(name, "the queue", ["parts", name])]),
  ...droppingRisks(name, options),
  ...leaseEndsFirst(around, name, options),
];

/** A slow call then has two workers do the same: the first has not given up when the second begins. */
function leaseEndsFirst({ hops }: Surroundings, name: string, { lease }: QueueOptions): Risk[] {
  if (lease === undefined) return [];
  return hops.flatMap(({ from, target, policies, path }) => {
    const waitsMs = Math.min(
      policies.timeout ?? Number.POSITIVE_INFINITY,
      policies.deadline ?? Number.POSITIVE_INFINITY,
    );
    if (from !== name || waitsMs < lease || waitsMs === Number.POSITIVE_INFINITY) return [];
    const message = `waits up to ${writeDuration(waitsMs)} for ${target}, but its lease ends after ${writeDuration(lease)}: a second worker then does the same work`;
    return [{ rule: "lease-ends-first", subject: `${name} → ${target}`, message, path }];
  });
}
