/** Requests that wait for each other for ever: who waits for whom, and what it does to objectives and searches. */
import { describe, expect, it } from "vitest";
import { stuckWords } from "../../src/analysis/steadiness/stuck-words.js";
import { type Objective, parseObjective } from "../../src/analysis/verdicts/objectives.js";
import runJob from "../../src/experiment/execute/run-job.js";
import { runStudy } from "../../src/experiment/execute/run-study.js";
import { threads } from "../../src/experiment/execute/threads.js";
import { standstillOf, unknownIfItStands, unlessItStands } from "../../src/experiment/findings/standstill.js";
import { windowJobs } from "../../src/experiment/plan/study.js";
import { verdictWords } from "../../src/report/run/verdict-words.js";
import { ceilingOf } from "./ceiling-of.js";
import { findingsOf, studyOf, variantOf } from "./study.js";

interface Options {
  readonly traffic?: string;
  readonly threads?: number;
  readonly objectives?: string;
  readonly req?: string;
  readonly run?: string;
  readonly others?: string;
}

const model = ({
  traffic = "t: { users: 10, think: exponential(90ms), to: app.req }",
  threads = 6,
  objectives = "latency: [p(99) < 200ms], errors: [rate < 1%]",
  req = "{ call: pool.first }",
  run = "{ warm-up: 0s, duration: 3min, replications: 8 }",
  others = "",
}: Options = {}): string => `
version: 1
traffic: { ${traffic} }
parts:
  app: { type: service, endpoints: { req: [${req}] } }
  pool:
    type: service
    threads: ${threads}
    endpoints:
      first: [{ delay: exponential(5ms) }, { call: pool.second }]
      second: [{ delay: exponential(5ms) }]
${others}
objectives: { ${objectives} }
run: ${run}`;

describe("two slots of one pool a request, ten users", () => {
  it("six slots: missed, by whom, since when, in how many runs", async () => {
    const { verdict, objectives, all, standstill } = await variantOf(model());
    expect(verdict).toBe("missed");
    expect(objectives.map((each) => each.verdict)).toEqual(["missed", "unknown"]);
    expect(objectives[1]!.measured.reason).toContain("it stands still for ever");
    expect(all.latencyMs.p99.value).toBeNull();
    expect(standstill).toMatchObject({
      of: 8,
      links: [
        { holds: { part: "pool", resource: "threads" }, waitsFor: { part: "pool", resource: "threads" }, requests: 6 },
      ],
      behind: 4,
      endpoints: ["app.req"],
      always: ["app.req"],
    });
    expect(standstill!.replications).toBeGreaterThan(1);
    expect(standstill!.firstMs).toBeGreaterThan(0);
  });

  it("eleven slots are enough for all of them", async () => {
    const { verdict, standstill } = await variantOf(model({ threads: 11 }));
    expect([verdict, standstill]).toEqual(["met", null]);
  });

  it("is not met where nothing was asked either", async () => {
    const findings = await findingsOf(model({ objectives: "" }));
    expect(findings.variants[0]!.verdict).toBe("unknown");
    expect(verdictWords(findings)).toContain("requests wait for each other for ever");
  });

  it("is no fewer errors than what fails those that would wait for ever", async () => {
    const files = {
      "stuck.yaml": model(),
      "patient.yaml": "extends: stuck.yaml\nparts: { pool: { patience: 200ms } }",
      "model.yaml":
        "version: 1\ntitle: Patience\nvariants: { stuck: stuck.yaml, patient: patient.yaml }\nrun: { warm-up: 0s, duration: 3min, replications: 8 }",
    };
    const { comparisons } = await runStudy(studyOf(files), threads(1));
    const errors = comparisons[0]!.differences.find(({ metric }) => metric === "errors")!;
    expect(errors.verdict).toBe("unknown");
    expect(errors.difference.reason).toBe("stuck: requests wait for each other for ever, and never fail");
  });

  it("says how many wait where it is for locks", async () => {
    const found = await variantOf(`
version: 1
data: { product: { keys: 1 } }
traffic: { users: { users: 5, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [{ transaction: db, steps: [query: db.save, call: stock.take] }] } }
  stock: { type: service, endpoints: { take: [query: db.save] } }
  db: { type: database, queries: { save: { time: 1ms, of: product, write: true, locks: row } } }
run: { warm-up: 0s, duration: 10s, replications: 2 }`);
    expect(found.standstill).toMatchObject({ links: [], behind: 5 });
    expect(JSON.stringify(found.endpoints)).toContain("5 wait for locks held by those that wait");
  });

  it("is not the best of several, however quick it was before", async () => {
    const files = {
      "stuck.yaml": model(),
      "slow.yaml":
        "extends: stuck.yaml\nparts: { pool: { threads: 40, endpoints: { second: [{ delay: exponential(20ms) }] } } }",
      "model.yaml": `version: 1
title: The quickest
variants: { slow: slow.yaml, stuck: stuck.yaml }
tie: 1%
select: { by: p50, most: 16 }
run: { warm-up: 0s, duration: 3min, replications: 8 }`,
    };
    const { selection } = await runStudy(studyOf(files), threads(1));
    expect(selection).toMatchObject({ by: "p50", left: ["slow"] });
  });

  it("is told from the first moment of all runs", () => {
    const study = studyOf({ "model.yaml": model({ threads: 5 }) });
    const [variant] = study.variants;
    const runs = windowJobs(study, variant).map(runJob);
    const since = runs.flatMap(({ standstill }) => standstill?.sinceMs ?? []);
    expect(new Set(since).size).toBeGreaterThan(1);
    expect(standstillOf(variant.model, runs)!.firstMs).toBe(Math.min(...since));
  });

  it("ends a search for precision, which no longer run would reach", async () => {
    const { variants, simulated } = await findingsOf(
      model({ run: "{ replications: 8, precision: 10%, budget: 400000 }", threads: 5 }),
    );
    expect(variants[0]!.steady).toMatchObject({ met: false, reached: [] });
    expect(variants[0]!.steady!.why).toContain("it stands still for ever: 5 requests hold threads of pool");
    expect(simulated.requests).toBeLessThan(200_000);
  });

  it("is no load that a ceiling calls met", async () => {
    const { beyond, probes } = await ceilingOf(model());
    const ten = probes.filter(({ at }) => at >= 10);
    expect(ten.length).toBeGreaterThan(0);
    for (const probe of ten) expect([probe.verdict, probe.standing]).toEqual(["missed", true]);
    expect(beyond!.standstill?.links).toHaveLength(1);
  });
});

