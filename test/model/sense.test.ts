/** Mistakes that a schema cannot see, each found at its place, and all of them at once. */
import { describe, expect, it } from "vitest";
import { memoryFiles, sorted } from "../../src/model/source/index.js";
import { readModel } from "../../src/model/source/read-model.js";

const lines = {
  version: "version: 1",
  traffic: "traffic: { users: { rate: 10/s, to: web.page } }",
  parts: "parts:",
  web: "  web: { type: service, endpoints: { page: [{ query: db.read }] } }",
  db: "  db: { type: database, queries: { read: { time: 5ms }, write: { time: 5ms, write: true } } }",
};

/** The remarks on a model in which some lines are different, as "severity line: message". */
function remarks(changed: Partial<typeof lines>, ...more: string[]): string[] {
  const text = [...Object.values({ ...lines, ...changed }), ...more].join("\n");
  const { diagnostics, model } = readModel("m.yaml", memoryFiles({ "m.yaml": text }));
  expect(model === null).toBe(diagnostics.some(({ severity }) => severity === "error"));
  return sorted(diagnostics).map(
    ({ severity, location, message, hint }) => `${severity} ${location?.line}: ${message}${hint ? ` (${hint})` : ""}`,
  );
}
const page = (steps: string): string => `  web: { type: service, endpoints: { page: [${steps}] } }`;

it("a model that makes sense has no remarks", () => expect(remarks({})).toEqual([]));

describe("calls to nothing", () => {
  it("an unknown part, with the nearest one of that sort", () =>
    expect(remarks({ web: page("{ query: bd.read }") })).toEqual([
      'error 4: there is no part "bd" (did you mean "db.read"?)',
    ]));
  it("an unknown query", () =>
    expect(remarks({ web: page("{ query: db.raed }") })).toEqual([
      'error 4: "db" has no query "raed" (did you mean "db.read"?)',
    ]));
  it("an unknown endpoint", () =>
    expect(remarks({ web: page("{ call: web.pag }") })).toEqual([
      'error 4: "web" has no endpoint "pag" (did you mean "web.page"?)',
    ]));
  it("a part of another sort", () =>
    expect(remarks({ web: page("{ call: db.read }") })[0]).toMatch('error 4: "db" is a database, not a service'));
  it("from the traffic", () =>
    expect(remarks({ traffic: "traffic: { users: { rate: 1/s, to: web.home } }" })[0]).toMatch(
      'error 2: "web" has no endpoint "home"',
    ));
  it("from a mix", () =>
    expect(remarks({ traffic: "traffic: { users: { rate: 1/s, mix: { web.page: 50%, wep.page: 50% } } }" })[0]).toMatch(
      'error 2: there is no part "wep" (did you mean "web.page"?)',
    ));
  it("a cache, a queue and a host that are not there", () =>
    expect(
      remarks({
        web: "  web: { type: service, host: box, endpoints: { page: [{ get: c, miss: [] }, { publish: q }] } }",
      }),
    ).toEqual([
      expect.stringContaining('there is no part "box"'),
      expect.stringContaining('there is no part "c"'),
      expect.stringContaining('there is no part "q"'),
    ]));
  it("in a fallback, in a branch, in a miss, and at an endpoint without calls", () => {
    const web =
      "  web: { type: service, endpoints: { page: [{ query: db.read, fallback: [{ query: db.a }] }, { choose: [{ share: 100%, steps: [{ query: db.b }] }] }], spare: [{ query: db.c }] } }";
    expect(remarks({ web }).map((remark) => remark.match(/no query "(.)"/)?.[1])).toEqual(["a", "b", "c"]);
  });
  it("by a name that every object of JavaScript has", () =>
    expect(remarks({ web: page("{ call: constructor.page }") })[0]).toMatch('there is no part "constructor"'));
});

describe("circles", () => {
  it("of calls", () => {
    const web =
      "  web: { type: service, endpoints: { page: [{ call: web.a }], a: [{ call: web.b }], b: [{ call: web.page }] } }";
    expect(remarks({ web })[0]).toMatch("calls go round in a circle: web.page → web.a → web.b → web.page");
  });
  it("of messages", () =>
    expect(remarks({ web: page("{ publish: q }") }, "  q: { type: work-queue, steps: [{ publish: q }] }")[0]).toMatch(
      "circle: web.page → q → q",
    ));
  it("that only seem so: twice the same call in a row", () =>
    expect(remarks({ web: page("{ query: db.read }, { query: db.read }") })).toEqual([]));
});

