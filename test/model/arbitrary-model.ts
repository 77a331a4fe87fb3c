/** Small models of every sort, far from and far beyond their capacity, as the data that a file would hold. */
import fc from "fast-check";

type Data = Record<string, unknown>;

const time = fc.constantFrom(
  "0ms",
  "1ms",
  "4ms",
  "exponential(3ms)",
  "lognormal(mean 4ms, p99 20ms)",
  "uniform(1ms, 9ms)",
  "erlang(shape 3, mean 6ms)",
);
const percent = fc.constantFrom("0%", "10%", "50%", "100%");
const order = fc.constantFrom("first-come-first-served", "last-come-first-served", "random-order");
const limit = fc.constantFrom<number | string>(0, 1, 5, "unlimited");
const few = fc.integer({ min: 1, max: 4 });
const optional = <T>(key: string, value: fc.Arbitrary<T>): fc.Arbitrary<Data> =>
  fc.option(value, { freq: 2 }).map((one) => (one === null ? {} : { [key]: one }));
const merged = (...parts: fc.Arbitrary<Data>[]): fc.Arbitrary<Data> =>
  fc.tuple(...parts).map((all) => Object.assign({}, ...all));

const retry = merged(
  fc.record({
    attempts: few,
    backoff: fc.constantFrom("0ms", "2ms", "exponential(2ms)"),
    growth: fc.constantFrom<unknown>("exponential", "constant", 1.5),
    budget: percent,
    "retry-after": fc.boolean(),
  }),
  optional("on", fc.constantFrom(["timeout", "breaker-open"], ["failed", "query-failed"])),
  optional("jitter", fc.constantFrom("equal", "decorrelated")),
  optional("cap", fc.constantFrom("3ms")),
);
const breaker = merged(
  fc.oneof(
    fc.record({ failures: few }),
    fc.record({ share: fc.constantFrom("30%", "100%"), "of-last": fc.constantFrom(1, 4) }),
    fc.record({ share: fc.constant("50%"), window: fc.constantFrom("10ms", "1s"), "at-least": few }),
  ),
  fc.record({
    open: fc.constantFrom("1ms", "20ms"),
    probes: few,
    per: fc.constantFrom("all", "instance"),
  }),
  optional("slow", fc.constantFrom("1ms", "5ms")),
);
const hedge = fc.record({
  after: fc.constantFrom("0ms", "2ms", "p50", "p95"),
  attempts: fc.constantFrom(2, 3),
  budget: fc.constantFrom<unknown>("10%", { share: "10%", burst: 1 }),
  rest: fc.constantFrom("stops", "goes-on"),
});
const policies = (fallback: fc.Arbitrary<unknown>): fc.Arbitrary<Data> =>
  merged(
    optional("timeout", fc.constantFrom("2ms", "8ms", "1s")),
    optional("deadline", fc.constantFrom("3ms", "10ms", "1s")),
    optional("retry", retry),
    optional("breaker", breaker),
    optional("hedge", hedge),
    optional("travels", fc.boolean()),
    optional("fallback", fc.oneof(fallback, fc.record({ degraded: fallback }))),
  );

/** What may be waited for by others. */
const fetch = fc.array(
  fc.oneof(
    merged(fc.record({ query: fc.constantFrom("db.read", "db.write") }), policies(fc.constant("continue"))),
    fc.record({ delay: time }),
    fc.record({ fail: percent }),
  ),
  { maxLength: 2 },
);

const crossed = merged(
  optional("time", time),
  optional("bandwidth", fc.constantFrom("1MB/s", "1Gbit/s")),
  fc.oneof(
    fc.constant({}),
    fc.record({
      loss: fc.constantFrom("1%", "40%"),
      resend: fc.constantFrom("1ms", "7ms"),
      "give-up": fc.constant("20ms"),
    }),
  ),
  optional("connect", fc.constantFrom<unknown>("2ms", { time: "exponential(3ms)", keep: "5ms" }, { "round-trips": 3 })),
);
const bytes = optional(
  "bytes",
  fc.constantFrom<unknown>({ asks: "1KB" }, { asks: "2KB", answers: "exponential(20KB)" }),
);
const linked = fc.oneof(
  fc.constant({}),
  merged(
    fc.constant({ regions: { eu: ["one", "web", "bouncer"], us: ["auth", "db", "cache", "once", "mails", "facts"] } }),
    fc.record({
      links: merged(
        fc.record({ ocean: merged(fc.constant({ between: ["eu", "us"] }), crossed) }),
        optional("users", merged(fc.constant({ between: ["one", "web"] }), crossed)),
        optional("near", merged(fc.constant({ between: ["db", "web"] }), crossed)),
      ),
    }),
  ),
);

