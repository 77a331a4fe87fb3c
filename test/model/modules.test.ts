/** A module runs in its caller's process: the same work as its steps written there, and the same fate. */
import { describe, expect, it } from "vitest";
import { checkText } from "../../src/cli/check/load-table.js";
import { openStudy } from "../../src/experiment/plan/open-study.js";
import { senseOf } from "../../src/model/check/check-sense.js";
import { inventoryOf } from "../../src/model/check/inventory.js";
import { risksOf } from "../../src/model/risks/index.js";
import { memoryFiles } from "../../src/model/source/index.js";
import { readModel } from "../../src/model/source/read-model.js";
import type { Measurements } from "../../src/model/wiring/measurements.js";
import { findingsOf } from "../experiment/study.js";
import { endpoint, failures, latencies, measure, modelOf, requests, resource, simulate } from "../simulate.js";

const QUOTE = "{ cpu: 2ms }, { query: db.price }, { get: kept, miss: [{ query: db.tax }] }";
const shop = (pricing: string, { page = "{ query: db.read }, { call: pricing.quote }", web = "", more = "" } = {}) => `
version: 1
traffic: { users: { rate: 300/s, to: web.page } }
parts:
  web: { type: service, instances: 2, threads: 6, cores: 1, ${web} endpoints: { page: [${page}, { cpu: 1ms }] } }
  pricing: { ${pricing} }
  kept: { type: cache, hit: 60%, time: 0.2ms }
  db:
    type: database
    cores: 2
    pool: { connections: 3, per: instance }
    queries: { read: { time: exponential(2ms) }, price: { time: exponential(3ms) }, tax: { time: exponential(1ms) } }
${more}`;
const MODULE = `type: module, endpoints: { quote: [${QUOTE}] }`;
const PLAN = { durationMs: 20_000 };

describe("does what its steps would do there", () => {
  it("request by request, on the caller's thread, cores, cache and connections", () => {
    const inside = simulate(shop(MODULE), PLAN);
    const written = simulate(shop(MODULE, { page: `{ query: db.read }, ${QUOTE}` }), PLAN);
    expect(inside).toEqual(written);
    expect(endpoint(inside, "web.page").answered).toBeGreaterThan(5000);
  });

  it("through another module too", () => {
    const more = "  outer: { type: module, endpoints: { all: [{ call: pricing.quote }] } }";
    const nested = simulate(
      shop(MODULE, { page: "{ query: db.read }, { call: outer.all }" }).replace("  kept:", `${more}\n  kept:`),
      PLAN,
    );
    expect(nested.endpoints).toEqual(simulate(shop(MODULE), PLAN).endpoints);
  });

  it("on the connection of a transaction around it", () => {
    const around = (inner: string): string => shop(MODULE, { page: `{ transaction: db, steps: [${inner}] }` });
    const inside = simulate(around("{ call: pricing.quote }"), PLAN);
    expect(inside).toEqual(simulate(around(QUOTE), PLAN));
  });

  it("and as a service, the same draws: alone on enough cores it takes as long, without a network", () => {
    const few = (pricing: string): string => shop(pricing).replace("300/s", "5/s");
    const [inside, apart] = [few(MODULE), few(MODULE.replace("module", "service, threads: 99, cores: 9"))].map((text) =>
      simulate(text.replace(", per: instance", ""), PLAN),
    );
    const [a, b] = [inside!, apart!].map((each) => endpoint(each, "web.page").latencyMs);
    expect(b!.sum / b!.count).toBeCloseTo(a!.sum / a!.count, 1);
    expect(b!.count).toBe(a!.count);
    expect(resource(inside!, "web", "cores").busy).toBeCloseTo(
      resource(apart!, "web", "cores").busy + resource(apart!, "pricing", "cores").busy,
      9,
    );
  });

  it("in the process of workers", () => {
    const text = `
version: 1
traffic: { users: { ${requests(10, 100)}, to: web.order } }
parts:
  web: { type: service, endpoints: { order: [{ publish: jobs }] } }
  jobs: { type: work-queue, workers: 1, cores: 1, steps: [{ call: pricing.quote }] }
  pricing: { type: module, endpoints: { quote: [{ cpu: 20ms }] } }`;
    expect(resource(simulate(text, { durationMs: 1100 }), "jobs", "cores").busy * 1100).toBeCloseTo(200, 6);
    expect(senseOf(modelOf(text)).loads.find(({ resource }) => resource === "cores")).toMatchObject({ part: "jobs" });
  });
});

const slow = `
version: 1
traffic: { users: { ${requests(10, 100)}, to: web.page } }
parts:
  web: { type: service, threads: 1, cores: 1, endpoints: { page: [{ call: pricing.quote }] } }
  pricing: { type: module, endpoints: { quote: [{ cpu: 20ms }] } }`;
const run = (text: string, plan = {}): Measurements => simulate(text, { durationMs: 1100, ...plan });

