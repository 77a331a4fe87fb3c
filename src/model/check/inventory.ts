/**
 * What a system is made of, counted: what it costs in the end, and how much there is to understand. No money, since the
 * language knows no prices.
 */

import type { Model, PartData } from "../language/model.js";
import type { Policies } from "../language/policies.js";
import type { DatabaseOptions } from "../parts/database/options.js";
import { poolsOf } from "../parts/database/pooled-connections.js";
import { hopsOf } from "../risks/hops.js";

export interface Counted {
  readonly what: string; // "read replicas"
  readonly count: number;
}

export interface Inventory {
  readonly units: readonly Counted[]; // What must be paid for.
  readonly complexity: readonly Counted[];
}

type Options = { readonly [option: string]: unknown };

export function inventoryOf(model: Model): Inventory {
  const parts = Object.values(model.parts);
  const ofType = (type: string): readonly PartData[] => parts.filter((part) => part.type === type);
  const databases = ofType("database") as unknown as readonly DatabaseOptions[];
  const hops = hopsOf(model);
  const pools = Object.keys(model.parts).flatMap((name) => poolsOf(model, hops, name) ?? []);
  const asked = hops.filter(({ isEntry }) => !isEntry);
  const policies = new Map(hops.map((hop) => [hop.path.join("."), policiesIn(hop.policies)]));
  return {
    units: [
      { what: "service instances", count: sum(ofType("service"), instances) },
      { what: "cores", count: sum(parts, coresOf) },
      { what: "databases", count: databases.length },
      { what: "read replicas", count: sum(databases, ({ replicas }) => replicas?.count ?? 0) },
      { what: "pooled connections", count: sum(pools, ({ pools, each }) => pools * each) },
      { what: "caches", count: ofType("cache").length },
      { what: "work queues", count: ofType("work-queue").length },
      { what: "workers", count: sum(ofType("work-queue"), ({ workers }) => Number(workers)) },
    ],
    complexity: [
      { what: "parts", count: parts.length },
      ...Object.keys(model.traffic).map((source) => ({
        what: `hops per request of ${source}`,
        count: sum(asked, (hop) => (hop.source === source ? hop.times : 0)),
      })),
      { what: "deepest chain of hops", count: Math.max(0, ...asked.map(({ within }) => within.length)) },
      { what: "policies", count: sum([...policies.values()], (count) => count) },
    ],
  };
}

const instances = ({ instances = 1 }: Options): number => Number(instances);

/** Cores of its own, on all its machines; none if it shares a host's or has no limit. */
function coresOf(part: Options): number {
  const { cores = 0, replicas } = part as { cores?: number; replicas?: DatabaseOptions["replicas"] };
  return instances(part) * cores + (replicas === undefined ? 0 : replicas.count * (replicas.cores ?? cores));
}

const policiesIn = ({ timeout, deadline, retry, breaker, fallback }: Policies): number =>
  [timeout, deadline, retry, breaker, fallback].filter((policy) => policy !== undefined).length;

const sum = <T>(all: readonly T[], of: (each: T) => number): number => all.reduce((total, each) => total + of(each), 0);