/** Steps that may call these endpoints, publish to these queues, and make these effects happen. */
function steps(
  callees: readonly string[] = [],
  queues: readonly string[] = [],
  effects: readonly string[] = [],
): fc.Arbitrary<readonly Data[]> {
  const { all } = fc.letrec<{ all: readonly Data[] }>((tie) => {
    const inner = tie("all");
    const fallback = fc.oneof({ maxDepth: 2 }, fc.constant("continue"), inner);
    const asks = (verb: string, targets: readonly string[]): fc.Arbitrary<Data> =>
      merged(fc.record({ [verb]: fc.constantFrom(...targets) }), policies(fallback));
    const step = fc.oneof(
      { maxDepth: 2, withCrossShrink: true },
      fc.record({ delay: time }),
      fc.record({ cpu: time }),
      fc.record({ fail: fc.constantFrom("1%", "30%") }),
      asks("query", ["db.read", "db.write"]),
      merged(
        fc.record({
          transaction: fc.constant("db"),
          steps: fc.array(
            fc.oneof(
              fc.record({ query: fc.constantFrom("db.read", "db.write") }),
              fc.record({ delay: time }),
              fc.record({ cpu: time }),
              ...(queues.length > 0 ? [fc.record({ publish: fc.constant("outbox") })] : []),
            ),
            { maxLength: 3 },
          ),
        }),
        optional("commit", time),
        policies(fallback),
      ),
      ...(callees.length > 0 ? [merged(asks("call", callees), bytes)] : []),
      ...queues.map((publish) => fc.constant<Data>({ publish })),
      ...(queues.length > 0 ? [fc.record({ "in-background": inner })] : []), // Where requests are answered.
      ...effects.map((effect) => fc.record({ effect: fc.constant(effect), undo: fc.boolean() })),
      fc.record({ get: fc.constant("cache"), miss: inner }),
      merged(fc.record({ get: fc.constant("once"), miss: fetch }), optional("timeout", fc.constantFrom("1ms", "8ms"))),
      fc.record({ repeat: fc.constantFrom<number | string>(0, 2, "uniform(0, 3)"), steps: inner }),
      merged(
        fc.record({
          parallel: fc.tuple(inner, inner, few).map(([a, b, times]) => [{ steps: a }, { steps: b, times }]),
          rest: fc.constantFrom("stops", "goes-on"),
        }),
        optional("needs", fc.constantFrom(1, 2)),
      ),
      fc.record({
        choose: fc.tuple(inner, inner).map(([a, b]) => [
          { share: "30%", steps: a },
          { share: "70%", steps: b },
        ]),
      }),
    );
    return { all: fc.array(step, { maxLength: 3 }) };
  });
  return all;
}

const cores = fc.oneof(
  fc.constant({}),
  fc.constant({ host: "box" }),
  fc.record({ cores: few, contention: fc.constantFrom("0%", "20%"), coherency: fc.constantFrom("0%", "0.01%") }),
);

const balance = fc.oneof(
  fc.constantFrom("round-robin", "random", "least-connections", "power-of-two"),
  fc.constantFrom<unknown>("join-idle-queue", "oldest-idle", "newest-idle", "least-work"),
  fc.constantFrom<unknown>({ "power-of": 3 }, { "power-of": 2, replacement: true }),
  fc.constantFrom<unknown>({ sticky: "customer" }, { sticky: "customer", first: "random" }),
  fc.constantFrom<unknown>({ hash: "customer" }, { hash: "customer", bound: 1.25 }),
  fc.record({ by: fc.constantFrom("round-robin", "least-connections", "join-idle-queue"), knows: fc.constant("own") }),
);

const service = (endpoints: Record<string, fc.Arbitrary<readonly Data[]>>): fc.Arbitrary<Data> =>
  merged(
    fc.record({
      type: fc.constant("service"),
      instances: few,
      balance,
      threads: fc.constantFrom<number | string>(1, 3, 20, "unlimited"),
      queue: limit,
      endpoints: fc.record(endpoints),
    }),
    optional("patience", fc.constantFrom("5ms", "exponential(10ms)")),
    optional("breakdowns", fc.record({ up: fc.constant("uniform(0ms, 300ms)"), down: fc.constantFrom("30min", "1h") })),
    optional("health-check", fc.record({ every: fc.constant("1min"), failures: few })),
    optional("eject", fc.record({ failures: few, for: fc.constantFrom("5ms", "2min"), every: fc.constant("1min") })),
    optional("unlike", fc.constantFrom([{ pace: "50%" }], [{ pace: "300%" }])),
    optional("order", order),
    optional("priority", fc.constant([Object.keys(endpoints).at(-1)])),
    optional("cold-start", fc.record({ time, idle: fc.constantFrom("0ms", "5ms") })),
    optional("network", fc.oneof(fc.constantFrom("1ms", "exponential(1ms)"), crossed)),
    cores,
  );

