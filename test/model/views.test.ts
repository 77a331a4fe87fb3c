/** Views of a database: their load, and how old what they serve is, beside closed forms. */
import { describe, expect, it } from "vitest";
import { senseOf } from "../../src/model/check/check-sense.js";
import { memoryFiles } from "../../src/model/source/index.js";
import { readModel } from "../../src/model/source/read-model.js";
import { findingsOf } from "../experiment/study.js";
import { endpoint, measure, modelOf, resource, simulate } from "../simulate.js";

const system = (db: string, view = "refresh: 10s, takes: 2s", read = "view: sales, of: shop"): string => `
version: 1
data: { shop: { keys: 4 } }
traffic:
  look: { rate: 50/s, to: web.look }
  sell: { rate: 0.4/s, to: web.sell }
parts:
  web: { type: service, threads: 900, endpoints: { look: [query: db.look], sell: [query: db.sell] } }
  db:
    type: database
    ${db}
    views: { sales: { ${view} } }
    queries: { look: { time: 1ms, ${read} }, sell: { time: 0ms, write: true, of: shop } }`;

const PLAN = { warmUpMs: 20_000, durationMs: 500_000, binMs: 10_000, coolDownMs: 0 };

describe("age and staleness", () => {
  it("the age is uniform from T to R + T", async () => {
    const text = `${system("")}\nobjectives: { 'data age{db}': [mean < 8s] }\nrun: { duration: 20min, warm-up: 20s }`;
    const { variants } = await findingsOf(text);
    const [{ measured }] = variants[0]!.objectives as [(typeof variants)[0]["objectives"][0]];
    expect(measured.low!).toBeLessThan(7000); // T + R/2 = 2 s + 5 s, and the read of 1 ms.
    expect(measured.high!).toBeGreaterThan(7000);
    expect(measured.high! - measured.low!).toBeLessThan(100);
  });

  it("a read is stale if its key was written since: 1 − e^(−wT) (1 − e^(−wR)) ÷ wR, w of each key", async () => {
    const text = `${system("")}\nobjectives: { 'stale reads{db}': [rate < 1%] }\nrun: { duration: 30min, warm-up: 20s }`;
    const { variants } = await findingsOf(text);
    const [{ measured }] = variants[0]!.objectives as [(typeof variants)[0]["objectives"][0]];
    const w = 0.4 / 4;
    const stale = 1 - (Math.exp(-w * 2) * (1 - Math.exp(-w * 10))) / (w * 10);
    expect(measured.low!).toBeLessThan(stale);
    expect(measured.high!).toBeGreaterThan(stale);
    expect(measured.high! - measured.low!).toBeLessThan(0.08);
  });

  it("at the start all is as it was then, until the first refresh has ended", () => {
    const measured = simulate(system("", "refresh: 1h, takes: 2s"), {
      durationMs: 100_000,
      binMs: 1000,
      coolDownMs: 0,
    });
    const age = measured.parts[1]!.measures.find(({ name }) => name === "dataAgeMs")!;
    const { histogram } = age as Extract<typeof age, { kind: "duration" }>;
    expect(histogram.sum / histogram.count).toBeGreaterThan(48_000);
    expect(histogram.sum / histogram.count).toBeLessThan(52_000);
  });
});

describe("load", () => {
  it("a refresh is work on the cores that no user waits for", () => {
    const measured = simulate(system("cores: 1"), PLAN);
    const live = simulate(system("cores: 1", "refresh: 10h, takes: 2s"), PLAN);
    expect(resource(measured, "db", "cores").busy - resource(live, "db", "cores").busy).toBeCloseTo(0.2, 2);
    expect(measured.endpoints.map(({ name }) => name)).toEqual(["web.look", "web.sell"]);
    expect(endpoint(measured, "web.look").latencyMs.max).toBeLessThan(20);
    const busy = (text: string): number => senseOf(modelOf(text)).loads.find(({ part }) => part === "db")!.busy;
    expect(busy(system("cores: 1")) - busy(system("cores: 1", "refresh: 10h, takes: 2s"))).toBeCloseTo(0.2, 3);
  });

  it("on a replica, if it is said", () => {
    const measured = simulate(
      system("cores: 1\n    replicas: { count: 1, reads: [] }", "refresh: 10s, takes: 2s, on: replica"),
      PLAN,
    );
    expect(resource(measured, "db", "replica cores").busy).toBeCloseTo(0.2, 2);
    expect(resource(measured, "db", "cores").busy).toBeLessThan(0.06);
  });

  it("a refresh that is due while one is under way is left out", () => {
    const measured = simulate(system("", "refresh: 10s, takes: 25s"), PLAN);
    expect(measure(measured, "db", "refreshesMissed")).toBeCloseTo(2 / 3, 1);
    const seen = resource(simulate(system("cores: 2", "refresh: 10s, takes: 25s"), PLAN), "db", "cores").busy;
    const { loads } = senseOf(modelOf(system("cores: 2", "refresh: 10s, takes: 25s")));
    expect(Math.abs(seen - loads.find(({ part }) => part === "db")!.busy)).toBeLessThan(0.05); // 25 s of every 30.
    const refused = simulate(system("connections: 1"), PLAN); // All reads of 1 ms too, while it has the only connection.
    expect(endpoint(refused, "web.look").failed / endpoint(refused, "web.look").offered).toBeGreaterThan(0.15);
  });
});

describe("mistakes", () => {
  const said = (text: string): string[] =>
    readModel("m.yaml", memoryFiles({ "m.yaml": text })).diagnostics.map(
      ({ severity, message, hint }) => `${severity}: ${message}${hint === undefined ? "" : ` · ${hint}`}`,
    );
  it("are told", () => {
    expect(said(system("", undefined, "view: sale"))).toEqual([
      'error: there is no view "sale" · did you mean "sales"?',
      'warning: no query reads the view "sales" · say `view: sales` of one',
    ]);
    expect(said(system("", "refresh: 10s, takes: 2s, on: replica"))).toEqual([
      "error: there is no replica · give the database `replicas`, or refresh on the primary",
    ]);
    expect(said(system("", "refresh: 2s, takes: 3s"))).toEqual([
      "warning: a refresh takes 3s, so the next one, due after 2s, is left out · refresh less often than every 3s",
    ]);
    expect(said(system("", undefined, "view: sales, write: true, of: shop")).join()).toContain("a view is only read");
  });
});
