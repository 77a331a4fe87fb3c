/**
 * Web-like models of every sort, made up from a number: far from their capacity, near it, and beyond it. The work is
 * drawn first, and then made so many times as long that the resource of which most is asked has the load drawn.
 */

import { defineModel } from "../../../src/library/define-model.js";
import { checkSense } from "../../../src/model/check/check-sense.js";
import type { Model, ModelInput } from "../../../src/model/language/model.js";
import { cache, database, workQueue } from "./behind.js";
import { Dice } from "./dice.js";
import { type Data, type EndpointName, service } from "./services.js";
import { Times } from "./times.js";
import { type Asked, traffic } from "./traffic.js";

/** As a file would hold it, without objectives. */
export function webModel(seed: number): Data {
  const load = loadOf(new Dice(seed, "load"));
  const { data, asked } = drawn(seed, 1);
  const fullest = fullestLoad(opened(data, asked));
  return drawn(seed, fullest > 0 ? load / fullest : 1).data;
}

/** Of the resource of which most is asked. */
function loadOf(dice: Dice): number {
  const kind = dice.unit();
  if (kind < 0.3) return dice.between(0.15, 0.7);
  if (kind < 0.55) return dice.between(0.7, 0.9);
  if (kind < 0.75) return dice.between(0.9, 0.98);
  if (kind < 0.9) return dice.between(0.98, 1.06);
  return dice.between(1.06, 2);
}

function drawn(seed: number, factor: number): { data: Data; asked: Asked } {
  const dice = new Dice(seed, "model");
  const times = new Times(dice, factor);
  const asked = traffic(dice, times);
  const names = Object.keys(asked.mix) as EndpointName[];
  const isPlain = dice.chance(0.15);
  const has = (share: number): boolean => dice.chance(share) && !isPlain;
  const hasDatabase = has(0.75);
  const hasCache = has(0.4) && hasDatabase;
  const hasQueue = has(0.25);
  const hasApi = has(0.35);
  const around = { hasDatabase, hasCache, hasQueue };
  const parts: Data = { web: service(dice, times, names, { ...around, calls: hasApi ? "api.browse" : null }) };
  if (hasApi) parts.api = service(dice, times, ["browse"], { ...around, hasQueue: false, calls: null });
  if (hasDatabase) parts.db = database(dice, times);
  if (hasCache) parts.cache = cache(dice, times);
  if (hasQueue) parts.jobs = workQueue(dice, times, hasDatabase);
  const run = runOf(dice);
  return { data: { version: 1, traffic: { users: asked.source }, parts, ...run }, asked };
}

/** Most say nothing and have the default. */
const runOf = (dice: Dice): Data =>
  dice.chance(0.7)
    ? {}
    : { run: { duration: dice.pick("15s", "30s", "60s"), "warm-up": dice.pick("0s", "5s", "10s") } };

/** The same asked of it without waiting for answers, so that its loads are known. */
function opened(data: Data, { perSecond, source }: Asked): Model {
  const { users, think, ...open } = source;
  return defineModel({
    ...data,
    traffic: { users: users === undefined ? open : { ...open, rate: `${perSecond}/s` } },
  } as unknown as ModelInput);
}

const fullestLoad = (model: Model): number =>
  checkSense(model, () => null).loads.reduce((most, { busy, capacity }) => Math.max(most, busy / capacity), 0);
