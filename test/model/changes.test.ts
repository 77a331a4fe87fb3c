/** What parts propose: valid overlays, in the words of the file, that change what they say. */
import { readdirSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { meanOf } from "../../src/engine/random/moments.js";
import { candidatesOf } from "../../src/experiment/next/candidates.js";
import type { ChangeContext } from "../../src/model/changes/change.js";
import { editSteps } from "../../src/model/changes/edit-steps.js";
import { overlayFile } from "../../src/model/changes/overlay-file.js";
import { distribution } from "../../src/model/language/values/index.js";
import { scaledText } from "../../src/model/parts/database/query-changes.js";
import { changes, memoryFiles } from "../../src/model/source/index.js";
import { nodeFiles } from "../../src/model/source/node-files.js";
import { readModel } from "../../src/model/source/read-model.js";

const files = ["shop", "planted", "pool", "replicas", "bench"].flatMap((folder) =>
  readdirSync(`models/${folder}`).map((file) => `models/${folder}/${file}`),
);

describe("every change to every example is a valid model, and another one", () => {
  for (const file of files)
    it(file, () => {
      const before = readModel(file, nodeFiles).model;
      const candidates = candidatesOf(file, "x", nodeFiles);
      expect(candidates.length).toBeGreaterThan(0);
      expect(new Set(candidates.map(({ change }) => change.name)).size).toBe(candidates.length);
      for (const { change, variant, problem } of candidates) {
        expect([change.name, problem]).toEqual([change.name, ""]);
        const parts = changes(before, variant?.model).filter(({ path }) => path[0] !== "name");
        expect(parts.length).toBeGreaterThan(0);
        // More cores leave a single point of failure.
        if (change.treats === "single node") expect([change.name, change.cost.instances]).toEqual([change.name, 1]);
      }
    });
});

const ASKED = `version: 1
traffic: { users: { rate: 10/s, mix: { web.page: 50%, web.pay: 50% }, timeout: 5s, retry: { attempts: 5 } } }
parts:
  web:
    type: service
    threads: 20
    endpoints:
      page:
        - get: c
          miss: [{ query: db.a, retry: { attempts: 3, backoff: 10ms, jitter: none } }, { query: db.b }]
        - query: db.b
        - call: api.x
      pay: [{ cpu: 1ms }, { call: bank.charge, timeout: 300ms, fallback: continue }]
  api: { type: service, endpoints: { x: [{ query: db.b }] } }
  bank: { type: service, cores: 2, endpoints: { charge: [{ delay: 40ms }] } }
  c: { type: cache, hit: 50% }
  db: { type: database, cores: 4, pool: { connections: 9 }, queries: { a: { time: 7ms }, b: { time: 3ms } } }
`;

it("what is said about a call changes where it is said, and nothing else does", () => {
  const found = candidatesOf("asked.yaml", "x", memoryFiles({ "asked.yaml": ASKED }));
  expect(found.map(({ problem }) => problem).filter((problem) => problem !== "")).toEqual([]);
  const overlay = (name: string) => found.find(({ change }) => change.name === name)?.change.overlay;
  const page = (...steps: unknown[]) => ({ parts: { web: { endpoints: { page: steps } } } });
  const miss = (retry: unknown) => [{ query: "db.a", retry }, { query: "db.b" }];
  const rest = [{ query: "db.b" }, { call: "api.x" }];
  const written = { attempts: 3, backoff: "10ms", jitter: "none" };
  expect(overlay("calls of db: 2 attempts at most")).toEqual(
    page({ get: "c", miss: miss({ ...written, attempts: 2 }) }, ...rest),
  );
  expect(overlay("all retries: a retry budget of 10%")).toEqual({
    ...page({ get: "c", miss: miss({ ...written, budget: "10%" }) }, ...rest),
    traffic: { users: { retry: { attempts: 5, budget: "10%" } } },
  });
  expect(overlay("all retries: a pause with jitter before a retry")).toEqual({
    ...page({ get: "c", miss: miss({ ...written, jitter: "full" }) }, ...rest),
    traffic: { users: { retry: { attempts: 5, backoff: "100ms", jitter: "full" } } },
  });
  expect(overlay("users: no retries")).toEqual({ traffic: { users: { retry: null } } });
  expect(overlay("without c")).toEqual({ parts: { ...page(...miss(written), ...rest).parts, c: null } });
  expect(overlay("web: 3 questions of page at once")).toEqual(
    page({ parallel: [{ get: "c", miss: miss(written) }, ...rest].map((step) => ({ steps: [step] })) }),
  );
  const pay = (...steps: unknown[]) => ({ parts: { web: { endpoints: { pay: [{ cpu: "1ms" }, ...steps] } } } });
  expect(overlay("bank.charge: a deadline of 300ms instead of a timeout")).toEqual(
    pay({ call: "bank.charge", fallback: "continue", deadline: "300ms" }),
  );
  expect(overlay("calls of bank: a circuit breaker")).toEqual(
    pay({ call: "bank.charge", timeout: "300ms", fallback: "continue", breaker: { failures: 5, open: "5s" } }),
  );
  expect(overlay("web: at most 5 at once in bank.charge")).toEqual(
    pay({ call: "bank.charge", timeout: "300ms", fallback: "continue", limit: { concurrent: 5 } }),
  );
  expect(overlay("db: a pool of 4 for each instance")).toEqual({
    parts: { db: { pool: { per: "instance", connections: 4 } } },
  });
  expect(overlay("db.b: a deadline of 20ms")).toMatchObject({ parts: { api: {}, web: {} } });
});

it("a heavy endpoint is kept apart by a limit at its door, or by instances of its own under another name", () => {
  const found = candidatesOf("models/planted/noisy-neighbour.yaml", "x", nodeFiles);
  const changed = (name: string) => found.find(({ change }) => change.name === name)!;
  const atTheDoor = changed("web: at most 4 import at once").variant!.model.parts.web;
  expect(atTheDoor).toMatchObject({ limits: { import: { concurrent: 4 } } });
  const { change, variant } = changed("web: import in instances of its own");
  const { traffic, parts } = variant!.model;
  expect(traffic.importer.mix).toEqual({ "web-import.import": 1 });
  expect(parts["web-import"]).toMatchObject({ cores: 4, threads: 16 });
  expect(Object.keys((parts.web as { endpoints?: object }).endpoints ?? {})).toEqual(["page"]);
  expect(change.cost.instances).toBeGreaterThan(0);
});

it("an answer is not made later, only what it can do without", () => {
  const later = (steps: string, called: string) =>
    candidatesOf(
      "a.yaml",
      "x",
      memoryFiles({
        "a.yaml": `version: 1
traffic: { users: { rate: 10/s, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [{ cpu: 1ms }, ${steps}] } }
  api: { type: service, endpoints: { x: [${called}] } }
  db: { type: database, queries: { read: { time: 9ms }, write: { time: 9ms, write: true } } }
`,
      }),
    ).flatMap(({ change }) =>
      ["heavy work in the path", "slow third party"].includes(change.treats) && change.name.startsWith("web")
        ? [change.loses ?? "nothing"]
        : [],
    );
  const call = "{ call: api.x }";
  expect(later(call, "{ query: db.read }")).toEqual([]);
  expect(later(call, "{ query: db.read }, { query: db.write }")).toEqual(["nothing"]);
  expect(later(call, "{ delay: 9ms }")).toEqual(["the answer lacks what api.x returns"]);
  expect(later("{ query: db.write }", "")).toEqual(["nothing"]);
  expect(later("{ query: db.read }", "")).toEqual([]);
  expect(later("{ query: db.read }, { cpu: 30ms }", "")).toEqual(["the answer lacks what is computed there"]);
  expect(later("{ query: db.write }, { cpu: 30ms }", "")).toEqual(["nothing"]);
  expect(later("{ call: api.x }, { query: db.write }", "{ delay: 20ms }")).toEqual(["nothing"]);
});

it("workers are as many as what they are asked for takes", () => {
  const text = `version: 1
traffic: { users: { rate: 100/s, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [{ publish: q }] } }
  q: { type: work-queue, workers: 1, cores: 2, steps: [{ delay: 60ms }] }
`;
  const [more] = candidatesOf("a.yaml", "x", memoryFiles({ "a.yaml": text })).filter(
    ({ change }) => change.treats === "too few workers",
  );
  expect(more?.change).toMatchObject({ name: "q: 9 workers", cost: { workers: 8, cores: 16 } });
});

it("a step deep inside is edited where it stands, and its whole list is laid over", () => {
  const steps = [{ cpu: "1ms" }, { get: "c", miss: [{ query: "db.a" }, { query: "db.b" }] }];
  const context = { data: { parts: { web: { endpoints: { x: steps } } } } } as unknown as ChangeContext;
  const at = ["parts", "web", "endpoints", "x"];
  const overlay = editSteps(context, [
    { path: [...at, 1, "miss", 1], edit: () => ({ query: "db.z" }) },
    { path: [...at, 0], edit: (step) => ({ choose: step }) },
  ]);
  const edited = [{ choose: { cpu: "1ms" } }, { get: "c", miss: [{ query: "db.a" }, { query: "db.z" }] }];
  expect(overlay).toEqual({ parts: { web: { endpoints: { x: edited } } } });
  // One for several and several for one, told in the order of the file.
  const spread = editSteps(context, [
    { path: [...at, 0], edit: () => [] },
    { path: [...at, 1], edit: ({ miss }) => miss as never },
    { path: [...at, 1, "miss", 0], edit: () => ({ query: "db.y" }) },
  ]);
  expect(spread).toEqual({ parts: { web: { endpoints: { x: [{ query: "db.y" }, { query: "db.b" }] } } } });
});

it("work that is taken out of an endpoint twice goes to two queues", () => {
  const base = `version: 1
traffic: { users: { rate: 10/s, to: web.page } }
parts: { web: { type: service, endpoints: { page: [{ delay: 1ms }, { cpu: 9ms }, { cpu: 8ms }] } } }
`;
  const later = (file: string, texts: Record<string, string>) =>
    candidatesOf(file, "x", memoryFiles(texts)).find(({ change }) => change.treats === "heavy work in the path")!;
  const first = later("a.yaml", { "a.yaml": base });
  const { problem, variant } = later("b.yaml", { "a.yaml": base, "b.yaml": overlayFile(first.change, "a.yaml", "x") });
  expect(problem).toBe("");
  expect(Object.keys(variant?.model.parts ?? {})).toEqual(["web", "web-page-later", "web-page-later-2"]);
});

it("a distribution with its durations scaled has its mean scaled", () =>
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.constantFrom(0.25, 0.5, 2), (ms, factor) => {
      const mean = (text: string) => meanOf(distribution().parse(text));
      for (const text of [
        `${ms}ms`,
        `${ms}_000us`,
        `.${ms}s`,
        `${ms}e2 μs`,
        `${ms}d`,
        `lognormal(mean ${ms}ms, p99 ${ms * 4}ms)`,
        `erlang(shape 2, mean ${ms}ms)`,
        `uniform(${ms}ms, ${ms * 2}ms)`,
      ])
        expect(mean(scaledText(text, factor) as string) / mean(text) / factor).toBeCloseTo(1, 2);
    }),
  ));

it("what is written without a duration cannot be scaled", () => expect(scaledText("file(times.csv)", 0.5)).toBe(null));
