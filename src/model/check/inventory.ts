/**
 * Counts what a system is made of, as a measure of its cost and complexity. In units, since the language has no prices.
 */

import { KINDS, partKindOf } from "../language/catalogue.js";
import type { Model } from "../language/model.js";
import { policiesOf } from "../policies/catalogue.js";
import { type Hop, hopsOf } from "../risks/hops.js";
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
  const asked = hops.filter((hop) => !hop.isEntry && isOverNetwork(hop));
  const all = Object.keys(model.parts);
  const names = all.filter((name) => partKindOf(model.parts[name])?.section === undefined);
  const links = all.length - names.length;
  const modules = names.filter((name) => partKindOf(model.parts[name])?.answersCalls?.isInProcess === true).length;
  const policies = new Map(hops.map((hop) => [hop.path.join("."), policiesOf(hop.policies).length]));
  return {
    units: unitsOf(model),
    complexity: [
      { what: "parts", count: names.length - modules },
      ...(modules === 0 ? [] : [{ what: "modules", count: modules }]),
      ...(links === 0 ? [] : [{ what: "links", count: links }]),
      ...Object.keys(model.traffic).map((source) => ({
        what: `hops per request of ${source}`,
        count: sum(asked, (hop) => (hop.source === source ? hop.times : 0)),
      })),
      {
        what: "deepest chain of hops",
        count: Math.max(0, ...asked.map(({ within }) => within.filter(isOverNetwork).length)),
      },
      { what: "policies", count: sum([...policies.values()], (count) => count) },
    ],
  };
}

/** Not what uses a connection that is held, nor what runs in the caller's own process. */
const isOverNetwork = ({ holds, isInProcess }: Hop): boolean => holds !== true && isInProcess !== true;

const sum = <T>(all: readonly T[], of: (each: T) => number): number => all.reduce((total, each) => total + of(each), 0);
