/** What stands behind the services: databases, caches and work queues. */
import type { Dice } from "./dice.js";
import type { Data } from "./services.js";
import type { Times } from "./times.js";

export function database(dice: Dice, times: Times): Data {
  const made: Data = {
    type: "database",
    queries: {
      read: { time: times.work(8) },
      list: { time: times.work(dice.pick(20, 80)), ...(dice.chance(0.1) ? { fails: "1%" } : {}) },
      write: { time: times.work(12), write: true },
    },
  };
  if (dice.chance(0.8)) made.cores = dice.pick(1, 2, 4);
  if (dice.chance(0.7))
    made.pool = {
      connections: dice.pick(2, 5, 20),
      ...(dice.chance(0.2) ? { acquire: times.ms(dice.spread(50, 1000)) } : {}),
      ...(dice.chance(0.2) ? { per: "instance" } : {}),
    };
  if (dice.chance(0.25))
    made.replicas = {
      count: dice.pick(1, 2),
      lag: times.ms(20),
      replay: "30%",
      reads: dice.pick<unknown>("all", ["read"]),
    };
  return made;
}

/** By a hit rate; or by keys, which fill it from empty: the slower, the more there are. */
export function cache(dice: Dice, times: Times): Data {
  const made: Data = { type: "cache", time: times.ms(0.5) };
  if (dice.chance(0.6)) return { ...made, hit: dice.pick("50%", "80%", "95%") };
  const count = dice.pick(100, 1000, 5000);
  made.keys = { count, zipf: dice.pick(0, 0.8, 1.1) };
  if (dice.chance(0.7)) made.capacity = Math.ceil(count * dice.pick(0.1, 0.4));
  if (dice.chance(0.3)) made.ttl = dice.pick("10s", "60s", "300s");
  return made;
}

export function workQueue(dice: Dice, times: Times, hasDatabase: boolean): Data {
  const made: Data = {
    type: "work-queue",
    workers: dice.pick(1, 2, 8),
    steps: [
      { delay: times.work(dice.pick(20, 100)) },
      ...(hasDatabase && dice.chance(0.3) ? [{ query: "db.write" }] : []),
    ],
  };
  if (dice.chance(0.2)) made.limit = dice.pick(20, 500);
  return made;
}