describe("an endpoint of it", () => {
  it("is watched like that of a service", () => {
    const { watched } = run(slow, { watch: ["pricing.quote", "calls of pricing"] });
    expect(watched[0]).toMatchObject({ name: "pricing.quote", answered: 10 });
    expect(measure(run(slow, { watch: ["calls of pricing"] }), "pricing", "calls")).toBe(1);
  });

  it("can be slow, with its process or alone, and can fail", () => {
    const with_ = (entry: string): Measurements => run(`${slow}\ntimeline: { it: { at: 450ms, ${entry} } }`);
    const slowed = [...Array(4).fill(20), ...Array(6).fill(60)];
    for (const about of ["pricing.quote", "pricing", "web"])
      expect(latencies(with_(`slow: ${about}, by: 3`), "web.page")).toEqual(slowed);
    expect(latencies(with_("slow: web.page, by: 3"), "web.page")).toEqual(Array(10).fill(20)); // Has no steps of its own.
    expect(failures(with_("fails: pricing.quote, share: 100%"), "web.page")).toEqual({ "failed pricing": 6 });
  });

  it("may be given up by its caller, who goes on while the process does the work to its end", () => {
    const given = run(slow.replace("pricing.quote }", "pricing.quote, timeout: 5ms, fallback: continue }"));
    expect(latencies(given, "web.page")).toEqual(Array(10).fill(5));
    expect(resource(given, "web", "cores").busy * 1100).toBeCloseTo(200, 6);
    expect(resource(given, "web", "threads").busy * 1100).toBeCloseTo(50, 6);
    const stopped = run(slow.replace("pricing.quote }", "pricing.quote, deadline: 5ms, fallback: continue }"));
    expect(resource(stopped, "web", "cores").busy * 1100).toBeCloseTo(50, 6);
  });

  it("that was given up is lost with the process", () => {
    const effects = "effects: { told: { for: web.page } }";
    const page = slow
      .replace("pricing.quote }", "pricing.quote, timeout: 5ms, fallback: continue }")
      .replace("{ cpu: 20ms }", "{ cpu: 20ms }, { effect: told }");
    const all = run(`${page}\n${effects}\ntimeline: { crash: { at: 410ms, for: 20ms, down: pricing } }`).effects![0]!;
    const count = (name: string) => (all.measures.find((one) => one.name === name) as { part: number }).part;
    expect([count("inTime"), count("lost")]).toEqual([9, 1]);
  });
});

it("stops the workers whose process it crashes", () => {
  const text = (down: string) => `
version: 1
traffic: { users: { ${requests(10, 100)}, to: web.order } }
parts:
  web: { type: service, endpoints: { order: [{ publish: jobs }] } }
  jobs: { type: work-queue, workers: 1, steps: [{ call: pricing.quote }] }
  pricing: { type: module, endpoints: { quote: [{ delay: 20ms }] } }
timeline: { crash: { at: 410ms, for: 300ms, down: ${down} } }`;
  const [module, queue] = ["pricing", "jobs"].map((down) => run(text(down)));
  expect(module).toEqual(queue);
  expect(module!.parts).not.toEqual(run(text("jobs").replace("at: 410ms", "at: 1090ms")).parts);
});

describe("its fate", () => {
  const two = (pricing: string, timeline: string) => `
version: 1
traffic: { users: { ${requests(20, 50)}, mix: { web.page: 50%, web.about: 50% } } }
parts:
  web: { type: service, instances: 2, balance: round-robin, endpoints: { page: [{ call: pricing.quote }], about: [{ delay: 1ms }] } }
  pricing: { type: ${pricing}, endpoints: { quote: [{ delay: 1ms }] } }
timeline: { ${timeline} }`;

  it("is that of all in its process; in a service of its own it is alone", () => {
    const crash = "crash: { at: 210ms, for: 400ms, down: pricing }";
    const together = run(two("module", crash));
    expect(endpoint(together, "web.about").failed).toBeGreaterThan(0);
    expect(endpoint(together, "web.page").failed + endpoint(together, "web.about").failed).toBe(8); // 250 … 600 ms.
    const apart = run(two("service", crash));
    expect(endpoint(apart, "web.about").failed).toBe(0);
    expect(endpoint(apart, "web.page").failed).toBe(endpoint(together, "web.page").failed);
  });

  it("may be that of one instance, and two at once are over when both are", () => {
    const one = run(two("module", "crash: { at: 210ms, for: 400ms, down: pricing, instance: 1 }"));
    expect(endpoint(one, "web.page").failed + endpoint(one, "web.about").failed).toBe(4);
    const both = "a: { at: 210ms, for: 200ms, down: pricing }, b: { at: 310ms, for: 300ms, down: web }";
    const found = run(two("module", both));
    expect(endpoint(found, "web.page").failed + endpoint(found, "web.about").failed).toBe(8);
    expect(measure(found, "web", "availability")).toBeCloseTo(1 - 0.4 / 1.1, 9);
  });

  it("a release of it is one of its processes", () => {
    const said = (part: string) => `new: { at: 210ms, release: ${part}, one-by-one: 50ms, boot: 100ms }`;
    const [module, process] = [run(two("module", said("pricing"))), run(two("module", said("web")))];
    expect(module).toEqual(process);
    expect(measure(module, "web", "availability")).toBeCloseTo(1 - 0.2 / 2.2, 9);
    expect(measure(run(two("service", said("pricing"))), "pricing", "availability")).toBeCloseTo(1 - 0.1 / 1.1, 9);
  });
});

