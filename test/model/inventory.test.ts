import { expect, it } from "vitest";
import { defineModel } from "../../src/library/define-model.js";
import { inventoryOf } from "../../src/model/check/inventory.js";
import { nodeFiles } from "../../src/model/source/node-files.js";
import { readModel } from "../../src/model/source/read-model.js";

it("counts the shop's last stage as one would by hand", () => {
  const { model } = readModel("models/shop/7-queue.yaml", nodeFiles);
  const { units, complexity } = inventoryOf(model!);
  const counted = Object.fromEntries([...units, ...complexity].map(({ what, count }) => [what, count]));
  expect(counted).toMatchObject({
    "service instances": 3,
    cores: 3 * 3 + 3 + 2 * 3, // Web, primary, replicas.
    databases: 1,
    "read replicas": 2,
    "pooled connections": 36,
    caches: 2,
    "work queues": 1,
    workers: 4,
    parts: 5,
    "deepest chain of hops": 1,
    policies: 1,
  });
  // Browse: two look-ups and a query for what is not in the catalogue; search: one; checkout: two, a message and its two.
  expect(counted["hops per request of shoppers"]).toBeCloseTo(0.75 * (2 + misses(200, 120)) + 0.17 + 0.08 * 5, 6);
});

/** Share of the look-ups that miss an LRU cache of keys by Zipf's law, exponent 1 (Che, Tung & Wang, 2002). */
function misses(keys: number, capacity: number): number {
  const weights = Array.from({ length: keys }, (_, i) => 1 / (i + 1));
  const whole = weights.reduce((a, b) => a + b, 0);
  const held = (n: number) => weights.reduce((sum, w) => sum + 1 - Math.exp((-w / whole) * n), 0);
  let [low, high] = [0, 1e6];
  for (let i = 0; i < 100; i++)
    [low, high] = held((low + high) / 2) < capacity ? [(low + high) / 2, high] : [low, (low + high) / 2];
  return weights.reduce((sum, w) => sum + (w / whole) * Math.exp((-w / whole) * low), 0);
}

it("counts a hop as often as it happens: rounds, branches and shares; a fallback not at all", () => {
  const query = { query: "db.read" };
  const model = defineModel({
    version: 1,
    traffic: { users: { rate: "1/s", to: "web.page" } },
    parts: {
      web: {
        type: "service",
        instances: 3,
        endpoints: {
          page: [
            { repeat: 4, steps: [query] },
            { parallel: [{ times: 2, steps: [query] }] },
            {
              choose: [
                { share: "25%", steps: [query] },
                { share: "75%", steps: [] },
              ],
            },
            { ...query, fallback: [query] },
          ],
        },
      },
      db: { type: "database", pool: { connections: 5, per: "instance" }, queries: { read: { time: "1ms" } } },
    },
  });
  const { units, complexity } = inventoryOf(model);
  expect(complexity.find(({ what }) => what.startsWith("hops"))?.count).toBeCloseTo(4 + 2 + 0.25 + 1, 9);
  expect(units.find(({ what }) => what === "pooled connections")?.count).toBe(15);
});