const replicas = merged(
  fc.record({
    count: fc.integer({ min: 0, max: 3 }),
    lag: time,
    replay: fc.constantFrom("0%", "50%"),
    reads: fc.constantFrom<unknown>("all", ["read"]),
  }),
  optional("cores", few),
);
const pool = merged(
  fc.record({ connections: few, per: fc.constantFrom("all", "instance"), queue: limit, order }),
  optional("acquire", fc.constantFrom("4ms", "exponential(8ms)")),
);
/** Connections that are all closed in the end. */
const opening = merged(
  fc.record({ idle: fc.constant(0), "idle-for": fc.constantFrom("1ms", "7ms") }),
  optional("max-lifetime", fc.constantFrom("5ms", "exponential(20ms)")),
);
const connecting = optional("connect", fc.constantFrom("1ms", "exponential(2ms)"));
const pooler = merged(
  fc.record({
    type: fc.constant("pooler"),
    mode: fc.constantFrom("transaction", "session"),
    connections: few,
    clients: fc.constantFrom<number | string>(3, "unlimited"),
    queue: limit,
    order,
  }),
  opening,
  connecting,
  optional("time", time),
  optional("acquire", fc.constantFrom("4ms", "exponential(8ms)")),
);
const pooling = fc.oneof(
  optional("pool", pool),
  fc.record({ pool: merged(pool, opening) }),
  merged(fc.record({ through: fc.constant("bouncer") }), optional("pool", merged(pool, opening))),
);
const database = merged(
  fc.record({
    type: fc.constant("database"),
    connections: fc.constantFrom<number | string>(2, 10, "unlimited"),
    queries: fc.record({
      read: merged(
        fc.record({ time, fails: percent }),
        optional("overhead", time),
        optional("bytes", fc.constantFrom("1KB", "exponential(20KB)")),
        fc.oneof(
          fc.constant({}),
          fc.record({ rows: fc.constantFrom("5 of things", "50% of things"), index: fc.boolean() }),
        ),
      ),
      find: fc.constant({ rows: "1 of things", locks: "table" }),
      write: merged(
        fc.record({ time, write: fc.constant(true), fails: percent }),
        fc.oneof(
          fc.constant({}),
          merged(
            fc.record({ rows: fc.constant("1 of things"), locks: fc.constant("table") }),
            optional("lock-wait", fc.constantFrom("0ms", "5ms", "exponential(20ms)")),
          ),
        ),
      ),
    }),
    tables: fc.constant({ things: { rows: 100, "row-time": "10us" } }),
  }),
  optional(
    "network",
    fc.constantFrom<unknown>(
      "1ms",
      { bandwidth: "1MB/s" },
      { bandwidth: "1Gbit/s", time: "1ms", loss: "10%", resend: "2ms" },
    ),
  ),
  fc.oneof(
    fc.constant({}),
    fc.constant({ host: "box" }),
    fc.record({ cores: few, scheduling: fc.oneof(fc.constant("processor-sharing"), order) }),
  ),
  connecting,
  pooling,
  optional("replicas", replicas),
);
/** With an end to it: else a message may come again for ever. */
const delivery = merged(
  fc.record({ attempts: fc.constantFrom(1, 2, 4), lease: fc.constantFrom("1ms", "20ms") }),
  optional("backoff", fc.constantFrom("0ms", "5ms", "exponential(2ms)")),
  optional("lost-acknowledgements", percent),
  optional("late-acknowledgements", fc.constantFrom("ignored", "accepted")),
);
const workQueue = merged(
  fc.record({ type: fc.constant("work-queue"), workers: few, limit, steps: steps(["auth.check"]) }),
  fc.oneof(fc.constant({}), fc.record({ cores: few })),
  optional("priority", fc.constant(["facts"])),
  fc.oneof(
    merged(
      fc.oneof(
        fc.constant({}),
        fc.record({ prefetch: fc.constantFrom(1, 9) }),
        fc.record({ order: fc.constantFrom("last-come-first-served", "random-order") }),
        merged(
          fc.constant({ of: "customer" }),
          optional("in-order", fc.constantFrom<unknown>("one-at-a-time", { partitions: 2 }, { partitions: 3 })),
        ),
      ),
      optional("dedupe", fc.constantFrom("5ms", "1s")),
    ),
    merged(
      fc.record({ batch: fc.record({ most: fc.constantFrom(2, 5), wait: fc.constantFrom("0ms", "3ms") }) }),
      optional("each", steps(["auth.check"])),
    ),
  ),
  fc.oneof(
    fc.constant({}),
    fc.constantFrom(1, 5).map((most) => ({ limit: most, "when-full": "drop-oldest" })),
  ),
  fc.oneof(fc.constant({}), fc.constant({ attempts: 3 }), delivery),
);
const topic = merged(
  fc.record({ type: fc.constant("topic"), to: fc.constantFrom<unknown>(["mails"], { mails: "30%" }) }),
  optional("retry", retry),
);
/** Few keys, so that messages about the same meet. */
const data = fc.constant({ customer: { keys: 3, popularity: "zipf(1)" } });
const stream = fc.record({ stream: time });
const polls = merged(
  fc.record({ poll: fc.constantFrom("1ms", "20ms"), most: fc.constantFrom(1, 100) }),
  optional("reads", fc.constant("find")),
  optional("marks", fc.constant("write")),
);
const outbox = (relay: fc.Arbitrary<Data>) =>
  merged(
    fc.record({ type: fc.constant("outbox"), in: fc.constant("db"), to: fc.constantFrom("mails", "facts") }),
    relay,
    optional("time", time),
    optional("writes", fc.constant("write")),
  );