const said = (text: string): string[] =>
  readModel("model.yaml", memoryFiles({ "model.yaml": text })).diagnostics.map(
    ({ message, hint }) => `${message}${hint ? `: ${hint}` : ""}`,
  );

describe("mistakes", () => {
  it("traffic cannot ask it", () =>
    expect(said(slow.replace("to: web.page", "to: pricing.quote"))).toContain(
      '"pricing" is a module: it runs in the process that calls it, and here none calls: let an endpoint of a service call it, or make it a service: `type: service`',
    ));
  it("there is no link to it, and none of its own", () => {
    const text = shop(MODULE, { more: "timeline: { lossy: { at: 1s, for: 1s, link: [web, pricing], loss: 5% } }" });
    expect(said(text)[0]).toMatch(/neither of "web" and "pricing" asks the other: there is a link of web with/);
    expect(said(text.replace("[web, pricing]", "[pricing, db]"))[0]).toMatch(/neither of "pricing" and "db"/);
    expect(said(text.replace("[web, pricing]", "[web, db]"))).toEqual([]);
  });
  it("nothing runs it", () => {
    const crash = "\ntimeline: { crash: { at: 1s, for: 1s, down: pricing } }";
    expect(said(slow.replace("[{ call: pricing.quote }]", "[]") + crash)[0]).toMatch(
      /^nothing calls it, so there is no/,
    );
    expect(said(slow + crash)).toEqual([]);
  });
  it("calls that go round, and a leak larger than there is", () => {
    expect(said(slow.replace("{ cpu: 20ms }", "{ call: pricing.quote }"))[0]).toMatch(
      "calls go round in a circle: web.page → pricing.quote → pricing.quote",
    );
    expect(
      said(slow.replace("type: module,", "type: module, leak: { each: 2GB, limit: 1GB, restart: 1s },"))[0],
    ).toMatch("each call uses up all there is");
  });
});

it("is no part that is run, nor a hop; a pool of each instance is that of its process", () => {
  const counts = (text: string) =>
    Object.fromEntries(inventoryOf(modelOf(text)).complexity.map(({ what, count }) => [what, count]));
  const plain = counts(shop(MODULE, { page: QUOTE }));
  expect(counts(shop(MODULE, { page: "{ call: pricing.quote }" }))).toEqual(plain);
  expect(plain).toMatchObject({ parts: 3, modules: 1 });
  expect(counts(shop(MODULE.replace("module", "service"), { page: "{ call: pricing.quote }" }))).toMatchObject({
    parts: 4,
  });
  const nested = "{ transaction: db, steps: [{ delay: 1ms }, { call: deep.two }, { call: pricing.quote }] }";
  const deep = "\n  deep: { type: module, endpoints: { two: [{ in-background: [{ query: db.tax }] }] } }";
  expect(said(shop(MODULE, { page: nested, more: deep }))).toEqual([]);
});

it("a report says what happens to all of its process, and check whose cores it uses", async () => {
  const timeline = "timeline: { new: { at: 11s, release: pricing, all-at-once: true, boot: 1s } }";
  const text = `${slow.replace(/\{ rate: \{ profile.*constant/, "{ rate: 20/s")}\n${timeline}\nrun: { duration: 5s, replications: 2 }`;
  const { notes } = await findingsOf(text);
  expect(notes).toContain("In “model”, “new” happens to all that web does: pricing runs in its process.");
  const { study, loads } = openStudy("m.yaml", memoryFiles({ "m.yaml": text }), {});
  const view = { colour: false, width: 80, verbose: false };
  expect(checkText({ file: "m.yaml", study: study!, loads, simulated: [] }, view)).toContain(
    "\n  in the process of web: pricing\n",
  );
});

it("a call needs no timeout of its own; what may go down with it is a risk", () => {
  const rules = (text: string): string[] => risksOf(modelOf(text)).map(({ rule, subject }) => `${rule} ${subject}`);
  expect(rules(slow)).toEqual(["unbounded-queue web threads", "single-point web"]);
  expect(rules(slow.replace("type: module,", "type: module, leak: { each: 2MB, limit: 1GB, restart: 1s },"))).toContain(
    "shared-process pricing in web",
  );
});
