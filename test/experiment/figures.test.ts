/** Every figure that can be named, against closed forms where there are some, with intervals that are narrow. */
import { readdirSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import type { Findings } from "../../src/analysis/findings/findings.js";
import { runStudy } from "../../src/experiment/execute/run-study.js";
import { threads } from "../../src/experiment/execute/threads.js";
import { ALL_FAMILIES } from "../../src/experiment/figures/grammar.js";
import { openStudy } from "../../src/experiment/plan/open-study.js";
import { KINDS } from "../../src/model/language/catalogue.js";
import { memoryFiles, render } from "../../src/model/source/index.js";

async function study(files: Readonly<Record<string, string>>): Promise<Findings> {
  const { study, diagnostics, textOf } = openStudy("e.yaml", memoryFiles(files), {});
  if (study === null) throw new Error(render(diagnostics, textOf, { color: false, width: 200 }));
  return runStudy(study, threads(1));
}

const experiment = (body: string, variants = "{ tandem: tandem.yaml }"): string => `version: 1
title: Figures
variants: ${variants}
${body}`;

/** Poisson departures of an M/M/1 are the arrivals of the next (Burke 1956): both sojourns are exponential. */
const TANDEM = `version: 1
traffic:
  a: { rate: 30/s, to: web.page }
  b: { rate: 20/s, to: web.page }
parts:
  web:
    type: service
    endpoints: { page: [{ call: first.work }, { call: second.work }] }
  first: { type: service, threads: 1, endpoints: { work: [{ delay: exponential(10ms) }] } }
  second: { type: service, threads: 1, endpoints: { work: [{ delay: exponential(8ms) }] } }
run: { warm-up: 5s, duration: 600s, replications: 10 }
`;
const LAMBDA = 0.05; // Per ms.
const [FIRST, SECOND] = [1 / 10 - LAMBDA, 1 / 8 - LAMBDA]; // Rates of the sojourns, μ − λ.

describe("figures of a tandem of M/M/1", () => {
  const expected: Readonly<Record<string, number>> = {
    "mean of first.work": 1 / FIRST,
    "p90 of first.work": Math.log(10) / FIRST,
    "p99.5 of second.work": Math.log(200) / SECOND,
    "within(20ms) of first.work": 1 - Math.exp(-20 * FIRST),
    "goodput of second.work": 50,
    "offered of traffic a": 30,
    "mean of traffic b": 1 / FIRST + 1 / SECOND,
    "calls of second": 1,
    "attempts of first": 1,
    "queue of first threads": 0.5 ** 2 / (1 - 0.5),
    "busy of second threads": 0.4,
    "utilisation of second threads": 0.4,
    "wait p90 of first": Math.log(0.5 / 0.1) / FIRST, // P(W > t) = ρ e^(−(μ−λ)t).
    "errors of traffic b": 0,
  };
  const [known, narrow] = [Object.entries(expected), 0.06];
  let found: Findings;
  beforeAll(async () => {
    const shown = Object.keys(expected).map((name) => `  - ${name}`);
    found = await study({
      "tandem.yaml": TANDEM,
      "e.yaml": experiment(`show:
${shown.join("\n")}
  - max of second.work
claims:
  - p99 of first.work{tandem} > 1.8 * p90 of first.work{tandem}
  - p99 of first.work{tandem} < 2.2 * p90 of first.work{tandem}
  - p99 of first.work{tandem} > 2.2 * p90 of first.work{tandem}
`),
    });
  }, 120_000);

  it.each(known)("%s", (name, exact) => {
    const { value, low, high } = found.variants[0]!.figures![name]!;
    const halfWidth = (high! - low!) / 2;
    // Fourteen intervals at once: each a little wider than at 95 %.
    expect(Math.abs(value! - exact), `${value} ± ${halfWidth}`).toBeLessThanOrEqual(1.5 * halfWidth + 1e-9);
    expect(halfWidth).toBeLessThan(Math.max(0.001, narrow * exact));
  });

  it("a maximum is told without an interval", () => {
    const { value, low, reason } = found.variants[0]!.figures!["max of second.work"]!;
    expect(value).toBeGreaterThan(Math.log(1000) / SECOND);
    expect([low, reason]).toEqual([null, expect.stringContaining("a longer run may see a larger one")]);
  });

  it("a ratio is judged: the p99 of an exponential time is twice its p90", () =>
    expect(found.claims.map(({ verdict }) => verdict)).toEqual(["met", "met", "missed"]));
});

it("calls, attempts and causes are counted: fails half of the time, three attempts", async () => {
  const found = await study({
    "tandem.yaml": `version: 1
traffic: { users: { rate: 100/s, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [{ get: redis, miss: [{ call: shop.price, retry: { attempts: 3 } }] }] } }
  redis: { type: cache, hit: 60%, time: 0ms }
  shop: { type: service, endpoints: { price: [{ fail: 50% }] } }
run: { warm-up: 1s, duration: 100s, replications: 6 }
`,
    "e.yaml": experiment(`claims:
  - attempts of shop{tandem} > 1.72
  - attempts of shop{tandem} < 1.78
  - calls of shop{tandem} > 0.68
  - calls of shop{tandem} < 0.72
  - calls of redis{tandem} < 1.01
  - errors of shop by failed{tandem} > 4.6%
  - errors of shop by failed{tandem} < 5.4%
  - hit rate of redis{tandem} > 59%
  - hit rate of redis{tandem} < 61%
`),
  });
  // 1 + ½ + ¼ attempts; 40 % miss; all three fail of an eighth.
  expect(found.claims.filter(({ verdict }) => verdict !== "met")).toEqual([]);
}, 60_000);

it("the age of the oldest message, and what a cache fills", async () => {
  const found = await study({
    "tandem.yaml": `version: 1
traffic: { users: { rate: 10/s, arrivals: constant, batch: 5, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [{ get: redis, miss: [] }, { publish: mails }] } }
  redis: { type: cache, keys: { count: 1000, zipf: 0 }, capacity: 400, time: 0ms }
  mails: { type: work-queue, steps: [{ delay: 20ms }] }
run: { warm-up: 200050ms, duration: 60s, replications: 6 }
`,
    "e.yaml": experiment("show: [age of mails, age max of mails, fills of redis, hit rate of redis]"),
  });
  const { figures } = found.variants[0]!;
  // Batches of five every half second; the window begins 50 ms after one, when the fourth message is the first that waits.
  expect(figures!["age of mails"]!.value).toBeCloseTo(50, 6);
  expect(figures!["age max of mails"]!.value).toBeCloseTo(80, 6); // Between the ends of bins: the fifth, when it is taken.
  // All keys alike: of a full cache, as many hit as it has room for, and every miss fills.
  const [fills, hits] = [figures!["fills of redis"]!, figures!["hit rate of redis"]!];
  expect(hits.low).toBeLessThan(0.4);
  expect(hits.high).toBeGreaterThan(0.4);
  expect(fills.value).toBeCloseTo(10 * (1 - hits.value!), 6);
}, 60_000);

it("the mean of a source is in doubt where that of its endpoint is", async () => {
  const found = await study({
    "tandem.yaml": `version: 1
traffic: { a: { rate: 50/s, to: web.page } }
parts: { web: { type: service, endpoints: { page: [{ delay: "pareto(shape 1.5, mean 10ms)" }] } } }
run: { warm-up: 1s, duration: 60s, replications: 4 }
`,
    "e.yaml": experiment("show: [mean of web.page, mean of traffic a, p90 of traffic a]"),
  });
  const { figures } = found.variants[0]!;
  expect(figures!["mean of traffic a"]).toEqual(figures!["mean of web.page"]);
  expect(figures!["mean of traffic a"]!.low).toBeNull();
  expect(figures!["p90 of traffic a"]!.low).not.toBeNull();
}, 30_000);

it("claims about a window that is too short are open, but for what needs no run", async () => {
  const found = await study({
    "tandem.yaml": `version: 1
traffic: { a: { rate: 2/s, to: web.page } }
parts: { web: { type: service, endpoints: { page: [{ delay: exponential(5min) }] } } }
run: { warm-up: 1s, duration: 60s, replications: 4 }
`,
    "e.yaml": experiment("claims: ['errors{tandem} < 1%', 'offered{tandem} < 9/s', 'complexity{tandem} < 3']"),
  });
  expect(found.claims.map(({ verdict }) => verdict)).toEqual(["unknown", "unknown", "met"]);
  expect(found.claims[0]!.why).toContain("the window ends after");
}, 30_000);

describe("what a variant costs, is and bears", () => {
  const model = (instances: number): string => `version: 1
traffic: { users: { rate: 50/s, to: web.page } }
parts: { web: { type: service, instances: ${instances}, cores: 1, balance: round-robin, endpoints: { page: [{ cpu: 10ms }] } } }
objectives: { latency: [mean < 50ms] }
run: { warm-up: 5s, duration: 30s, replications: 4 }
`;
  const files = (body: string) => ({
    "one.yaml": model(1),
    "two.yaml": model(2),
    "e.yaml": experiment(body, "{ one: one.yaml, two: two.yaml }"),
  });

  it("by prices, by units, by weights, by its ceiling", async () => {
    const priced = await study(
      files(`cost: { core-hour: 2, instance-hour: 3 }
complexity: { parts: 10, hops: 1 }
ceiling: { budget: 400000 }
show: [cost, complexity, cores, instances, ceiling, headroom]
claims:
  - cost{two} > 9
  - cost{two} is worse
  - ceiling{two} > 1.7 * ceiling{one}
  - headroom{one} > 1.5
  - cores{two} > 1.9 * cores{one}
`),
    );
    expect(priced.claims.filter(({ verdict }) => verdict !== "met")).toEqual([]);
    expect(priced.variants.map(({ figures }) => [figures!.cost!.value, figures!.complexity!.value])).toEqual([
      [5, 10],
      [10, 10],
    ]);
    const counted = await study(files("show: [cost]"));
    expect(counted.variants.map(({ figures }) => figures!.cost!.value)).toEqual([2, 4]); // Instances and their cores.
  }, 120_000);

  it("by the memory of its instances, its database with each replica, its cache and its machine", async () => {
    const body = `version: 1
traffic: { users: { rate: 5/s, to: web.page } }
parts:
  box: { type: host, cores: 2, memory: 16GB }
  web: { type: service, instances: 3, memory: 500MB, endpoints: { page: [{ get: near, miss: [{ query: db.find }] }] } }
  db: { type: database, memory: 8GB, replicas: { count: 2 }, queries: { find: { time: 1ms } } }
  near: { type: cache, hit: 50%, memory: 2GB }
run: { warm-up: 5s, duration: 30s, replications: 2 }
`;
    const files = (cost: string) => ({
      "one.yaml": body,
      "e.yaml": experiment(`${cost}show: [cost]\n`, "{ one: one.yaml }"),
    });
    const costOf = async (cost: string) => (await study(files(cost))).variants[0]!.figures!.cost!.value;
    expect(await costOf("cost: { GB-hour: 0.01 }\n")).toBeCloseTo(0.01 * (16 + 1.5 + 24 + 2), 10);
    expect(await costOf("")).toBe(2 + 3 + 1 + 2 + 1); // Cores, instances, database, replicas, cache: no GB among them.
  });

  it("by the instances that were paid for, where they come and go", async () => {
    const scaled = `version: 1
traffic: { users: { rate: 50/s, arrivals: constant, to: web.page } }
parts: { web: { type: service, cores: 1, autoscale: { max: 9, cores: 60% }, endpoints: { page: [{ cpu: 40ms }] } } }
run: { warm-up: 12min, duration: 20min, replications: 2 }
`;
    const body = `cost: { core-hour: 2, instance-hour: 3 }
show: [cost, cores, instances, instances of web, instances max of web, instances paid of web]
claims: ["cost{one} < 20.1", "instances of web{one} < 4.1"]
objectives: { "instances{web}": [mean < 5], instances: [count < 5] }
`;
    const fixed = "{ extends: one.yaml, parts: { web: { instances: 3, autoscale: null } } }";
    const found = await study({ "one.yaml": scaled, "e.yaml": experiment(body, `{ one: one.yaml, fixed: ${fixed} }`) });
    const { figures, objectives } = found.variants[0]!;
    const paid = found.comparisons[0]!.differences.find(({ metric }) => metric === "instances paid of web");
    expect(paid).toMatchObject({ verdict: "better", difference: { value: expect.closeTo(-1, 6) } }); // 3 − 4, by their ends.
    expect(found.variants[1]!.figures).toMatchObject({
      "instances of web": { value: 3 },
      "instances max of web": { value: 3 },
      "instances paid of web": { value: 3 },
    });
    const rounded = Object.entries(figures!).map(([name, { value }]) => [name, Math.round(value! * 1e6) / 1e6]);
    expect(Object.fromEntries(rounded)).toMatchObject({
      cost: 4 * (2 + 3), // ⌈2 ÷ 0.6⌉ instances with a core each.
      cores: 4,
      instances: 4,
      "instances of web": 4,
      "instances max of web": 4,
      "instances paid of web": 4,
    });
    expect(objectives.map(({ verdict }) => verdict)).toEqual(["met", "met"]);
    expect(found.claims.map(({ verdict }) => verdict)).toEqual(["met", "met"]);
  });

  it("says which variant gives no such figure", async () => {
    const model = (steps: string) => `
version: 1
traffic: { users: { rate: 20/s, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [${steps}] } }
  db: { type: database, queries: { read: { time: 1ms } } }`;
    const found = await study({
      "inside.yaml": model("{ transaction: db, steps: [{ query: db.read }] }"),
      "outside.yaml": model("{ query: db.read }"),
      "e.yaml": `
version: 1
title: A transaction
question: What does it hold?
variants: { inside: inside.yaml, outside: outside.yaml }
run: { duration: 5s, warm-up: 1s, replications: 2 }
claims: ["held of db{outside} < 1s"]`,
    });
    expect(found.claims[0]).toMatchObject({
      verdict: "unknown",
      why: expect.stringContaining("db gives no figure “held”"),
    });
  });
  it("says what is missing for a ceiling, and that an objective cannot be one", async () => {
    await expect(study(files("claims: ['ceiling{one} > 1/s']"))).rejects.toThrow("add `ceiling: {}` to the experiment");
    await expect(study(files("objectives: { ceiling: [rate > 5/s] }"))).rejects.toThrow("so it cannot be one");
  });
});

describe("figures of effects", () => {
  const shop = (fails: string): string => `version: 1
traffic: { load: { rate: 300/s, to: web.order } }
effects: { confirmed: { for: web.order, within: 10ms } }
parts:
  web: { type: service, endpoints: { order: [publish: jobs] } }
  jobs: { type: work-queue, steps: [delay: exponential(2ms), fail: ${fails}, effect: confirmed] }
run: { warm-up: 5s, duration: 300s, replications: 8 }
`;
  const LATE = Math.exp(-10 * (1 / 2 - 0.3)); // The tail of the sojourn in M/M/1.
  const expected: Readonly<Record<string, number>> = {
    "due of confirmed": 300,
    "in time of confirmed": 0.9 * (1 - LATE),
    "late of confirmed": 0.9 * LATE,
    "lost of confirmed": 0.1,
    "pending of confirmed": 5,
    "pending p99 of confirmed": 5 * Math.log(100),
  };
  let found: Findings;
  beforeAll(async () => {
    const shown = [...Object.keys(expected), "unfinished of confirmed", "twice of confirmed", "open max of confirmed"];
    found = await study({
      "some.yaml": shop("10%"),
      "none.yaml": shop("0%"),
      "e.yaml": experiment(
        `show: [${shown.join(", ")}]
objectives: { "lost{confirmed}": [rate < 1%], "pending{confirmed}": [p(99) < 1s] }
claims: ["lost of confirmed{none} is better", "lost of confirmed{some} > 9%"]`,
        "{ some: some.yaml, none: none.yaml }",
      ),
    });
  });

  it.each(Object.entries(expected))("%s", (name, value) => {
    const { low, high, value: measured } = found.variants[0]!.figures![name]!;
    expect(low!).toBeLessThanOrEqual(value);
    expect(high!).toBeGreaterThanOrEqual(value);
    expect((high! - low!) / measured!).toBeLessThan(0.06);
  });

  it("judges them, and compares them in pairs", () => {
    expect(found.variants.map(({ verdict }) => verdict)).toEqual(["missed", "met"]);
    expect(found.claims.map(({ verdict }) => verdict)).toEqual(["met", "met"]);
  });
});

it("everything that a part measures can be named", () => {
  const named = new Set(ALL_FAMILIES.flatMap(({ measure, by = {} }) => [measure, ...Object.values(by)]));
  const texts = ["src/components", "src/model/parts"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => readFileSync(`${folder}/${file}`, "utf8").replace(/measure: "\w+"/g, "")),
  );
  const MEASURES = /kind: "(?:ratio|duration|times|level|events)",\s*name: "(\w+)"|\bshare\("(\w+)"/g;
  const measured = texts.flatMap((text) => [...text.matchAll(MEASURES)].map(([, name, share]) => (name ?? share)!));
  expect(measured.length).toBeGreaterThan(8);
  expect(measured.filter((name) => !named.has(name))).toEqual([]);
  for (const { figures = [] } of KINDS.parts)
    for (const { measure, summary } of figures) {
      expect(measured, measure).toContain(measure);
      expect(summary.length).toBeGreaterThan(10);
    }
});