it("calls that multiply beyond measure are refused, at once", () => {
  const chain = Array.from(
    { length: 40 },
    (_, i) => `  s${i}: { type: service, endpoints: { e: [{ call: s${i + 1}.e }, { call: s${i + 1}.e }] } }`,
  );
  const found = remarks({ web: page("{ call: s0.e }") }, ...chain, "  s40: { type: service, endpoints: { e: [] } }");
  expect(found).toEqual([expect.stringContaining("unroll to more than 20000 steps")]);
});

describe("offered load above capacity", () => {
  it("of threads, cores, pool, connections and workers", () => {
    const found = remarks(
      {
        web: "  web: { type: service, instances: 2, threads: 1, cores: 0.5, endpoints: { page: [{ cpu: 100ms }, { query: db.read }, { publish: q }] } }",
        db: "  db: { type: database, cores: 1, connections: 1, pool: { connections: 1 }, queries: { read: { time: 110ms } } }",
      },
      "  q: { type: work-queue, workers: 2, steps: [{ delay: 300ms }] }",
    );
    const busy = found.map((remark) =>
      remark.replace(/ would be busy.*/, "").replace("offered load above capacity, ", ""),
    );
    expect(busy.sort()).toEqual([
      "warning 4: web cores: offered load as high as capacity, 1 of 1",
      "warning 4: web threads: 2.1 of 2",
      "warning 5: db connections: 1.1 of 1",
      "warning 5: db cores: 1.1 of 1",
      "warning 5: db pool: 1.1 of 1",
      "warning 6: q workers: 3 of 2",
    ]);
  });
  it("of a host, by all who are on it", () =>
    expect(
      remarks(
        {
          web: "  web: { type: service, host: box, endpoints: { page: [{ cpu: 60ms }, { query: db.read }] } }",
          db: "  db: { type: database, host: box, queries: { read: { time: 50ms } } }",
        },
        "  box: { type: host, cores: 1 }",
      )[0],
    ).toMatch("box cores: offered load above capacity, 1.1 of 1"));
  it("counts what a cache lets through, each branch by its share, and each round of a loop", () => {
    const web = page(
      "{ get: c, miss: [{ repeat: 10, steps: [{ choose: [{ share: 30%, steps: [{ query: db.read }] }, { share: 70%, steps: [] }] }] }] }",
    );
    const db = "  db: { type: database, cores: 1, queries: { read: { time: 100ms } } }";
    const load = (hit: string) => remarks({ web, db }, `  c: { type: cache, hit: ${hit} }`);
    expect(load("50%")[0]).toMatch("1.5 of 1"); // 10/s · 50 % · 10 · 30 % · 100 ms.
    expect(load("70%")).toEqual([]); // 0.9.
  });
  it("of replicas, by reads and replayed writes", () => {
    const db =
      "  db: { type: database, cores: 1, replicas: { count: 2, replay: 50% }, queries: { read: { time: 100ms }, write: { time: 90ms, write: true } } }";
    // Reads: 10/s · 100 ms; writes: 10/s · 45 ms on each of two.
    expect(remarks({ web: page("{ query: db.read }, { query: db.write }"), db }).join()).not.toMatch("above capacity");
    expect(remarks({ web: page("{ query: db.read }, { query: db.write }"), db: db.replace("50%", "60%") })[0]).toMatch(
      "replica cores: offered load above capacity, 2.08 of 2",
    );
  });
  it("counts failures that are given, the retries they cause, and what they end", () => {
    // 10/s · (1 + 0.6 + 0.36) attempts of 60 ms; what follows comes to 1 − 0.6³ of them.
    const web = page("{ query: db.read, retry: { attempts: 3 } }, { cpu: 130ms }").replace(
      "service,",
      "service, cores: 1,",
    );
    const db = "  db: { type: database, cores: 1, queries: { read: { time: 60ms, fails: 60% } } }";
    const found = remarks({ web, db });
    expect(found.join()).toMatch("web cores: offered load above capacity, 1.02 of 1");
    expect(found.join()).toMatch("db cores: offered load above capacity, 1.18 of 1");
    expect(remarks({ web, db: db.replace("60%", "30%") }).join()).not.toMatch("db cores");
  });
  it("tells what retries would ask for if attempts kept failing", () => {
    const web = page("{ query: db.read, retry: { attempts: 3 } }");
    const db = "  db: { type: database, cores: 1, queries: { read: { time: 60ms } } }";
    const { loads } = readModel("m.yaml", memoryFiles({ "m.yaml": Object.values({ ...lines, web, db }).join("\n") }));
    const cores = loads.find(({ resource }) => resource === "cores");
    expect(cores?.busy).toBeCloseTo(0.6);
    expect(cores?.busyAtWorst).toBeCloseTo(1.8);
  });
  it("of a pool that each instance has for itself", () => {
    const web = page("{ query: db.read }").replace("service,", "service, instances: 2,");
    const db = "  db: { type: database, pool: { connections: 1, per: instance }, queries: { read: { time: 210ms } } }";
    expect(remarks({ web, db })[0]).toMatch("db pool of web: offered load above capacity, 2.1 of 2");
  });
  it("of cores that slow each other down: the most they can do together", () => {
    // α 5 %, β 2 %: the most is at n = 7, 7 ÷ (1 + 0.3 + 0.84) = 3.27 cores.
    const web = page("{ cpu: 330ms }").replace("service,", "service, cores: 8, contention: 5%, coherency: 2%,");
    expect(remarks({ web })[0]).toMatch("web cores: offered load above capacity, 3.3 of 3.27");
  });
  it("is no mistake where the load changes over time: a spike is what the program is for", () =>
    expect(
      remarks({
        traffic:
          "traffic: { users: { rate: { base: 1/s, spikes: [{ at: 1s, rate: 9k/s, lasts: 1s }] }, to: web.page } }",
        db: lines.db.replace("database,", "database, cores: 1,"),
      }),
    ).toEqual([]));
});

