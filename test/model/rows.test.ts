/** Rows that queries read, tables that grow, and what is said of mistakes. */
import { describe, expect, it } from "vitest";
import { checkText } from "../../src/cli/check/load-table.js";
import { candidatesOf } from "../../src/experiment/next/candidates.js";
import { openStudy } from "../../src/experiment/plan/open-study.js";
import { loadsAfter, outgrown } from "../../src/model/check/growth.js";
import { risksOf } from "../../src/model/risks/index.js";
import { memoryFiles } from "../../src/model/source/index.js";
import { readModel } from "../../src/model/source/read-model.js";
import { endpoint, latencies, measure, modelOf, requests, resource, simulate } from "../simulate.js";

const shop = (
  queries: string,
  { orders = "rows: 1023, row-time: 10us", traffic = requests(4, 10), more = "" } = {},
) => `
version: 1
traffic: { users: { ${traffic}, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [{ query: db.ask }] } }
  db: { type: database, cores: 4, tables: { orders: { ${orders} } }, queries: { ${queries} } }
${more}`;

describe("a query", () => {
  it("without an index reads all rows of the table, whatever it looks for", () => {
    const measured = simulate(
      shop("ask: { rows: 20 of orders, index: false }", { orders: "rows: 2000, row-time: 10us" }),
    );
    expect(latencies(measured, "web.page")).toEqual([20, 20, 20, 20]);
    expect(measure(measured, "db", "rowsRead")).toBe(8000);
    expect(measure(measured, "db", "rows")).toEqual(Array(10).fill(2000)); // At the end of each of ten bins.
  });
  it("with an index reads log2 of all and those it looks for, and its time comes on top", () => {
    const measured = simulate(
      shop("ask: { time: 7ms, rows: 100 of orders }", { orders: "rows: 1023, row-time: 100us" }),
    );
    expect(latencies(measured, "web.page")).toEqual([18, 18, 18, 18]); // 7 + (10 + 100) · 0.1.
  });
  it("looks for a share of the table", () =>
    expect(measure(simulate(shop("ask: { rows: 10% of orders }")), "db", "rowsRead")).toBeCloseTo(4 * (10 + 102.3), 9));
  it("finds no more rows than there are", () =>
    expect(measure(simulate(shop("ask: { rows: 5000 of orders }")), "db", "rowsRead")).toBe(4 * (10 + 1023)));
  it("is slowed with its rows", () => {
    const slowed = {
      orders: "rows: 1000, row-time: 10us",
      more: "timeline: { bad day: { at: 1ms, slow: db.ask, by: 2 } }",
    };
    expect(
      latencies(simulate(shop("ask: { time: 5ms, rows: 1 of orders, index: false }", slowed)), "web.page"),
    ).toEqual(Array(4).fill(30));
  });
  it("gets an index while it runs", () => {
    const added = {
      orders: "rows: 1023, row-time: 10us",
      more: "timeline: { index added: { at: 25ms, set: { db.queries.ask.index: true } } }",
    };
    const measured = simulate(shop("ask: { time: 5ms, rows: 190 of orders, index: false }", added));
    expect(latencies(measured, "web.page")).toEqual([7, 7, 15, 15]); // 5 + 10.23, then 5 + (10 + 190) · 0.01.
  });
});

describe("a table grows", () => {
  it("with time: the n-th scan, at n seconds, takes as long as there are rows then", () => {
    const grown = { orders: "rows: 1000, grows: 1000/s, row-time: 10us", traffic: requests(4, 1000) };
    const measured = simulate(shop("ask: { rows: 1 of orders, index: false }", grown), {
      durationMs: 5000,
      binMs: 100,
    });
    expect(latencies(measured, "web.page")).toEqual([20, 30, 40, 50]);
  });
  it("with writes, once they have succeeded", () => {
    const page = { traffic: requests(3, 1000), orders: "rows: 0, row-time: 1ms" };
    const text = shop(
      "ask: { rows: 1 of orders, index: false }, place: { time: 1ms, write: true, adds: 10 to orders }, fail: { time: 1ms, write: true, adds: orders, fails: 100% }",
      page,
    ).replace(
      "[{ query: db.ask }]",
      "[{ query: db.place }, { query: db.fail, fallback: continue }, { query: db.ask }]",
    );
    const measured = simulate(text, { durationMs: 5000, binMs: 100 });
    expect(latencies(measured, "web.page")).toEqual([12, 22, 32]);
    expect((measure(measured, "db", "rows") as number[]).at(-1)).toBe(30);
  });
  it("and the busy time of the cores with it: ∫ λ · rows(t) · row time dt", () => {
    const seconds = 200;
    const text = shop("ask: { rows: 1 of orders, index: false }", {
      orders: "rows: 10000, grows: 100/s, row-time: 1us",
      traffic: "rate: 50/s",
    });
    const measured = simulate(text, { durationMs: seconds * 1000, binMs: 1000 });
    const asked = endpoint(measured, "web.page").offered;
    const expected = (50 * (10 * seconds + (0.1 * seconds ** 2) / 2)) / 1000 / seconds; // 1.0 cores on average.
    expect(asked).toBeGreaterThan(9500);
    // Poisson arrivals: the sum over arrivals has variance λ ∫ s(t)² dt.
    const deviation =
      Math.sqrt(50 * (seconds * 100 + 2 * 10 * 0.1 * (seconds ** 2 / 2) + 0.01 * (seconds ** 3 / 3))) / 1000 / seconds;
    expect(Math.abs(resource(measured, "db", "cores").busy - expected)).toBeLessThan(3 * deviation);
    expect(deviation / expected).toBeLessThan(0.02);
  });
});

