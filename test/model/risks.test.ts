/** Each rule finds what it is for, and nothing in a model that has it in order. */
import { describe, expect, it } from "vitest";
import { defineModel } from "../../src/library/define-model.js";
import type { Model, ModelInput } from "../../src/model/language/model.js";
import { riskChanges, risksOf } from "../../src/model/risks/index.js";

type Steps = Record<string, unknown>[];

/** Users ask `web`, which asks `api`, which asks `db`; everything is in order unless a test says otherwise. */
function shop(change: {
  web?: object;
  api?: object;
  db?: object;
  page?: Steps;
  answer?: Steps;
  parts?: Record<string, object>;
}): Model {
  const safe = { timeout: "1s", fallback: "continue" };
  const { page = [{ call: "api.answer", ...safe }], answer = [{ query: "db.read", ...safe }] } = change;
  const service = { type: "service", instances: 2, threads: 8, queue: 10, cores: 1 };
  return defineModel({
    version: 1,
    traffic: { users: { rate: "100/s", to: "web.page" } },
    parts: {
      web: { ...service, endpoints: { page }, ...change.web },
      api: { ...service, endpoints: { answer }, ...change.api },
      db: {
        type: "database",
        cores: 2,
        connections: 20,
        pool: { connections: 10, queue: 100 },
        queries: { read: { time: "5ms" }, save: { time: "5ms", write: true } },
        ...change.db,
      },
      ...change.parts,
    },
  } as unknown as ModelInput);
}

const found = (model: Model): string[] => risksOf(model).map(({ rule, subject }) => `${rule} ${subject}`);
const messages = (model: Model, rule: string): string[] =>
  risksOf(model).flatMap((risk) => (risk.rule === rule ? [risk.message] : []));
const retry = { attempts: 3, backoff: "10ms" };

it("finds nothing where all is in order", () => expect(found(shop({}))).toEqual([]));

describe("finds", () => {
  const safe = { timeout: "1s", fallback: "continue" };
  const cases: readonly (readonly [string, string, Model])[] = [
    [
      "a call that nothing ends",
      "no-timeout web.page → api.answer",
      shop({ page: [{ call: "api.answer", fallback: "continue" }] }),
    ],
    [
      "a hedge that a queue sets off for all",
      "hedge-without-budget web.page → api.answer",
      shop({ page: [{ call: "api.answer", ...safe, hedge: { after: "50ms" } }] }),
    ],
    [
      "a bulkhead at which requests wait without end",
      "unbounded-queue web.page → api.answer",
      shop({ page: [{ call: "api.answer", fallback: "continue", limit: { concurrent: 3, over: "waits" } }] }),
    ],
    [
      "a limit of a service at which any number wait",
      "unbounded-queue api limit",
      shop({
        web: { threads: "unlimited", queue: "unlimited" },
        api: { limit: { rate: "50/s", over: "waits" } },
        page: [{ call: "api.answer", fallback: "continue" }],
      }),
    ],
    [
      "a hop without a fallback",
      "no-fallback web.page → api.answer",
      shop({ page: [{ call: "api.answer", timeout: "1s" }] }),
    ],
    [
      "a retry that multiplies",
      "retry-amplification api.answer → db.read",
      shop({ answer: [{ query: "db.read", ...safe, retry: { ...retry, budget: "100%" } }] }),
    ],
    [
      "a retry without a budget",
      "retry-without-budget api.answer → db.read",
      shop({ answer: [{ query: "db.read", ...safe, retry }] }),
    ],
    [
      "a retry without jitter",
      "retry-without-jitter api.answer → db.read",
      shop({ answer: [{ query: "db.read", ...safe, retry: { ...retry, jitter: "none", budget: "10%" } }] }),
    ],
    ["an unbounded line for threads", "unbounded-queue web threads", shop({ web: { queue: "unlimited" } })],
    ["an unbounded line for a connection", "unbounded-queue db pool", shop({ db: { pool: { connections: 10 } } })],
    [
      "a work queue that drops messages",
      "dropped-messages mail",
      shop({ parts: { mail: { type: "work-queue", limit: 9, "when-full": "drop-oldest", steps: [] } } }),
    ],
    [
      "a lease that ends before a call of the work gives up",
      "lease-ends-first mail → api.answer",
      shop({
        parts: {
          mail: {
            type: "work-queue",
            lease: "1s",
            steps: [{ call: "api.answer", timeout: "2s", fallback: "continue" }],
          },
        },
        page: [{ call: "api.answer", timeout: "1s", fallback: "continue" }, { publish: "mail" }],
      }),
    ],
    ["an unbounded work queue", "unbounded-queue mail", shop({ parts: { mail: { type: "work-queue", steps: [] } } })],
    [
      "a cache that must not be cold",
      "cold-cache near: db cores",
      shop({
        web: { instances: 8 },
        parts: { near: { type: "cache", hit: "90%" } },
        db: { queries: { read: { time: "30ms" } } },
        answer: [{ get: "near", miss: [{ query: "db.read", ...safe }] }],
      }),
    ],
    [
      "pools larger than the database accepts",
      "oversized-pool db",
      shop({ db: { pool: { connections: 11, per: "instance", queue: 1 } } }),
    ],
    ["one instance that all need", "single-point web", shop({ web: { instances: 1 } })],
    [
      "a read of what the request wrote, from a replica that lags",
      "stale-read api.answer → db.read",
      shop({ db: { replicas: { lag: "80ms" } }, answer: ["db.save", "db.read"].map((query) => ({ query, ...safe })) }),
    ],
    [
      "replicas that lag behind other requests' writes",
      "stale-read db",
      shop({ db: { replicas: { lag: "80ms" } }, answer: ["db.read", "db.save"].map((query) => ({ query, ...safe })) }),
    ],
  ];
  for (const [what, risk, model] of cases) it(what, () => expect(found(model)).toContain(risk));

  it("no stale read of its own in a request that writes last", () =>
    expect(found(cases.at(-1)![2])).not.toContain("stale-read api.answer → db.read"));
});