const partsWith = (relay: fc.Arbitrary<Data>) =>
  fc.record({
    box: fc.record({ type: fc.constant("host"), cores: few }),
    web: service({ page: steps(["auth.check"], ["mails", "facts"]), form: steps(["auth.check"], ["mails"]) }),
    auth: service({ check: steps() }),
    db: database,
    bouncer: pooler,
    cache: merged(
      fc.record({ type: fc.constant("cache"), time }),
      fc.oneof(
        fc.record({ hit: percent }),
        merged(
          fc.record({ keys: fc.record({ count: fc.constantFrom(1, 5, 100), zipf: fc.constantFrom(0, 1.2) }) }),
          optional("capacity", fc.constantFrom<number | string>(1, 3, "unlimited")),
          optional("ttl", fc.constantFrom("1ms", "20ms", "exponential(10ms)")),
          optional("expires", fc.constantFrom("after-fill", "after-use")),
          optional("keeps", fc.constantFrom("latest", "most-popular", "FIFO", "random", "LFU", "sampled-LRU")),
          optional("absent", percent),
          optional("per", fc.constantFrom("all", "instance")),
        ),
      ),
    ),
    once: merged(
      fc.record({
        type: fc.constant("cache"),
        time,
        fill: fc.constant("one-at-a-time"),
        keys: fc.record({ count: fc.constantFrom(1, 5), zipf: fc.constantFrom(0, 1.2) }),
      }),
      optional("capacity", fc.constantFrom(1, 3)),
      fc.oneof(
        fc.constant({}),
        fc.constant({ ttl: "3ms" }),
        fc.constant({ ttl: "3ms", "stale-while-revalidate": "20ms" }),
      ),
    ),
    mails: workQueue,
    facts: topic,
    outbox: outbox(relay),
  });

const target = fc.oneof(
  fc.constant({ to: "web.page" }),
  fc.constant({ mix: { "web.page": "60%", "web.form": "40%" } }),
);
/** About a hundred requests in the first 300 ms, or two thousand. */
const spurt = fc.constantFrom("300/s", "6000/s").map((rate) => ({
  rate: {
    profile: [
      { at: "0s", rate },
      { at: "300ms", rate: "0/s" },
    ],
  },
}));
const bursts = {
  states: [
    { rate: "2000/s", for: "exponential(10ms)" },
    { rate: "0/s", for: "20ms" },
  ],
};
const lasting = fc.oneof(
  merged(
    fc.record({
      rate: fc.constantFrom<unknown>("50/s", "500/s", "5000/s", bursts),
      arrivals: fc.constantFrom("poisson", "constant"),
    }),
    optional("batch", fc.constantFrom<number | string>(2, "geometric(mean 3)", "uniform(0, 5)")),
  ),
  fc.record({ users: fc.integer({ min: 1, max: 30 }), think: fc.constantFrom("2ms", "uniform(1ms, 20ms)") }),
);

