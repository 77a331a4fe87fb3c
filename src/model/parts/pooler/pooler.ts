/** A pooler between services and a database, which says that its callers come `through` it. */

import { Accepted } from "../../../components/database/accepted.js";
import { ConnectionPool } from "../../../components/database/connection-pool.js";
import { Pooler } from "../../../components/pooler/pooler.js";
import type { DistributionSpec } from "../../../engine/distribution-spec.js";
import { makeSampler, type Sampler } from "../../../engine/random/sampler.js";
import { sayIdle } from "../../check/no-effect.js";
import type { Sense } from "../../check/sense.js";
import { type Built, partKind } from "../../language/kinds.js";
import { endless } from "../../risks/risk.js";
import { type Course, timeOver } from "../../timeline/course.js";
import type { Assembly } from "../../wiring/assembly.js";
import type { Site } from "../../wiring/site.js";
import { facts, many } from "../shared/facts.js";
import { checkKept, OPEN_CONNECTIONS, opening } from "../shared/kept-open.js";
import { queueOf } from "../shared/queue-order.js";
import { EXAMPLES } from "./examples.js";
import { POOLER_EFFECTS, type PoolerOptions, poolerOptions } from "./options.js";
import { POOLER_WORDS } from "./other-words.js";

/** A built pooler, as the database behind it uses it. */
export class BuiltPooler implements Built {
  readonly pooler: Pooler;
  readonly clients: Accepted;
  readonly #assembly: Assembly;
  readonly #name: string;
  readonly #options: PoolerOptions;

  constructor(assembly: Assembly, name: string, options: PoolerOptions) {
    this.#assembly = assembly;
    this.#name = name;
    this.#options = options;
    const { clients, mode } = options;
    this.clients = new Accepted(assembly.flow, name, "client connections", clients, assembly.waiting);
    this.pooler = new Pooler(assembly.flow, { name, keepsSessions: mode === "session", clients: this.clients });
    assembly.timeline.whenChanged(
      name,
      (now: PoolerOptions) => now.clients,
      (most) => this.clients.resize(most),
    );
  }

  get meter() {
    return this.pooler.meter;
  }

  /** @param connect of the database */
  leadsTo(accepted: Accepted, connect: Course<DistributionSpec> | null): void {
    const { flow, waiting, streams, timeline } = this.#assembly;
    const { connections, acquire, queue, order } = this.#options;
    const [name, resource] = [this.#name, "server connections"];
    const servers = new ConnectionPool(
      flow,
      {
        name,
        resource,
        pools: 1,
        poolsAtStart: 1,
        connections,
        queueMax: queue,
        newQueue: queueOf(this.#assembly, `${name} ${resource}`, order),
        acquireTimeout: acquire === undefined ? null : makeSampler(acquire, streams.named(`acquire:${name}`)),
        opens: opening(this.#assembly, this.#options, 0, name, connect, accepted),
      },
      waiting,
    );
    timeline.whenChanged(
      name,
      (now: PoolerOptions) => now.connections,
      (now) => servers.resize(now),
    );
    timeline.whenChanged(
      name,
      (now: PoolerOptions) => now.queue,
      (most) => servers.limitQueue(most),
    );
    this.pooler.leadsTo(servers);
  }

  /** Of a client connection. */
  get connect(): Course<DistributionSpec> | null {
    return timeOver(this.#assembly.timeline.course(this.#name, ({ connect }: PoolerOptions) => connect));
  }

  /** On the way through it. */
  timeAt(site: Site): Sampler | null {
    const time = timeOver(this.#assembly.timeline.course(this.#name, ({ time }: PoolerOptions) => time));
    return time === null ? null : site.samplerOver(`time:${this.#name}`, time, [this.#name]);
  }
}

export const pooler = partKind({
  type: "pooler",
  alsoCalled: "pgbouncer pgpool pgpool2 proxysql rds-proxy odyssey pgcat supavisor connection-pooler connection-pool",
  toldBy: ["clients"],
  otherWords: POOLER_WORDS,
  summary:
    "many client connections on the one side, few server connections to a database on the other; the database says that its callers come `through` it",
  examples: EXAMPLES,
  options: poolerOptions,
  effects: POOLER_EFFECTS,
  steps: [],
  figures: OPEN_CONNECTIONS,
  build: (assembly, name, options) => new BuiltPooler(assembly, name, options),
  drawn: ({ connections, clients, mode }) => ({
    shape: "hexagon",
    facts: facts(
      many(connections, "server connection"),
      many(clients, "client"),
      mode === "session" && "keeps sessions",
    ),
  }),
  mayChange: [
    { at: "connections" },
    { at: "clients", freely: true },
    { at: "queue", freely: true },
    { at: "connect", freely: true },
    { at: "time", freely: true },
  ],
  moments: (_, name) => ({ slow: [name] }),
  mayFail: ({ clients, queue, acquire }) => Number.isFinite(clients) || Number.isFinite(queue) || acquire !== undefined,
  inBacklog: (options) => ({ ...options, clients: Number.POSITIVE_INFINITY }),
  units: { poolers: () => 1 },
  risks: (around, name, { queue, acquire }) =>
    Number.isFinite(queue) || acquire !== undefined
      ? []
      : endless(around, name, "server connections", "the queue for a server connection"),
  check(sense, name, options) {
    const path = ["parts", name];
    checkKept(sense, path, options, options.connections, 0);
    sense.capacity(name, "server connections", options.connections);
    checkUse(sense, name, options);
  },
});

/** One database goes through it: another needs connections of its own. */
function checkUse(sense: Sense, name: string, { mode }: PoolerOptions): void {
  const [first, ...more] = Object.entries(sense.model.parts).filter(([, part]) => behind(part).through === name);
  if (first === undefined) {
    sense.warn(["parts", name], `no database goes through ${name}`, `write it there: \`through: ${name}\``);
    return;
  }
  const isAlike = mode === "session" && behind(first[1]).pool === undefined;
  const because = "without a `pool`, a query opens a client connection and closes it";
  sayIdle(sense, ["parts", name], [["mode", isAlike, because]]);
  for (const [second] of more)
    sense.error(
      ["parts", second, "through"],
      `${first[0]} goes through ${name} already`,
      "its server connections are to one database: write a pooler for each",
    );
}

const behind = (part: object) => part as { readonly through?: unknown; readonly pool?: unknown };
