/**
 * The saturation throughput of a system: its arrivals are replaced by an endless backlog, and its output is measured.
 * Loads below it are stable, loads above are not (Baccelli & Foss, On the saturation rule for the stability of queues,
 * J. Appl. Prob. 32, 1995). It sees what the analytic load does not, such as threads that are held while a connection
 * is waited for. Necessary, not sufficient, where there are several classes of requests.
 */

import type { Estimate } from "../../analysis/findings/findings.js";
import { noEstimate } from "../../analysis/statistics/confidence.js";
import { SETTLED_AFTER } from "../../analysis/steadiness/run-until.js";
import { stuckWords } from "../../analysis/steadiness/stuck-words.js";
import { senseOf } from "../../model/check/check-sense.js";
import type { OfferedLoad } from "../../model/check/sense.js";
import type { Model } from "../../model/language/model.js";
import { writeDuration } from "../../model/language/values/index.js";
import { offeredRate } from "../../model/traffic/rate.js";
import { usersOf } from "../../model/traffic/traffic.js";
import { type Measurements, utilisationByInstance } from "../../model/wiring/measurements.js";
import { CutShort, cutShortWords } from "../findings/cut-short.js";
import { type Busy, bottleneckOf } from "../findings/held-within.js";
import { allEndpoints, level } from "../findings/replication-estimates.js";
import type { Job } from "../plan/study.js";
import { timeScalesOf } from "../precision/time-scales.js";
import { BACKLOG, backlogged, usersFor } from "./backlog.js";
import { isAside } from "./overloaded-resource.js";

export interface Saturation {
  readonly perSecond: Estimate; // Of all sources together, in the proportions of the model.
  readonly offered: number; // Highest rate of all sources together [1/s].
  readonly binding: Pick<Busy, "part" | "resource"> | null; // Null: no limited resource is saturated.
}

const REPLICATIONS = 5;
const REQUESTS = 12_000; // Of each replication: a second or two of work.
const MOST_TO_SETTLE = 300_000; // Until caches are full and the slowest requests have ended.
/**
 * Share of the users who think at any time, so that time passes where they are refused at once (a breakdown, an open
 * breaker).
 */
const THINKING = 0.001;

/** @param run simulates a job @returns null without open traffic or without a limited resource */
export async function saturationRun(
  model: Model,
  seed: string,
  run: (job: Job) => Promise<Measurements>,
): Promise<Saturation | null> {
  const offered = Object.values(usersOf(model.traffic)).reduce(
    (sum, { rate }) => sum + (rate === undefined ? 0 : offeredRate(rate)),
    0,
  );
  const { loads } = senseOf(model);
  const most = Math.max(0, ...loads.map(({ busy, capacity }) => busy / capacity));
  if (most === 0 || Object.values(model.traffic).some(({ users }) => users !== undefined)) return null;
  const users = usersFor(
    model,
    loads.reduce((sum, { capacity }) => sum + capacity, 0),
  );
  const eachMs = (1000 * most) / offered; // Between answers, at best.
  const endless = backlogged(model, users, users * eachMs * THINKING);
  const durationMs = REQUESTS * eachMs;
  const { slowest } = timeScalesOf(model).all;
  const warmUpMs = Math.max(3 * users * eachMs, SETTLED_AFTER * slowest.ms);
  if (warmUpMs > MOST_TO_SETTLE * eachMs) {
    const reason = `too short a run: ${slowest.what} ${writeDuration(Number(slowest.ms.toPrecision(2)))}`;
    return { perSecond: noEstimate(reason), offered, binding: null };
  }
  const plan = {
    seed: `${seed}/saturation`,
    warmUpMs,
    durationMs,
    binMs: durationMs,
    coolDownMs: 0,
  };
  const runs = await Promise.all(
    Array.from({ length: REPLICATIONS }, (_, replication) => run({ model: endless, plan: { ...plan, replication } })),
  );
  for (const { cutShort } of runs) if (cutShort?.why === "time stands still") throw new CutShort(cutShort, model);
  const [short] = runs.flatMap(({ cutShort }) => cutShort ?? []);
  if (short !== undefined) {
    const reason = `a run was cut short: ${cutShortWords(short, model)}`;
    return { perSecond: noEstimate(reason), offered, binding: null };
  }
  const [standing] = runs.flatMap(({ standstill }) => standstill ?? []);
  if (standing !== undefined) {
    const reason = `requests wait for each other for ever where none gives up: ${stuckWords(standing)}`;
    return { perSecond: noEstimate(reason), offered, binding: null };
  }
  const answers = runs.map(({ endpoints }) => sum(allEndpoints(endpoints).answersThenByBin) * (1000 / durationMs));
  const found = bottleneckOf(endless, busyIn(runs));
  const binding = found !== null && found.part === BACKLOG ? { ...found, part: ownerOf(model) } : found;
  const measured = { perSecond: level(answers), offered, binding };
  return cappedByLoad(measured, model, loads);
}

/**
 * Queues of messages can grow behind a backlog of requests, since no request waits for them; and what a source may send
 * is not limited in a backlog that stands for all of them.
 */
function cappedByLoad(measured: Saturation, { parts }: Model, loads: readonly OfferedLoad[]): Saturation {
  const [slowest] = loads
    .filter(({ part, busy }) => (isAside(parts[part]) || parts[part] === undefined) && busy > 0)
    .map(({ part, resource, busy, capacity }) => ({ part, resource, most: (measured.offered * capacity) / busy }))
    .toSorted((a, b) => a.most - b.most);
  if (slowest === undefined || measured.perSecond.value === null || slowest.most >= measured.perSecond.value)
    return measured;
  const { part, resource, most } = slowest;
  const isOfSource = parts[part] === undefined;
  const reason = isOfSource ? "by what a source may send" : "by the load of the messages, if workers wait for nothing";
  return { ...measured, perSecond: { value: most, low: null, high: null, reason }, binding: { part, resource } };
}

/** Of a limit on traffic, which the backlog has of a source that is alone. */
const ownerOf = ({ traffic }: Model): string => Object.keys(usersOf(traffic))[0]!;

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

function busyIn(runs: readonly Measurements[]): Busy[] {
  return runs[0]!.parts.flatMap(({ name, resources }, p) =>
    resources.flatMap(({ name: resource, capacity }, r) => {
      const each = runs.map(({ parts }) => parts[p]!.resources[r]!);
      const busy = sum(each.map((one) => one.busy)) / runs.length;
      const hottest = sum(each.map((one) => Math.max(...utilisationByInstance(one, one.capacity)))) / runs.length;
      return capacity === null ? [] : [{ part: name, resource, utilisation: Math.max(busy / capacity, hottest) }];
    }),
  );
}