it("retries multiply along the path; a budget or a breaker bounds them", () => {
  const within = (outer: object, inner: object): string[] =>
    messages(
      shop({ page: [{ call: "api.answer", retry: outer }], answer: [{ query: "db.read", retry: inner }] }),
      "retry-amplification",
    );
  expect(within(retry, { ...retry, attempts: 2 })).toEqual([
    expect.stringContaining("its load by 3;"),
    expect.stringContaining("3 × 2 = 6; its hidden capacity is what it has ÷ 6"),
  ]);
  expect(within({ ...retry, budget: "10%" }, { ...retry, budget: "10%" })).toEqual([]);
  const breaker = { failures: 5, open: "1s" };
  expect(messages(shop({ answer: [{ query: "db.read", retry, breaker }] }), "retry-amplification")).toEqual([]);
});

it("a hedge after a percentile, or with a budget, feeds no overload", () => {
  const hedged = (hedge: object): string[] =>
    found(shop({ page: [{ call: "api.answer", timeout: "1s", fallback: "continue", hedge }] }));
  expect(hedged({ after: "p95" })).toEqual([]);
  expect(hedged({ after: "50ms", budget: "5%" })).toEqual([]);
});

describe("a write and the message that tells of it", () => {
  const parts = {
    mails: { type: "work-queue", limit: 9, steps: [] },
    facts: { type: "topic", to: ["mails"] },
    outbox: { type: "outbox", in: "db", to: "facts", poll: "1s" },
  };
  const safe = { timeout: "1s", fallback: "continue" };
  const asked = (page: Steps): string[] => found(shop({ page, parts })).filter((risk) => !risk.startsWith("no-"));
  const save = { query: "db.save", ...safe };
  const publish = { publish: "facts" };
  it("are two, also where a transaction is around both", () => {
    expect(asked([save, publish])).toContain("two-writes web.page → facts");
    expect(asked([{ transaction: "db", steps: [save, publish], ...safe }])).toContain("two-writes web.page → facts");
  });
  it("are one in an outbox, and none where nothing is written before", () => {
    const page = [{ transaction: "db", steps: [save, { publish: "outbox" }], ...safe }];
    expect(asked(page)).not.toContain("two-writes web.page → outbox");
    expect(asked([publish, save])).toEqual([]);
    expect(asked([{ query: "db.read", ...safe }, publish])).toEqual([]);
  });
});