it("endpoints that never come there are judged as ever, those that may are not", async () => {
  const { endpoints, objectives, standstill } = await variantOf(
    model({
      traffic:
        "t: { users: 10, think: exponential(20ms), mix: { app.req: 90%, aside.page: 10% } }, u: { users: 2, think: exponential(90ms), to: aside.lone }",
      others: "  aside: { type: service, endpoints: { page: [{ delay: 5ms }], lone: [{ delay: 5ms }] } }",
      objectives:
        "'latency{app.req}': [p(99) < 200ms], 'latency{aside.lone}': [p(99) < 200ms], 'goodput{app.req}': [rate > 1/s]",
    }),
  );
  expect(standstill?.endpoints).toEqual(["app.req"]);
  expect(objectives.map(({ verdict }) => verdict)).toEqual(["missed", "met", "missed"]);
  expect(endpoints["aside.lone"]!.latencyMs.p99.value).toBeGreaterThan(4);
});

it("where only some of open traffic comes there, a percentile is unknown and the mean is missed", async () => {
  const req = "{ choose: [{ share: 50%, steps: [{ call: pool.first }] }, { share: 50%, steps: [{ delay: 1ms }] }] }";
  const { objectives, standstill } = await variantOf(
    model({
      traffic: "t: { rate: 100/s, to: app.req }",
      threads: 3,
      req,
      objectives: "latency: [p(50) < 200ms, avg < 200ms]",
    }),
  );
  expect(standstill).toMatchObject({ endpoints: ["app.req"], always: [] });
  expect(objectives.map(({ verdict }) => verdict)).toEqual(["unknown", "missed"]);
});

it("where all of open traffic comes there, so is every percentile", async () => {
  const open = { traffic: "t: { rate: 100/s, to: app.req }", threads: 3, objectives: "latency: [p(50) < 200ms]" };
  const { objectives, standstill } = await variantOf(model(open));
  expect(standstill).toMatchObject({ endpoints: ["app.req"], always: ["app.req"] });
  expect(objectives.map(({ verdict }) => verdict)).toEqual(["missed"]);
});

it("what is missed without it stays missed", () => {
  const found = { metric: "errors", expression: "rate < 1%", limit: 0.01, unit: "1", verdict: "missed" } as const;
  const measured = { value: 0.5, low: 0.4, high: 0.6 };
  const pool = { part: "pool", resource: "threads" };
  const standing = {
    ...{ replications: 1, of: 1, firstMs: 5, behind: 0, endpoints: ["a.b"], always: ["a.b"] },
    links: [{ holds: pool, waitsFor: pool, requests: 2 }],
  };
  const { objective } = parseObjective("errors", "rate < 1%") as { objective: Objective };
  expect(unlessItStands({ ...found, measured }, objective, standing, ["a.b"]).verdict).toBe("missed");
  expect(unlessItStands({ ...found, measured, verdict: "met" }, objective, standing, ["a.b"]).verdict).toBe("unknown");
  expect(unlessItStands({ ...found, measured, verdict: "met" }, objective, null, ["a.b"]).verdict).toBe("met");
  expect(unknownIfItStands({ ...found, measured, verdict: "met" }, standing).verdict).toBe("unknown");
  expect(unknownIfItStands({ ...found, measured }, standing).verdict).toBe("missed");
  expect(unknownIfItStands({ ...found, measured, verdict: "met" }, null).verdict).toBe("met");
});

it("what only others call, and what no request waits for, is met by nothing that stands still", async () => {
  const asked = `"latency{pool.second}": [p(99) < 1h], "refused{pool threads}": [rate < 1/s], throughput: [rate < 1000/s]`;
  const { standstill, objectives } = await variantOf(model({ objectives: asked }));
  expect(standstill).not.toBeNull();
  expect(objectives.map(({ verdict }) => verdict)).toEqual(["unknown", "unknown", "unknown"]);
});

it("is said in words", () => {
  const resource = (part: string, name = "threads") => ({ part, resource: name });
  expect(
    stuckWords({
      links: [
        { holds: resource("a"), waitsFor: resource("db", "pool"), requests: 1 },
        { holds: resource("db", "pool of web"), waitsFor: resource("a"), requests: 1200 },
      ],
      behind: 1,
    }),
  ).toBe(
    "1 request holds threads of a and waits for connections of the pool of db; 1,200 requests hold connections of the pool of web at db and wait for threads of a; 1 more waits behind them",
  );
});