describe("pools, retries, timeouts", () => {
  it("a pool larger than its database accepts", () =>
    expect(
      remarks({ db: lines.db.replace("database,", "database, connections: 10, pool: { connections: 20 },") })[0],
    ).toMatch("warning 5: the pool has 20 connections, but the database accepts 10"));
  it("retries that outlast the caller's timeout", () => {
    // Three attempts of 150 ms and waits of 50 and 100 ms: 600 ms.
    const web = page("{ call: web.slow, timeout: 500ms }").replace(
      " } }",
      ", slow: [{ query: db.read, timeout: 150ms, retry: { attempts: 3, backoff: 50ms } }] } }",
    );
    expect(remarks({ web })[0]).toMatch("3 attempts may take 600ms, but the caller waits only 500ms");
    expect(remarks({ web: web.replace("500ms", "600ms") })).toEqual([]);
  });
  it("all attempts are counted, however many", () => {
    const web = page("{ call: web.slow, timeout: 9s }").replace(
      " } }",
      ", slow: [{ query: db.read, timeout: 100ms, retry: { attempts: 100 } }] } }",
    );
    expect(remarks({ web })[0]).toMatch("100 attempts may take 10s, but the caller waits only 9s");
  });
  it("a message has no caller who waits", () => {
    const web = page("{ call: web.order, timeout: 5s }").replace(" } }", ", order: [{ publish: q }] } }");
    const q = "  q: { type: work-queue, steps: [{ query: db.read, timeout: 5s, retry: { attempts: 5 } }] }";
    expect(remarks({ web }, q)).toEqual([]);
    const cold = "  q: { type: work-queue, steps: [{ call: w.a }] }";
    const w = "  w: { type: service, cold-start: { time: 9s }, endpoints: { a: [] } }";
    expect(remarks({ web }, cold, w)).toEqual([]);
  });
  it("a timeout shorter than the work itself", () =>
    expect(remarks({ web: page("{ query: db.read, timeout: 2ms }") })).toEqual([
      expect.stringMatching(/takes 5ms in the mean.*may take 2ms/),
    ]));
});