describe("the offered load", () => {
  const grown = shop(
    "ask: { time: 1ms, rows: 1 of orders, index: false }, place: { time: 1ms, write: true, adds: 2 to orders }",
    {
      orders: "rows: 10000, grows: 100/s, row-time: 2us",
      traffic: "rate: 50/s",
    },
  ).replace("[{ query: db.ask }]", "[{ query: db.ask }, { query: db.place }]");
  const busy = (atMs: number): number | undefined =>
    loadsAfter(modelOf(grown), atMs).find(({ resource }) => resource === "cores")?.busy;

  it("at the start, and later with the rows that came by then", () => {
    expect(busy(0)).toBeCloseTo(50 * (0.001 + 0.02 + 0.001), 12);
    expect(busy(100_000)).toBeCloseTo(50 * (0.002 + 2e-6 * (10_000 + 100 * 100 + 50 * 2 * 100)), 12);
  });
  it("reaches the capacity at a moment that is known", () => {
    // 50 · (0.002 + 2e-6 · (10,000 + 200 t)) = 4 cores.
    const t = ((4 / 50 - 0.002) / 2e-6 - 10_000) / 200;
    const found = outgrown(modelOf(grown));
    expect(found).toMatchObject({ part: "db", resource: "cores" });
    expect(found!.atMs / 1000).toBeGreaterThan(t * 0.9999);
    expect(found!.atMs / 1000).toBeLessThan(t * 1.0002);
  });
  it("never does with an index that is added in time, nor where nothing grows", () => {
    const added = `${grown}\ntimeline: { index added: { at: 2min, set: { db.queries.ask.index: true } } }`;
    expect(outgrown(modelOf(added))).toBe(null);
    expect(outgrown(modelOf(shop("ask: { rows: 1 of orders, index: false }")))).toBe(null);
    const late = `${grown}\ntimeline: { index added: { at: 3min, set: { db.queries.ask.index: true } } }`;
    expect(outgrown(modelOf(late))?.atMs).toBeLessThan(180_000);
  });
});

describe("what is said of a scan", () => {
  const scans = (orders: string, index = false): string =>
    shop(`ask: { rows: 20 of orders, index: ${index} }`, { orders, traffic: "rate: 50/s" });
  const growing = "rows: 20000, grows: 1/s, row-time: 2us";
  it("that its table grows is a risk", () => {
    const found = (text: string) => risksOf(modelOf(text)).filter(({ rule }) => rule === "growing-scan");
    expect(found(scans(growing))).toMatchObject([
      { subject: "db.ask", message: expect.stringMatching("twice as long") },
    ]);
    expect(found(scans(growing, true))).toEqual([]);
    expect(found(scans("rows: 20000, row-time: 2us"))).toEqual([]);
  });
  it("an index is proposed, and assumes nothing", () => {
    const proposed = (text: string) =>
      candidatesOf("m.yaml", "x", memoryFiles({ "m.yaml": text })).find(
        ({ change }) => change.name === "db: an index for ask",
      );
    expect(proposed(scans(growing))).toMatchObject({ problem: "", change: { treats: "bad query", complexity: 1 } });
    expect(proposed(scans(growing))?.change.assumes).toBe(undefined);
    expect(proposed(scans(growing, true))).toBe(undefined);
  });
  it("`check` says how much is asked in the end, and when something is full", () => {
    const opened = (text: string): string => {
      const { study, loads } = openStudy("m.yaml", memoryFiles({ "m.yaml": text }), { duration: "50s" });
      return checkText(
        { file: "m.yaml", study: study!, loads, simulated: [] },
        { colour: false, width: 80, verbose: false },
      ).replaceAll(/\s+/g, " ");
    };
    // 50/s · 2 us · 20,000 rows is half of four cores.
    expect(opened(scans(growing))).toMatch(
      "Its load grows: at the end of a run, after 60.0 s, db cores are at 50.1%; db cores are full after 333 min.",
    );
    expect(opened(scans(growing, true))).toMatch("nothing is full within ten years");
    expect(opened(scans("rows: 20000, row-time: 2us"))).not.toMatch("grows");
  });
});

describe("bad input", () => {
  const said = (text: string): string[] =>
    readModel("model.yaml", memoryFiles({ "model.yaml": text })).diagnostics.map(({ message, hint }) =>
      [message, hint].filter((each) => each !== undefined && each !== null).join("; "),
    );
  it.each([
    ["ask: { rows: 20 of order }", '"db" has no table "order"; did you mean "orders"?'],
    ["ask: { rows: twenty }", 'expected rows of a table such as `20 of orders` or `2% of orders`, found "twenty"'],
    ["ask: { rows: 120% of orders }", "a table has no more than 100% of its rows, found 120%"],
    ["ask: { rows: 1.5 of orders }", "must be a whole number of rows, found 1.5"],
    ["ask: { index: false, time: 3ms }", "`index` does nothing here: it looks for no `rows`"],
    ["ask: { time: 3ms, adds: orders }", '"ask" only reads, so it adds nothing; say `write: true`'],
    ["ask: { time: 3ms, adds: order, write: true }", '"db" has no table "order"; did you mean "orders"?'],
    ["ask: {}", "give the `time` of the query, or the `rows` that it looks for"],
  ])("%s", (queries, message) => expect(said(shop(queries))).toEqual([message]));
  it("rows of a database without tables", () =>
    expect(
      said(shop("ask: { rows: 20 of orders }").replace("tables: { orders: { rows: 1023, row-time: 10us } },", "")),
    ).toEqual(['"db" has no tables; say what it has: `tables: { orders: { rows: 1000, row-time: 2us } }`']));
});
