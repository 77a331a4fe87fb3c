/** What comes out of a backlog that never ends, against what theory says can. */
import { expect, it } from "vitest";
import runJob from "../../src/experiment/execute/run-job.js";
import { backlogged } from "../../src/experiment/search/backlog.js";
import { type Saturation, saturationRun } from "../../src/experiment/search/saturation-run.js";
import { modelOf } from "../simulate.js";

const saturationOf = (model: string): Promise<Saturation | null> =>
  saturationRun(modelOf(model), "test", async (job) => runJob(job));

const web = (options: string, steps: string, ...parts: string[]): string => `
version: 1
traffic: { users: { rate: 90/s, to: web.page } }
parts:
  web: { type: service, ${options} endpoints: { page: [${steps}] } }
${parts.map((part) => `  ${part}\n`).join("")}`;

it.each([
  // c ÷ E S.
  ["M/M/4", web("threads: 4,", "{ delay: exponential(20ms) }"), 200, "web threads"],
  [
    "as many as an autoscaler may have",
    web("cores: 1, autoscale: { max: 6, cores: 60% },", "{ cpu: exponential(20ms) }"),
    300,
    "web cores",
  ],
  ["shared cores", web("cores: 3,", '{ cpu: "lognormal(mean 20ms, cv 1)" }'), 150, "web cores"],
  // Bandwidth ÷ E B, of a link that the backlog crosses in place of the users.
  [
    "a link between services",
    `${web("threads: 50,", "{ call: api.get, bytes: { answers: exponential(10KB) } }", "api: { type: service, endpoints: { get: [{ delay: 5ms }] } }")}links: { line: { between: [web, api], time: 5ms, bandwidth: 2MB/s } }`,
    200,
    "line to web",
  ],
  [
    "a link of users, by their region",
    `${web("threads: 50,", "{ delay: 5ms }").replace("to: web.page", "to: web.page, bytes: { asks: 1KB, answers: 10KB }")}regions: { here: [users], there: [web] }
links: { line: { between: [here, there], time: 5ms, bandwidth: 2MB/s } }`,
    200,
    "line to here",
  ],
  [
    "the network of each instance",
    `${web("threads: 50,", "{ call: api.get, bytes: { asks: 10KB } }", "api: { type: service, instances: 2, network: { bandwidth: 1MB/s }, endpoints: { get: [{ delay: 5ms }] } }")}`,
    200,
    "api network in",
  ],
  // P ÷ (E S (1 + α (P − 1) + β P (P − 1))), P = 16 of 4 cores: less than the 78/s of their best.
  [
    "cores that slow each other down",
    web("threads: 16, cores: 4, contention: 5%, coherency: 1%,", "{ cpu: exponential(40ms) }"),
    4 / 0.04 / (1 + 0.05 * 15 + 0.01 * 16 * 15),
    "web cores",
  ],
  // A thread is held for 60 ms and 30 ms: 4 ÷ 90 ms, where threads alone would do 66/s and the pool 100/s.
  [
    "threads held during a query",
    web(
      "threads: 4,",
      "{ delay: 60ms }, { query: db.read }",
      "db: { type: database, pool: { connections: 3, acquire: 10ms }, queries: { read: { time: 30ms } } }",
    ),
    4 / 0.09,
    "web threads",
  ],
  // The pool is the least, and the threads are full of those who wait for it.
  [
    "threads held while a pool is waited for",
    web(
      "threads: 8, queue: 10,",
      "{ delay: exponential(10ms) }, { query: db.read, timeout: 10ms, retry: { attempts: 3 } }",
      "db: { type: database, pool: { connections: 2 }, queries: { read: { time: exponential(20ms) } } }",
    ),
    100,
    "db pool",
  ],
  // Limits are capacity: what they would refuse waits.
  [
    "a limit on a rate, which refuses",
    web(
      "threads: 20,",
      "{ call: pay.charge }",
      "pay: { type: service, limit: { rate: 40/s, burst: 1 }, endpoints: { charge: [{ delay: exponential(50ms) }] } }",
    ),
    40,
    "pay limit",
  ],
  [
    "a bulkhead",
    web(
      "threads: 20,",
      "{ call: pay.charge, limit: { concurrent: 3 }, fallback: continue }",
      "pay: { type: service, endpoints: { charge: [{ delay: exponential(50ms) }] } }",
    ),
    60,
    "web limit of pay.charge",
  ],
  [
    "a limit on an endpoint, each",
    web("instances: 2, limits: { page: { concurrent: 2, each: true } },", "{ delay: exponential(50ms) }"),
    80,
    "web limit of page",
  ],
])("%s", async (_, model, most, binding) => {
  const found = await saturationOf(model);
  const { value, low, high } = found!.perSecond;
  expect(Math.abs(value! / most - 1)).toBeLessThan(0.03);
  expect((high! - low!) / value!).toBeLessThan(0.08);
  expect(`${found!.binding?.part} ${found!.binding?.resource}`).toBe(binding);
});

it("what traffic does instead when it fails is work, too", async () => {
  const failing = web("", "{ fail: 100% }", "b: { type: service, threads: 1, endpoints: { a: [{ delay: 20ms }] } }");
  const found = await saturationOf(failing.replace("to: web.page", "to: web.page, fallback: [{ call: b.a }]"));
  expect(found?.perSecond.value).toBeCloseTo(50, 0);
  expect(found?.binding?.part).toBe("b");
});

