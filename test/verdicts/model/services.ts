/** Services with endpoints of very different speeds, and how they call each other. */
import type { Dice } from "./dice.js";
import type { Times } from "./times.js";

export type Data = Record<string, unknown>;

/** What an endpoint may use. */
export interface Around {
  readonly hasDatabase: boolean;
  readonly hasCache: boolean;
  readonly hasQueue: boolean;
  readonly calls: string | null; // An endpoint of another service.
}

/** With their mean work; the last is rare and slow. */
const ENDPOINTS = { status: 2, browse: 15, search: 40, checkout: 60, report: 1500 };

export type EndpointName = keyof typeof ENDPOINTS;

/** Shares of the traffic, which add up to 100 %. */
export function mixOf(dice: Dice): Partial<Record<EndpointName, number>> {
  const common = dice.some<EndpointName>(["status", "browse", "search", "checkout"], dice.whole(1, 3));
  const rare = dice.chance(0.25) ? dice.pick(0.2, 0.5, 1, 2) : 0;
  const weights = common.map(() => dice.whole(1, 6));
  const whole = weights.reduce((a, b) => a + b, 0);
  const shares = weights.map((weight) => Math.round(((100 - rare) * weight * 10) / whole) / 10);
  shares[0] = Number((shares[0]! + 100 - rare - shares.reduce((a, b) => a + b, 0)).toFixed(1));
  const mix: Partial<Record<EndpointName, number>> = Object.fromEntries(common.map((name, i) => [name, shares[i]!]));
  if (rare > 0) mix.report = rare;
  return mix;
}

export function policies(dice: Dice, times: Times, meanMs: number): Data {
  const made: Data = {};
  if (dice.chance(0.25)) made.timeout = times.ms(meanMs * dice.spread(3, 60));
  if (dice.chance(0.15)) made.deadline = times.ms(meanMs * dice.spread(3, 60));
  if (dice.chance(0.25))
    made.retry = {
      attempts: dice.pick(2, 2, 3),
      backoff: times.ms(meanMs * dice.pick(0.5, 2)),
      jitter: dice.pick("none", "full"),
      ...(dice.chance(0.5) ? { budget: dice.pick("10%", "50%") } : {}),
    };
  if (dice.chance(0.05)) made.breaker = { failures: dice.pick(3, 10), open: times.ms(meanMs * 50) };
  if (dice.chance(0.1)) made.fallback = "continue";
  return made;
}

/** Some of its mean on the cores, the rest where it waits for others. */
function steps(dice: Dice, times: Times, meanMs: number, around: Around, verb: "cpu" | "delay"): Data[] {
  const own = { [verb]: times.work(meanMs * dice.between(0.3, 1)) };
  const query = { query: `db.${dice.pick("read", "list")}`, ...policies(dice, times, meanMs) };
  const looked = dice.chance(0.7) && around.hasCache ? { get: "cache", key: "item", miss: [query] } : query;
  return [
    own,
    ...(around.hasDatabase && dice.chance(0.8) ? [looked] : []),
    ...(around.calls !== null && dice.chance(0.6) ? [{ call: around.calls, ...policies(dice, times, meanMs) }] : []),
    ...(around.hasDatabase && dice.chance(0.2) ? [{ query: "db.write", ...policies(dice, times, meanMs) }] : []),
    ...(around.hasQueue && dice.chance(0.6) ? [{ publish: "jobs" }] : []),
    ...(dice.chance(0.05) ? [{ fail: dice.pick("0.5%", "2%") }] : []),
  ];
}

export function service(dice: Dice, times: Times, names: readonly EndpointName[], around: Around): Data {
  const hasCores = dice.chance(0.6);
  const isLimited = !hasCores || dice.chance(0.7);
  const instances = dice.pick(1, 1, 1, 2, 3, 4);
  const made: Data = {
    type: "service",
    instances,
    balance: dice.pick("round-robin", "random", "least-connections", "power-of-two"),
    endpoints: Object.fromEntries(
      names.map((name) => [name, steps(dice, times, ENDPOINTS[name], around, hasCores ? "cpu" : "delay")]),
    ),
  };
  if (hasCores) made.cores = dice.pick(1, 1, 2, 4);
  if (isLimited) made.threads = hasCores ? dice.pick(4, 16, 64) : dice.pick(1, 2, 4, 8, 32);
  if (isLimited && dice.chance(0.15)) made.queue = dice.pick(0, 5, 50);
  if (isLimited && dice.chance(0.1)) made.patience = times.work(dice.spread(50, 2000));
  const order = dice.unit();
  if (isLimited && order < 0.1) made.order = dice.pick("last-come-first-served", "random-order");
  if (isLimited && order > 0.9 && names.length > 1) made.priority = [dice.pick(...names)];
  if (dice.chance(0.2)) made.network = times.ms(dice.pick(0.5, 5));
  if (hasCores && dice.chance(0.1)) Object.assign(made, { contention: "3%", coherency: "0.05%" });
  if (dice.chance(0.06)) Object.assign(made, breakdowns(dice, instances, hasCores));
  if (dice.chance(0.04)) made["cold-start"] = { time: times.ms(300), idle: times.ms(dice.pick(100, 5000)) };
  return made;
}

/** In seconds as they are: a machine does not fail more often because requests are short. */
const breakdowns = (dice: Dice, instances: number, hasCores: boolean): Data => ({
  breakdowns: {
    up: `exponential(${dice.pick(20, 60, 300)}s)`,
    down: `exponential(${dice.pick(1, 5, 20)}s)`,
    work: hasCores ? dice.pick("lost", "repeats", "resumes") : "lost", // Only cores stand still.
  },
  ...(instances > 1 ? { "health-check": { every: "500ms", failures: 2 } } : {}),
});