describe("cores, hosts, replicas, users", () => {
  it("cores and a host", () =>
    expect(
      remarks(
        { web: page("").replace("service,", "service, host: box, cores: 2,") },
        "  box: { type: host, cores: 1 }",
      )[0],
    ).toMatch("a part on a host has no cores of its own"));
  it("a replica that is to write", () =>
    expect(remarks({ db: lines.db.replace("database,", "database, replicas: { reads: [read, write] },") })[0]).toMatch(
      '"write" writes, so it cannot go to a replica',
    ));
  it("a replica that is to read what there is not", () =>
    expect(remarks({ db: lines.db.replace("database,", "database, replicas: { reads: [raed] },") })[0]).toMatch(
      'no query "raed"',
    ));
  it("first come first served without a number of cores", () =>
    expect(remarks({ db: lines.db.replace("database,", "database, scheduling: first-come-first-served,") })[0]).toMatch(
      "needs a number of cores",
    ));
  it.each([
    [2, "its variance is infinite"],
    [3, "its third moment is infinite"],
  ])("a Pareto of shape %d without a maximum", (shape, problem) => {
    const remark = (law: string) => remarks({ web: page(`{ delay: "pareto(${law})" }`) })[0];
    expect(remark(`shape ${shape}, min 1ms`)).toMatch(`warning 4: shape ${shape} without a maximum: ${problem}`);
    expect(remark(`shape ${shape}, min 1ms, max 10ms`)).toBeUndefined();
    expect(remark(`shape ${shape + 0.1}, min 1ms`) ?? "").not.toMatch(problem);
  });
  it("a Pareto that a deadline always cuts short is no mistake", () => {
    const web = (policies: string) =>
      page(`{ call: web.slow${policies} }`).replace(" } }", ', slow: [{ delay: "pareto(shape 1.5, min 1ms)" }] } }');
    expect(remarks({ web: web(", deadline: 1s") })).toEqual([]);
    expect(remarks({ web: web(", timeout: 1s") })[0]).toMatch("variance is infinite"); // The work goes on.
    const both = web(", deadline: 1s").replace("deadline: 1s }", "deadline: 1s }, { call: web.slow }");
    expect(remarks({ web: both })[0]).toMatch("variance is infinite");
  });
  it("users who neither think nor wait", () =>
    expect(remarks({ traffic: "traffic: { users: { users: 3, to: web.page } }", web: page("") })[0]).toMatch(
      "neither think nor wait",
    ));
  it("neither a rate nor users, or both; neither an endpoint nor a mix, or both", () => {
    const traffic = (source: string) => remarks({ traffic: `traffic: { users: { ${source} } }` })[0];
    expect(traffic("to: web.page")).toMatch("either a rate");
    expect(traffic("rate: 1/s, users: 3, to: web.page")).toMatch("either a rate");
    expect(traffic("rate: 1/s")).toMatch("either `to` or a `mix`");
    expect(traffic("rate: 1/s, to: web.page, mix: { web.page: 100% }")).toMatch("either `to` or a `mix`");
  });
  it("shares that do not add up", () =>
    expect(remarks({ traffic: "traffic: { users: { rate: 1/s, mix: { web.page: 40%, web.x: 50% } } }" })[0]).toMatch(
      "must add up to 100%, found 90%",
    ));
  it("no traffic at all", () => expect(remarks({ traffic: "traffic: {}" })[0]).toMatch("there is no traffic"));
});

it("gaps of no length at all cannot be stretched to a rate", () =>
  expect(remarks({ traffic: "traffic: { users: { rate: 10/s, arrivals: { gaps: 0 }, to: web.page } }" })).not.toEqual(
    [],
  ));

it("all mistakes are told at once", () => {
  const found = remarks({
    traffic: "traffic: { users: { rate: 1/s, to: web.home } }",
    web: page("{ query: bd.read }, { publish: q }"),
    db: lines.db.replace("database,", "database, scheduling: first-come-first-served,"),
  });
  expect(found).toHaveLength(4);
});

it("a cold start that outlasts the caller", () => {
  const asks = (timeout: string) => ({
    web: page(`{ call: lambda.run, timeout: ${timeout} }`),
    db: "  lambda: { type: service, cold-start: { time: 1s }, endpoints: { run: [{ delay: 20ms }] } }",
  });
  expect(remarks(asks("1s"))[0]).toMatch(
    "a cold start of lambda.run takes 1.02s in the mean, but the caller waits only 1s",
  );
  expect(remarks(asks("2s"))).toEqual([]);
});

