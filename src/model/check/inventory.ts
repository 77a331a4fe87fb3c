/**
 * Counts what a system is made of, as a measure of its cost and complexity. In units, since the language has no prices.
 */

import { KINDS, partKindOf } from "../language/catalogue.js";
import type { Model } from "../language/model.js";
import { policiesOf } from "../policies/catalogue.js";
import { hopsOf } from "../risks/hops.js";
import { surroundingsOf } from "../risks/surroundings-of.js";

export interface Counted {
  readonly what: string; // "read replicas"
  readonly count: number;
}

export interface Inventory {
  readonly units: readonly Counted[]; // What must be paid for.
  readonly complexity: readonly Counted[];
}

/** Paid units of every kind, zeros included. */
export function unitsOf(model: Model): readonly Counted[] {
  const around = surroundingsOf(model);
  const names = KINDS.parts.flatMap(({ units = {} }) => Object.keys(units));
  const counted = new Map(names.map((what) => [what, 0]));
  for (const [name, part] of Object.entries(model.parts))
    for (const [what, count] of Object.entries(partKindOf(part)?.units ?? {}))
      counted.set(what, counted.get(what)! + count(part as never, name, around));
  return [...counted].map(([what, count]) => ({ what, count }));
}

/** All cores in the model: of machines, instances, and databases with their replicas. */
export const coresNow = (model: Model): number => unitsOf(model).find(({ what }) => what === "cores")?.count ?? 0;

export function inventoryOf(model: Model): Inventory {
  const hops = hopsOf(model);
  const asked = hops.filter(({ isEntry, holds }) => !isEntry && holds !== true);
  const policies = new Map(hops.map((hop) => [hop.path.join("."), policiesOf(hop.policies).length]));
  return {
    units: unitsOf(model),
    complexity: [
      { what: "parts", count: Object.keys(model.parts).length },
      ...Object.keys(model.traffic).map((source) => ({
        what: `hops per request of ${source}`,
        count: sum(asked, (hop) => (hop.source === source ? hop.times : 0)),
      })),
      {
        what: "deepest chain of hops",
        count: Math.max(0, ...asked.map(({ within }) => within.filter(({ holds }) => holds !== true).length)),
      },
      { what: "policies", count: sum([...policies.values()], (count) => count) },
    ],
  };
}

const sum = <T>(all: readonly T[], of: (each: T) => number): number => all.reduce((total, each) => total + of(each), 0);
