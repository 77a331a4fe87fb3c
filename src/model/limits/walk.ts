/** Walks a limit: what is offered to it, and what passes. */
import { sayIdle } from "../check/no-effect.js";
import type { Path, Sense } from "../check/sense.js";
import { type Limit, mayRefuse } from "./options.js";

export interface WalkedLimit {
  readonly owner: string;
  readonly name: string; // As a resource of it.
  readonly limit: Limit;
  readonly instances: number; // That have such a limit each; 1: all together.
}

/** @param walk what is limited @returns its mean time without waiting [ms] */
export function walkLimit(sense: Sense, { owner, name, limit, instances }: WalkedLimit, walk: () => number): number {
  const { rate, concurrent } = limit;
  const boundedBy = mayRefuse(limit) ? [name] : [];
  const most = typeof concurrent === "object" ? concurrent.to : (concurrent ?? 1);
  const perSecond = rate === undefined ? {} : { perSecond: rate * instances };
  const resource = { part: owner, resource: name, capacity: most * instances, boundedBy, ...perSecond };
  const held = sense.takesHold(resource);
  if (held === null) return 0;
  if (rate === undefined) {
    sense.letsPass(owner, name);
    return sense.givesBack(held, walk());
  }
  sense.givesBack(held, 1000 / rate); // Each takes a token, and the next comes so much later.
  sense.letsPass(owner, name);
  return walk();
}

/** Reports what makes no sense. @param path of the limit */
export function checkLimit(sense: Sense, path: Path, limit: Limit, instances: number | null): void {
  if (limit.each === true && instances === null)
    sense.error([...path, "each"], "there are no instances of a caller here", "leave it out");
  else sayIdle(sense, path, [["each", limit.each === true && instances === 1, "there is one instance"]]);
}