it("breakdowns that cannot be, and health checks of what cannot break or be avoided", () => {
  const web = (words: string): string[] =>
    remarks({ web: page("{ query: db.read }").replace("service,", `service, ${words},`) }).map((one) =>
      one.replace(/^\w+ 4: /, ""),
    );
  const up = "up: 1h, down: 1min";
  expect(web(`instances: 2, breakdowns: { ${up}, instances: 2 }, health-check: { every: 1s }`)).toEqual([]);
  expect(web(`instances: 2, breakdowns: { ${up}, instances: 3 }`)[0]).toMatch("there are only 2");
  expect(web("breakdowns: { up: 0s, down: 0s }")[0]).toMatch("neither up nor down");
  expect(web("instances: 2, health-check: { every: 1s }")[0]).toMatch("nothing ever breaks down");
  expect(web(`breakdowns: { ${up} }, health-check: { every: 1s }`)[0]).toMatch("no other instance");
});

describe("the order of a queue", () => {
  const web = (words: string): string[] =>
    remarks({ web: page("{ query: db.read }").replace("service,", `service, ${words},`) });
  it("of an endpoint that does not exist", () =>
    expect(web("threads: 1, priority: [pag]")).toEqual([
      'error 4: "web" has no endpoint "pag" (did you mean "page"?)',
    ]));
  it("where there is none", () =>
    expect(web("order: random-order, priority: [page]")).toEqual([
      "warning 4: there is no queue to put in order (without a number of threads, no request waits for one)",
      "warning 4: there is no queue in which to go first (without a number of threads, no request waits for one)",
    ]));
});

describe("a cache", () => {
  const cache = (words: string): string[] =>
    remarks({ web: page("{ get: c, miss: [{ query: db.read }] }") }, `  c: { type: cache, ${words} }`);
  it("by its hit rate or by its keys, not both, and not neither", () => {
    expect(cache("time: 1ms")).toEqual(["error 6: give either what it is `of`, or `keys`, or a `hit` rate"]);
    expect(cache("hit: 90%, keys: { count: 9 }")).toEqual([
      "error 6: give either what it is `of`, or `keys`, or a `hit` rate",
    ]);
    expect(cache("keys: { count: 9 }, capacity: 3, ttl: 1s")).toEqual([]);
  });
  it("that holds so many keys for so long, of no keys", () =>
    expect(cache("hit: 90%, capacity: 3, ttl: 1s")).toEqual([
      "error 6: a capacity needs `of` or `keys`",
      "error 6: a time to live needs `of` or `keys`",
    ]));
  it("of keys, at its best: what it cannot hold is offered to the database", () => {
    const db = "  db: { type: database, cores: 1, queries: { read: { time: 100ms } } }";
    const capacity = (keys: number): string[] =>
      remarks(
        { web: page("{ get: c, miss: [{ query: db.read }] }"), db, traffic: lines.traffic.replace("10/s", "20/s") },
        `  c: { type: cache, keys: { count: 10, zipf: 0 }, capacity: ${keys} }`,
      );
    expect(capacity(6)).toEqual([]);
    expect(capacity(5)[0]).toMatch("offered load as high as capacity");
  });
});

it("more successes than are under way", () =>
  expect(remarks({ web: page("{ parallel: [{ times: 2, steps: [] }, { steps: [] }], needs: 4 }") })[0]).toMatch(
    "error 4: only 3 are under way",
  ));

describe("arrivals", () => {
  const users = (words: string): string[] => remarks({ traffic: `traffic: { users: { ${words}, to: web.page } }` });
  it("in batches of nothing, or of users who ask for one thing at a time", () => {
    expect(users("rate: 1/s, batch: 0")[0]).toMatch("error 2: batches of nothing send nothing");
    expect(users("users: 3, batch: 2")[0]).toMatch("error 2: batches need a rate");
  });
  it("at rates of which none lasts", () =>
    expect(users("rate: { states: [{ rate: 5/s, for: 0s }, { rate: 0/s, for: 1s }] }")[0]).toMatch(
      "no state sends anything",
    ));
  it("are offered at their mean rate where it jumps by chance", () => {
    const web = page("{ delay: 10ms }").replace("service,", "service, threads: 1,");
    const states = (high: number): string => `rate: { states: [{ rate: ${high}/s, for: 1s }, { rate: 0/s, for: 3s }] }`;
    const traffic = (high: number) => ({ web, traffic: `traffic: { users: { ${states(high)}, to: web.page } }` });
    expect(remarks(traffic(390))).toEqual([]);
    expect(remarks(traffic(410))[0]).toMatch("offered load above capacity");
  });
});
