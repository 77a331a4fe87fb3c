/** Theory of shards: each a queue of its own, with arrivals of its share of the keys. */
import { expect, it } from "vitest";
import { variantOf } from "./study.js";

const model = (traffic: string, database: string): string => `
version: 1
traffic: { users: { ${traffic}, to: web.page } }
data: { key: { keys: 1000, popularity: zipf(1) }, other: { keys: 50 }, few: { keys: 4, popularity: 'hot(keys 1, share 100%)' } }
parts:
  web: { type: service, endpoints: { page: [query: db.read] } }
  db: { type: database, ${database} }
run: { duration: 5min, warm-up: 20s, replications: 8, seed: shards }
`;

const told = async (traffic: string, database: string): Promise<string[]> => {
  const { theory } = await variantOf(model(traffic, database));
  return theory.map(
    ({ part, resource, form, quantity, agrees, reason }) =>
      `${part} ${resource ?? ""}: ${form}, ${quantity}, ${agrees === null ? reason : agrees ? "agrees" : "DISAGREES"}`,
  );
};

const SHARDS = "shards: { count: 4, by: key, place: modulo }";
const IN_TURN = "scheduling: first-come-first-served";

it("by key, M/M/1 each, with a rate of its own", async () => {
  const found = await told(
    "rate: 200/s",
    `cores: 1, ${IN_TURN}, ${SHARDS}, queries: { read: { time: exponential(10ms), of: key } }`,
  );
  expect(found).toEqual([
    "db cores: utilisation law, utilisation, agrees",
    "db cores: M/M/1 each, mean wait, agrees",
    "web.page : M/M/1, mean latency, agrees",
  ]);
});

it("with shared cores, and calls of two shards of four", async () => {
  const found = await told(
    "rate: 300/s",
    `cores: 2, ${SHARDS}, queries: { read: { time: exponential(10ms), of: other, on: 2 } }`,
  );
  expect(found).toEqual([
    "db cores: utilisation law, utilisation, agrees",
    "db cores: M/G/2-PS each, mean wait, agrees",
  ]);
});

it("knows not which shards a few users ask", async () => {
  const found = await told(
    "users: 20, think: 100ms",
    `cores: 1, ${SHARDS}, queries: { read: { time: exponential(10ms), of: key } }`,
  );
  expect(found).toEqual(['db cores: none, , theory does not know "which shards users ask"']);
});

it("judges no wait that is too rare to be seen, and takes the form of a shard that is asked", async () => {
  const found = await told(
    "rate: 200/s",
    "cores: 4, shards: { count: 4, by: few, place: modulo }, queries: { read: { time: 0.1ms, of: few } }",
  );
  expect(found).toEqual(["db cores: utilisation law, utilisation, agrees"]);
  const seldom = await told(
    "rate: 200/s",
    `cores: 1, ${IN_TURN}, shards: { count: 4, by: few, place: modulo }, queries: { read: { time: 1ms, of: few } }`,
  );
  expect(seldom).toContain("db cores: M/D/1 each, mean wait, agrees");
});
