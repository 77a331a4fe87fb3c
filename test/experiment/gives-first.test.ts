/** What gives first is the cause: cores, and not the threads that are held while their requests wait for them. */
import { expect, it } from "vitest";
import { heldWithin } from "../../src/experiment/findings/held-within.js";
import { studyOf, variantOf } from "./study.js";

const shop = (browse: string, db = "") => `
version: 1
traffic: { users: { rate: 1000/s, to: web.browse } }
run: { duration: 20s, warm-up: 0s, replications: 1 }
parts:
  web:
    type: service
    threads: 3
    endpoints: { browse: [{ delay: 1ms }, ${browse}] } # So that threads are fuller than cores.
  db:
    type: database
    cores: 1
    connections: 30
    ${db}
    queries: { product: { time: exponential(5ms) } }
  catalogue: { type: cache, keys: { count: 1000, zipf: 0.5 }, capacity: 10 }
`;

it.each([
  ["a query", "query: db.product"],
  ["a query in parallel", "parallel: [{ steps: [{ query: db.product }] }, { steps: [{ delay: 1ms }] }]"],
  ["what is fetched on a miss of a cache with keys", "get: catalogue, key: product, miss: [{ query: db.product }]"],
])("behind %s", async (_, step) => {
  const { saturation } = await variantOf(shop(`{ ${step} }`));
  expect(saturation.map(({ part, resource }) => `${part} ${resource}`)).toEqual(["db cores", "web threads"]);
});

it("holds what is held, and not the other way round nor what nothing waits for", () => {
  const [{ model }] = studyOf({ "model.yaml": shop("{ query: db.product }", "pool: { connections: 5 }") }).variants;
  const holds = heldWithin(model);
  const [threads, pool, cores] = ["web threads", "db pool", "db cores"].map((name) => {
    const [part, resource] = name.split(" ") as [string, string];
    return { part, resource };
  });
  expect(holds(threads!, pool!)).toBe(true);
  expect(holds(threads!, cores!)).toBe(true);
  expect(holds(pool!, cores!)).toBe(true);
  expect(holds(cores!, threads!)).toBe(false);
  expect(holds(threads!, threads!)).toBe(false);
});

it("holds nothing while messages are worked on", () => {
  const mail = "mail: { type: work-queue, workers: 1, steps: [{ query: db.product }] }\n  catalogue:";
  const text = shop("{ publish: mail }").replace("catalogue:", mail);
  const holds = heldWithin(studyOf({ "model.yaml": text }).variants[0]!.model);
  const cores = { part: "db", resource: "cores" };
  expect(holds({ part: "mail", resource: "workers" }, cores)).toBe(true);
  expect(holds({ part: "web", resource: "threads" }, cores)).toBe(false);
});
