/** The step that asks a database, and what makes no sense about it. */
import { z } from "zod";
import { meanOf } from "../../engine/random/moments.js";
import { dotted, type Policies, policies } from "../language.js";
import { stepKind } from "../part-kind.js";
import { withPolicies } from "../policies.js";
import { checkPolicies } from "../policies-sense.js";
import type { Path, Sense } from "../sense.js";
import type { Site } from "../site.js";
import { type DatabaseOptions, goesToReplica, type QueryOptions } from "./database-options.js";
import { queryOutline } from "./database-outline.js";

interface Query extends Policies {
  readonly query: string;
}

export const query = stepKind<Query>({
  verb: "query",
  summary: "asks a database, `part.query`, and waits for the answer",
  schema: (language) => z.strictObject({ query: dotted("part.query"), ...policies(language) }),
  write(site, step) {
    const [part, queryName] = step.query.split(".");
    withPolicies(site, step, part, step.query, (inner) => {
      const built = inner.assembly.part(part) as unknown as { write(site: Site, query: string): void };
      built.write(inner, queryName);
    });
  },
  check: (sense, step) => checkPolicies(sense, step, () => checkQuery(sense, step.query, [...sense.path, "query"])),
  outline: (outline, step) => outline.under(step, queryOutline(outline, step.query)),
});

/** @returns the mean time of a query without waiting [ms] */
function checkQuery(sense: Sense, target: string, path: Path): number {
  const [part, queryName] = target.split(".");
  const options = sense.part<DatabaseOptions>(part, "database", path);
  if (options === null) return 0;
  if (!sense.oneOf(queryName, Object.keys(options.queries), path, `"${part}" has no query "${queryName}"`)) return 0;
  const query = options.queries[queryName];
  const { replicas, pool, cores } = options;
  const ms = meanOf(query.time);
  const onReplica = goesToReplica(options, queryName);
  if (onReplica) useReplicas(sense, part, options, ms);
  else if (options.scheduling === "processor-sharing") sense.useCores(part, "cores", ms);
  else if (cores !== undefined) sense.holds(part, "cores", cores, ms);
  if (query.write && replicas !== undefined && replicas.replay > 0)
    useReplicas(sense, part, options, ms * replicas.replay * replicas.count);
  const heldMs = ms + (pool === undefined && options.connect !== undefined ? meanOf(options.connect) : 0);
  const caller = pool?.per === "instance" ? sense.machine : null;
  if (pool !== undefined && caller === null) sense.holds(part, "pool", pool.connections, heldMs);
  else if (pool !== undefined && caller !== null)
    sense.holds(part, `pool of ${caller.part}`, pool.connections * caller.instances, heldMs);
  if (cores !== undefined && !onReplica) sense.holds(part, "connections", options.connections, heldMs);
  sense.fails(query.fails);
  return heldMs;
}

function useReplicas(sense: Sense, part: string, { replicas, cores }: DatabaseOptions, ms: number): void {
  const each = replicas?.cores ?? cores;
  if (replicas !== undefined && each !== undefined) sense.holds(part, "replica cores", each * replicas.count, ms);
}

export function checkDatabase(sense: Sense, name: string, options: DatabaseOptions): void {
  const { pool, connections, replicas, queries, scheduling, cores } = options;
  const path = ["parts", name];
  if (scheduling !== "processor-sharing" && cores === undefined)
    sense.error([...path, "scheduling"], `${scheduling.replaceAll("-", " ")} needs a number of cores`);
  if (pool !== undefined && pool.per === "all" && pool.connections > connections)
    sense.warn(
      [...path, "pool", "connections"],
      `the pool has ${pool.connections} connections, but the database accepts ${connections}`,
      "what the database refuses fails at once; the pool should be the smaller",
    );
  for (const [i, read] of (replicas === undefined || replicas.reads === "all" ? [] : replicas.reads).entries()) {
    const at = [...path, "replicas", "reads", i];
    if (!sense.oneOf(read, Object.keys(queries), at, `"${name}" has no query "${read}"`)) continue;
    if ((queries[read] as QueryOptions).write) sense.error(at, `"${read}" writes, so it cannot go to a replica`);
  }
}