it("a topic loses what a full queue refuses, unless it tries again, and an outbox keeps it", () => {
  const events = (more: object) => ({
    mails: { type: "work-queue", limit: 9, steps: [] },
    facts: { type: "topic", to: ["mails"], ...more },
    outbox: { type: "outbox", in: "db", to: "mails", poll: "1s" },
  });
  const risks = (page: Steps, more: object) => found(shop({ page, parts: events(more) }));
  expect(risks([{ publish: "facts" }], {})).toContain("no-fallback facts → mails");
  const retried = { retry: { attempts: 9, backoff: "1s", budget: "100%" } };
  expect(risks([{ publish: "facts" }], retried)).not.toContain("no-fallback facts → mails");
  const page = [{ transaction: "db", steps: [{ publish: "outbox" }], timeout: "1s", fallback: "continue" }];
  expect(risks(page, {})).not.toContain("no-fallback outbox → mails");
});

it("who goes on when a queue refuses loses the message, and its answer does not tell", () => {
  const risks = (publish: object, limit: number | string) =>
    found(shop({ page: [publish as Steps[number]], parts: { mails: { type: "work-queue", limit, steps: [] } } }));
  const swallowing = { publish: "mails", fallback: "continue" };
  expect(risks(swallowing, 9)).toContain("swallowed web.page → mails");
  expect(risks(swallowing, "unlimited")).not.toContain("swallowed web.page → mails");
  expect(risks({ publish: "mails" }, 9)).not.toContain("swallowed web.page → mails");
  expect(risks({ publish: "mails", fallback: [{ fail: "100%" }] }, 9)).not.toContain("swallowed web.page → mails");
});

it("a line is bounded by a deadline around it or a part before it that refuses, not behind a timeout", () => {
  const ofPool = (policies: object, queue: number | "unlimited"): boolean =>
    found(
      shop({
        page: [{ call: "api.answer", timeout: "1s", fallback: "continue" }],
        answer: [{ query: "db.read", fallback: "continue", ...policies }],
        api: { queue },
        db: { pool: { connections: 9 } },
      }),
    ).includes("unbounded-queue db pool");
  expect(ofPool({ timeout: "1s" }, 10)).toBe(true);
  expect(ofPool({}, "unlimited")).toBe(true);
  expect(ofPool({}, 10)).toBe(false);
  expect(ofPool({ deadline: "1s" }, "unlimited")).toBe(false);
});

it("a timeout around a call bounds what is below, a user's patience does not", () => {
  const below = [{ query: "db.read", fallback: "continue" }];
  expect(found(shop({ answer: below }))).toEqual([]);
  const model = shop({ page: [{ call: "api.answer", fallback: "continue" }], answer: below });
  const patient = { ...model, traffic: { users: { ...model.traffic.users, timeout: 1000 } } };
  expect(found(patient as Model)).toEqual(["no-timeout web.page → api.answer", "no-timeout api.answer → db.read"]);
});

it("tells what is new from what is gone, and a figure that grew is new", () => {
  const [two, three] = [2, 3].map((attempts) =>
    shop({ answer: [{ query: "db.read", timeout: "1s", fallback: "continue", retry: { ...retry, attempts } }] }),
  );
  const { fresh, gone, kept } = riskChanges(two, three);
  expect([fresh, gone].map((risks) => risks.map(({ rule }) => rule))).toEqual([
    ["retry-amplification"],
    ["retry-amplification"],
  ]);
  expect(kept).toBe(1); // Without a budget, as before.
  expect(riskChanges(two, two)).toEqual({ fresh: [], gone: [], kept: 2 });
});
