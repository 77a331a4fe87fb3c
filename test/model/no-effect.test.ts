/** Options that do nothing where they stand are said. */
import { expect, it } from "vitest";
import { memoryFiles } from "../../src/model/source/index.js";
import { readModel } from "../../src/model/source/read-model.js";

interface Changed {
  readonly traffic?: string;
  readonly web?: string;
  readonly query?: string;
  readonly db?: string;
  readonly cache?: string;
  readonly alone?: boolean; // One endpoint.
}

const text = ({
  traffic = "rate: 10/s",
  web = "",
  query = "",
  db = "",
  cache = "hit: 90%",
  alone = false,
}: Changed): string => `
version: 1
traffic: { t: { ${traffic}, to: web.a } }
parts:
  web: { type: service, ${web} endpoints: { a: [{ query: db.q${query} }, { get: c, miss: [] }]${alone ? "" : ", b: []"} } }
  db: { type: database, cores: 2, ${db} queries: { q: { time: 5ms } } }
  c: { type: cache, ${cache} }
`;

function idle(changed: Changed, file = "m.yaml", more: Record<string, string> = {}): string[] {
  const { diagnostics, model } = readModel(file, memoryFiles({ "m.yaml": text(changed), ...more }));
  if (model === null) throw new Error(JSON.stringify(diagnostics));
  return diagnostics.map(({ message }) => message);
}

it.each<[Changed, string, string]>([
  [{ db: "connect: 4ms, pool: { connections: 10 }," }, "connect", "the connections of a `pool` are set up before"],
  [{ db: "pool: { connections: 10, queue: 0, acquire: 1s }," }, "acquire", "with `queue: 0`, no request waits"],
  [{ db: "pool: { connections: 10, queue: 0, order: random-order }," }, "order", "with `queue: 0`, no request waits"],
  [{ db: "replicas: { count: 0, reads: [q] }," }, "reads", "there is no replica"],
  [{ db: "replicas: { count: 0, cores: 2 }," }, "cores", "there is no replica"],
  [{ db: "replicas: { lag: 1s }," }, "lag", "no query writes"],
  [{ db: "replicas: { reads: [], cores: 2 }," }, "cores", "no query goes to the replicas"],
  [
    { db: "scheduling: first-come-first-served, contention: 5%," },
    "contention",
    "where each core serves one query, queries do not slow each other down",
  ],
  [{ web: "queue: 5," }, "queue", "without a number of `threads`, no request waits for one"],
  [{ web: "patience: 5s," }, "patience", "without a number of `threads`, no request waits for one"],
  [{ web: "threads: 9, queue: 0, patience: 5s," }, "patience", "with `queue: 0`, no request waits"],
  [{ web: "threads: 9, queue: 0, priority: [a]," }, "priority", "with `queue: 0`, no request waits"],
  [{ web: "threads: 9, queue: 0, order: random-order," }, "order", "with `queue: 0`, no request waits"],
  [{ web: "threads: 9, priority: [a],", alone: true }, "priority", "there is only one endpoint"],
  [{ web: "balance: random," }, "balance", "there is one instance"],
  [{ cache: "hit: 90%, keeps: most-popular" }, "keeps", "without keys, each look-up hits or misses by chance"],
  [{ cache: "keys: { count: 9 }, keeps: most-popular" }, "keeps", "it is never full"],
  [{ cache: "keys: { count: 9 }, capacity: 3, expires: after-use" }, "expires", "without a `ttl`, no key expires"],
  [{ query: ", timeout: 1s, deadline: 2s" }, "deadline", "the `timeout` comes before it"],
  [{ query: ", timeout: 1s, hedge: { after: 1s }" }, "hedge", "no attempt takes so long"],
  [{ query: ", travels: true" }, "travels", "there is no `timeout` or `deadline` that could travel"],
  [
    { query: ", breaker: { failures: 5, at-least: 9, of-last: 10, open: 1s }" },
    "at-least",
    "there is no `share` of calls",
  ],
  [{ query: ", timeout: 1s, breaker: { failures: 5, open: 1s, slow: 2s }" }, "slow", "no attempt takes so long"],
  [{ query: ", breaker: { failures: 5, open: 1s, per: instance }" }, "per", "there is one instance of the caller"],
  [{ query: ", retry: { attempts: 3, cap: 1s }" }, "cap", "without a `backoff`, there is no wait"],
  [{ query: ", retry: { attempts: 3, backoff: 10ms, cap: 1s }" }, "cap", "no wait is longer"],
  [
    { query: ", retry: { attempts: 3, backoff: 10ms, jitter: decorrelated, growth: 3 }" },
    "growth",
    "`decorrelated` says how the wait grows",
  ],
  [{ query: ", timeout: 2s, deadline: 1s" }, "timeout", "the `deadline` comes before it"],
  [{ query: ", retry: { attempts: 1, backoff: 1s }" }, "retry", "one attempt is no retry"],
  [
    { query: ", retry: { attempts: 3, growth: constant }" },
    "growth",
    "without a `backoff`, there is no wait that could grow",
  ],
  [{ traffic: "users: 3, think: 1s, arrivals: constant" }, "arrivals", "users ask again when they have thought"],
  [{ traffic: "rate: 3/s, think: 1s" }, "think", "only `users` think between an answer and the next request"],
])("%j: %s", (changed, option, why) => {
  expect(idle(changed)).toEqual([`\`${option}\` does nothing here: ${why}`]);
});

