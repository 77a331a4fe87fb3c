/** Named data: their keys, how a file gives them, and what is wrong with some. */
import { expect, it } from "vitest";
import { memoryFiles } from "../../src/model/source/index.js";
import { readModel } from "../../src/model/source/read-model.js";
import { measure, modelOf, simulate } from "../simulate.js";

const shop = (data: string, query = "of: product", traffic = ""): string => `
version: 1
traffic: { load: { rate: 100/s, to: web.page ${traffic} } }
${data === "" ? "" : `data: { ${data} }`}
parts:
  web: { type: service, endpoints: { page: [query: db.read, query: db.write] } }
  db: { type: database, queries: { read: { time: 1ms, ${query} }, write: { time: 1ms, write: true } } }`;

const said = (text: string): string[] =>
  readModel("model.yaml", memoryFiles({ "model.yaml": text })).diagnostics.map(
    ({ severity, message, hint }) => `${severity}: ${message}${hint ? ` (${hint})` : ""}`,
  );

it("reads keys, popularity and size", () => {
  const { data } = modelOf(shop("product: { keys: 50k, popularity: zipf(0.9), size: 4KB }"));
  const size = { kind: "constant", value: 4000 };
  expect(data).toEqual({ product: { keys: 50_000, popularity: { kind: "zipf", exponent: 0.9 }, size } });
  expect(modelOf(shop("product: { keys: 1M }")).data.product.popularity).toEqual({ kind: "uniform" });
  const hot = modelOf(shop("product: { keys: 2000, popularity: 'hot(keys 100, share 50%)' }"));
  expect(hot.data.product.popularity).toEqual({ kind: "hot", keys: 100, share: 0.5 });
});

it.each([
  ["product: { keys: 0 }", "must be at least 1, found 0"],
  ["product: { keys: 2M }", "must be at most 1000000, found 2000000"],
  ["product: { keys: 2.5 }", "must be a whole number, found 2.5"],
  ["product: { keys: 50m }", 'unknown unit "m" (did you mean 50M?)'],
  ["product: { keys: 50, popularity: zipf }", '"zipf" is not a popularity (write zipf(0.9))'],
  ["product: { keys: 50, popularity: zip(1) }", '"zip(1)" is not a popularity (write zipf(0.9))'],
  ["product: { keys: 50, popularity: zipf(11) }", "an exponent is at most 10, found 11"],
  ["product: { keys: 50, popularity: 'hot(50%)' }", '"hot(50%)" is not a popularity (write hot(keys 100, share 50%))'],
  [
    "product: { keys: 50, popularity: 'hot(keys 50, share 60%)' }",
    "50 of 50 keys cannot be the hot ones: fewer than all are",
  ],
])("%s", (data, message) => expect(said(shop(data))).toEqual([`error: ${message}`]));

it("names data that are not declared, or that nothing speaks of", () => {
  expect(said(shop(""))).toEqual([
    'error: there is no data "product" (declare it: `data: { product: { keys: 50k } }`)',
  ]);
  expect(said(shop("produkt: { keys: 5 }"))).toEqual(['error: there is no data "product" (did you mean "produkt"?)']);
});

it("names data that nothing speaks of", () =>
  expect(said(shop("product: { keys: 5 }, user: { keys: 5 }"))).toEqual([
    'warning: nothing speaks of "user" (say `of: user` where it is read or written)',
  ]));

it("a step's key needs a query of something", () => {
  const text = shop("customer: { keys: 9 }", "fails: 0%", ", by: customer").replace(
    "query: db.read",
    "{ query: db.read, key: b }",
  );
  expect(said(text)).toEqual(["warning: `key` does nothing here: `db.read` is `of` nothing"]);
});

it("all sources that say whose their requests are say it by the same data", () => {
  const text = shop("customer: { keys: 9 }, staff: { keys: 3 }", "of: customer", ", by: customer").replace(
    "traffic: {",
    "traffic: { back-office: { rate: 1/s, to: web.page, by: staff },",
  );
  expect(said(text)).toEqual([
    "error: requests of back-office are by staff: all that say whose they are must say it by the same data",
  ]);
});

/** The share of reads, at a replica that has nothing yet, that miss a write of their own request: of the same key. */
function sameKey(steps: string, traffic = "rate: 100/s", named = "ownMissed"): number {
  const text = `
version: 1
traffic: { load: { ${traffic}, to: web.page } }
data: { product: { keys: 1M }, customer: { keys: 1000 } }
parts:
  web: { type: service, endpoints: { page: [${steps}] } }
  jobs: { type: work-queue, workers: 100, steps: [query: db.read] }
  db:
    type: database
    replicas: { count: 1, lag: 1h, reads: [read, profile] }
    queries:
      read: { time: 0ms, of: product }
      profile: { time: 0ms, of: customer }
      write: { time: 0ms, of: product, write: true }
      flaky: { time: 0ms, of: product, write: true, fails: 50% }
      rename: { time: 0ms, of: customer, write: true }`;
  return measure(simulate(text), "db", named) as number;
}

it.each([
  ["all steps of a request are about the same key", "query: db.write, query: db.read", 1],
  ["another key where a step says so", "{ query: db.write, key: other }, { query: db.read }", 0],
  ["the same other key", "{ query: db.write, key: other }, { query: db.read, key: other }", 1],
  ["every attempt asks for the same", "{ query: db.flaky, retry: { attempts: 50 } }, { query: db.read }", 1],
  ["and what is timed", "{ query: db.write, timeout: 5ms }, { query: db.read, timeout: 5ms }", 1],
  ["and a message", "{ query: db.write }, { publish: jobs }", 1],
  ["every round of a loop is about another", "{ repeat: 2, steps: [query: db.write] }, { query: db.read }", 0],
  ["but all of a round about the same", "{ repeat: 2, steps: [query: db.write, query: db.read] }", 1],
  ["and so is a loop in a loop", "{ repeat: 2, steps: [query: db.write, { repeat: 1, steps: [query: db.read] }] }", 0],
  [
    "of copies that are all needed, only the first",
    "{ query: db.write }, { parallel: [{ times: 2, steps: [query: db.read] }] }",
    0.5,
  ],
  [
    "all copies of which one is enough",
    "{ query: db.write }, { parallel: [{ times: 2, steps: [query: db.read] }], needs: 1 }",
    1,
  ],
])("%s", (_, steps, share) => expect(sameKey(`${steps}`)).toBe(share));

it("a user is always the same customer; of open traffic each request has one of its own", () => {
  const steps = "query: db.profile, query: db.rename";
  const users = sameKey(steps, "users: 5, think: 10ms, by: customer", "customerMissed");
  expect(users).toBeGreaterThan(0.9); // All but the first read of each: replicas have nothing.
  expect(users).toBeLessThan(1);
  const open = sameKey(steps, "rate: 100/s, by: customer", "customerMissed");
  expect(open).toBeLessThan(0.2); // About a hundred of a thousand customers have been there before.
  expect(open).toBeGreaterThan(0);
});