it("connections of a database are no bound for those who need one for part of their time, refused or waited for", async () => {
  const most = async (delay: number, time: number, pool: string) => {
    const db = `db: { type: database, connections: 10, ${pool} queries: { read: { time: ${time}ms } } }`;
    const page = `{ delay: ${delay}ms }, { query: db.read }`;
    return (await saturationOf(web("threads: 50,", page, db)))?.perSecond.value;
  };
  expect(await most(99, 1, "pool: { connections: 2 },")).toBeCloseTo(500, -1); // All threads.
  expect(await most(99, 1, "")).toBeCloseTo(500, -1);
  expect(await most(1, 99, "")).toBeCloseTo(100, -1); // All connections.
});

it("what several sources ask of one endpoint adds up", async () => {
  const two = web("threads: 1,", "{ delay: 10ms }], slow: [{ delay: 30ms }").replace(
    "traffic: { users: { rate: 90/s, to: web.page } }",
    "traffic: { a: { rate: 10/s, to: web.page }, b: { rate: 10/s, mix: { web.page: 50%, web.slow: 50% } } }",
  );
  expect((await saturationOf(two))?.perSecond.value).toBeCloseTo(1000 / (0.75 * 10 + 0.25 * 30), 0);
});

it("messages that pile up are no headroom", async () => {
  const found = await saturationOf(
    web("cores: 4,", "{ cpu: 10ms }, { publish: q }", "q: { type: work-queue, workers: 2, steps: [{ delay: 20ms }] }"),
  );
  expect(found).toMatchObject({
    perSecond: { value: expect.closeTo(100) },
    binding: { part: "q", resource: "workers" },
  });
});

it("says nothing of closed users, nor where nothing can be full", async () => {
  const closed = web("threads: 4,", "{ delay: 20ms }").replace("rate: 90/s", "users: 5");
  expect(await saturationOf(closed)).toBeNull();
  expect(await saturationOf(web("", "{ delay: 20ms }"))).toBeNull();
});

it("says nothing of caches that take longer to fill than it runs, and waits for those that do not", async () => {
  const cached = (keys: number) =>
    web(
      "",
      "{ get: c, miss: [{ query: db.read }] }",
      `c: { type: cache, keys: { count: ${keys}, zipf: 0 }, capacity: ${keys / 2}, time: 1ms }`,
      "db: { type: database, pool: { connections: 2 }, queries: { read: { time: 10ms } } }",
    );
  expect((await saturationOf(cached(1_000_000)))!.perSecond.reason).toMatch(/^too short a run: c fills within about/);
  expect((await saturationOf(cached(50)))!.perSecond.reason).toBeUndefined();
});

it("what traffic, parts and steps may say in future is still there before the backlog", () => {
  const model = modelOf(web("", "{ repeat: 2, steps: [{ call: b.a, timeout: 1s, retry: { attempts: 2 } }] }", B));
  const planted = {
    ...model,
    traffic: { users: { ...model.traffic.users, odd: 1, timeout: 5 } },
    parts: { ...model.parts, b: { ...model.parts.b, odd: 2 } },
  } as typeof model;
  const { traffic, parts } = backlogged(planted, 10, 0);
  expect(traffic.backlog).toMatchObject({ users: 10, odd: 1 });
  expect(traffic.backlog).not.toHaveProperty("timeout");
  expect(parts.b).toMatchObject({ odd: 2, queue: Number.POSITIVE_INFINITY });
  expect(parts.b).not.toHaveProperty("patience");
  expect(parts.web).toMatchObject({ endpoints: { page: [{ repeat: {}, steps: [{ call: "b.a" }] }] } });
  expect(JSON.stringify(parts.web)).not.toMatch(/timeout|retry/);
});
const B = "b: { type: service, threads: 1, queue: 5, patience: 1s, endpoints: { a: [{ delay: 20ms }] } }";

it("is no more than what a source may send, where it is one of several", async () => {
  const model = `
version: 1
traffic:
  users: { rate: 10/s, to: web.page, limit: { rate: 25/s, over: waits } }
  others: { rate: 30/s, to: web.page }
parts: { web: { type: service, threads: 100, endpoints: { page: [{ delay: exponential(100ms) }] } } }`;
  const found = await saturationOf(model);
  expect(found?.perSecond.value).toBeCloseTo(100, 6);
  expect(found?.binding).toEqual({ part: "users", resource: "limit" });
});

it("names the source whose limit is full, alone or beside one that has a limit like it", async () => {
  const model = (more = "") => `
version: 1
traffic:
  users: { rate: 10/s, to: web.page, limit: { rate: 25/s, over: waits } }${more}
parts: { web: { type: service, threads: 100, endpoints: { page: [{ delay: exponential(100ms) }] } } }`;
  const alone = await saturationOf(model());
  expect(alone?.perSecond.value).toBeCloseTo(25, 0);
  expect(alone?.binding).toMatchObject({ part: "users", resource: "limit" });
  const two = await saturationOf(model("\n  others: { rate: 10/s, to: web.page, limit: { rate: 25/s, over: waits } }"));
  expect(two?.perSecond.value).toBeCloseTo(50, 6);
  expect(two?.binding).toEqual({ part: "users", resource: "limit" });
});