it.each<[Changed]>([
  [{ db: "connect: 4ms," }],
  [{ db: "pool: { connections: 10, acquire: 1s, order: random-order, queue: 5 }," }],
  [{ web: "threads: 9, queue: 5, patience: 1s, order: random-order, priority: [a]," }],
  [{ web: "instances: 2, balance: random," }],
  [{ cache: "keys: { count: 9 }, capacity: 3, keeps: most-popular, ttl: 1s, expires: after-use" }],
  [{ query: ", timeout: 1s, deadline: 1s, retry: { attempts: 3, backoff: 1ms, growth: constant, jitter: equal }" }],
  [{ traffic: "users: 3, think: 1s" }],
])("%j has an effect", (changed) => expect(idle(changed)).toEqual([]));

it("is no mistake of who lays another file over it", () => {
  const base = { "b.yaml": text({ db: "connect: 4ms," }) };
  const overlay = "extends: b.yaml\nparts: { db: { pool: { connections: 10 } } }\n";
  expect(idle({}, "o.yaml", { ...base, "o.yaml": overlay })).toEqual([]);
});

it("says nothing of what has an effect once there are more instances", () => {
  const said = (timeline: string) =>
    readModel(
      "m.yaml",
      memoryFiles({
        "m.yaml": `version: 1
traffic: { users: { rate: 10/s, to: web.page } }
parts:
  web: { type: service, instances: 1, balance: random, eject: {}, limit: { concurrent: 2, each: true }, endpoints: { page: [{ call: pay.charge, breaker: { failures: 3, open: 1s, per: instance } }] } }
  pay: { type: service, balance: random, endpoints: { charge: [{ delay: 1ms }] } }
timeline: { ${timeline} }`,
      }),
    ).diagnostics.map(({ message, location }) => `${location?.line}: ${message}`);
  const idle = "does nothing here: there is one instance";
  const pay = `5: \`balance\` ${idle}`;
  expect(said("").toSorted()).toEqual(
    [
      `4: \`balance\` ${idle}`,
      `4: \`eject\` ${idle}`,
      `4: \`each\` ${idle}`,
      `4: \`per\` ${idle} of the caller`,
      pay,
    ].toSorted(),
  );
  expect(said("more: { at: 5s, for: 5s, set: { web.instances: 5 } }")).toEqual([pay]);
});