const modelWith = (source: fc.Arbitrary<Data>, relay: fc.Arbitrary<Data>): fc.Arbitrary<Data> => {
  const parts = partsWith(relay);
  const traffic = fc.record({ one: merged(source, target, bytes, policies(fc.constant("continue"))) });
  const two = fc.record({ one: merged(source, target), two: merged(source, target) });
  return merged(fc.record({ version: fc.constant(1), data, traffic: fc.oneof(traffic, two), parts }), linked);
};

/** Open and closed traffic that does not end. */
export const arbitraryModel: fc.Arbitrary<Data> = modelWith(lasting, fc.oneof(stream, polls));
/** Traffic that ends after 300 ms; polls do not end. */
export const arbitrarySpurt: fc.Arbitrary<Data> = modelWith(spurt, stream);

const EFFECTS = ["done", "after"];
const MADE = {
  page: steps(["auth.check"], ["mails", "facts"], EFFECTS).map((all) => [
    { publish: "mails", fallback: "continue" },
    ...all,
    { effect: "done" },
  ]),
  mails: steps(["auth.check"], [], EFFECTS).map((all) => [...all, { effect: "after" }]),
};

/** The model, with pages and messages that make effects happen. */
const withEffects = (model: fc.Arbitrary<Data>): fc.Arbitrary<Data> =>
  fc.tuple(model, fc.record(MADE)).map(([data, { page, mails }]) => {
    const parts = data.parts as Record<string, Data>;
    const web = { ...parts.web, endpoints: { ...(parts.web!.endpoints as Data), page } };
    return {
      ...data,
      parts: { ...parts, web, mails: { ...parts.mails, steps: mails } },
      effects: { done: { for: "web.page", within: "4ms" }, after: { for: "done" } },
    };
  });

/** Its pages are promised effects, which happen there and in its queue, are undone, fail or come twice. */
export const arbitraryWithEffects: fc.Arbitrary<Data> = withEffects(arbitraryModel);
/** The same, of traffic that ends. */
export const arbitrarySpurtWithEffects: fc.Arbitrary<Data> = withEffects(arbitrarySpurt);

/** How messages of the queue are given up, and when they are put back. */
const GIVEN_UP = {
  fates: merged(
    optional("malformed", fc.constantFrom("1%", "50%", "100%")),
    optional("poison", fc.constantFrom("1%", "50%", "100%")),
    optional("expires", fc.constantFrom("1ms", "20ms", "with-request")),
    optional("deadline", fc.constantFrom("3ms", "50ms")),
    optional("dead-letter", fc.constantFrom("parked", "slow")),
  ),
  slow: merged(
    fc.record({ type: fc.constant("work-queue"), workers: few, limit, steps: steps(["auth.check"]) }),
    optional("poison", fc.constantFrom("10%", "100%")),
    fc.record({ "dead-letter": fc.constant("parked") }),
  ),
  parked: fc.record({ type: fc.constant("dead-letters"), limit: fc.constantFrom<number | string>(3, "unlimited") }),
  timeline: merged(
    optional(
      "again",
      merged(
        fc.record({ at: fc.constant("70ms"), redrive: fc.constant("parked") }),
        optional("rate", fc.constantFrom("50/s", "900/s")),
      ),
    ),
    optional(
      "and again",
      merged(
        fc.record({ at: fc.constant("150ms"), redrive: fc.constant("parked") }),
        optional("rate", fc.constantFrom("50/s", "900/s")),
      ),
    ),
    optional("mended", fc.constant({ at: "100ms", set: { "mails.poison": "0%", "mails.tolerant": true } })),
  ),
};

/** The model, with messages that are refused, failed at, late, expired, parked and put back. */
const withGivenUp = (model: fc.Arbitrary<Data>): fc.Arbitrary<Data> =>
  fc.tuple(model, fc.record(GIVEN_UP)).map(([data, { fates, slow, parked, timeline }]) => {
    const parts = data.parts as Record<string, Data>;
    const mended = "poison" in fates && "malformed" in fates ? {} : { mended: undefined };
    return {
      ...data,
      parts: { ...parts, mails: { ...parts.mails, ...fates }, slow, parked },
      timeline: { ...timeline, ...mended },
    };
  });

export const arbitraryGivenUp: fc.Arbitrary<Data> = withGivenUp(arbitraryModel);
/** The same, of traffic that ends. */
export const arbitrarySpurtGivenUp: fc.Arbitrary<Data> = withGivenUp(arbitrarySpurt);
