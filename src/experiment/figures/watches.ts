/** What the runs must watch besides what they always measure, so that these figures can be told. */

import { type Figure, scopeWords } from "../../analysis/figures/figure.js";
import type { Model } from "../../model/language/model.js";
import { hopsOf } from "../../model/risks/hops.js";
import { usersOf } from "../../model/traffic/traffic.js";
import { watchOfCalls, watchOfSource } from "../../model/wiring/watches.js";

/** Entries are always measured; a source is where several share an endpoint, and inner endpoints never are. */
export function watchesOf(figures: readonly Figure[], { traffic, parts }: Model): readonly string[] {
  const entries = new Set(Object.values(usersOf(traffic)).flatMap(({ mix }) => Object.keys(mix)));
  const watched = figures.flatMap(({ scope, measure }): string[] => {
    if (scope.kind === "source" && Object.hasOwn(traffic, scope.name)) return [watchOfSource(scope.name)];
    if (scope.kind === "endpoint") return entries.has(scope.name) ? [] : [scopeWords(scope)];
    const isCounted = measure === "calls" || measure === "attempts";
    return scope.kind === "part" && isCounted && Object.hasOwn(parts, scope.name) ? [watchOfCalls(scope.name)] : [];
  });
  return [...new Set(watched)].sort();
}

const retriedIn = new WeakMap<Model, readonly string[]>(); // It takes a walk over all calls.

/** Parts whose calls are retried. */
export function retriedParts(model: Model): readonly string[] {
  const found = retriedIn.get(model) ?? [
    ...new Set(hopsOf(model).flatMap(({ policies, part }) => ((policies.retry?.attempts ?? 1) > 1 ? [part] : []))),
  ];
  retriedIn.set(model, found);
  return found;
}
