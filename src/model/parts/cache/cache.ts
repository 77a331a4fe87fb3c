import { z } from "zod";
import { Cache } from "../../../components/cache/cache.js";
import { ByChance, ByKey, type CacheContents } from "../../../components/cache/cache-contents.js";
import { KeyStore } from "../../../components/cache/key-store.js";
import { type Breakdowns, whileUp } from "../../../components/faults/breakdowns.js";
import { Deadline } from "../../../components/policies/timeout.js";
import { Hook } from "../../../components/steps/instant-step.js";
import { meanOf } from "../../../engine/random/moments.js";
import { sayIdle } from "../../check/no-effect.js";
import { type Built, partKind, type StepData, stepKind } from "../../language/kinds.js";
import { name, policies } from "../../language/policies.js";
import { writeDuration } from "../../language/values/index.js";
import { unclear } from "../../outline/outline.js";
import { wayTo } from "../../timeline/on-the-way.js";
import type { Assembly } from "../../wiring/assembly.js";
import type { Site } from "../../wiring/site.js";
import { AVAILABILITY, checkPlannedOutages, OUTAGE, plannedBreakdowns } from "../shared/breakdowns.js";
import { gigabytes, MEMORY } from "../shared/memory.js";
import { cacheChanges } from "./changes.js";
import { coldCache } from "./cold-cache.js";
import { fillMs } from "./fill.js";
import { bestHitRate, checkKeys, popularityIn } from "./keys.js";
import { CACHE_EFFECTS, type CacheOptions, cacheOptions } from "./options.js";

export interface BuiltCache extends Built {
  readonly cache: Cache;
  /** Each key goes with this probability, as when one of the processes that hold them begins anew. */
  empty(share: number): void;
  readonly breakdowns: Breakdowns | null;
}

interface Get {
  readonly get: string;
  readonly key?: string | undefined;
  readonly timeout?: number | undefined;
  readonly miss: readonly StepData[];
}

const get = stepKind<Get>({
  verb: "get",
  summary: "looks up in a cache; `miss` runs only on a miss, and fills the cache when it has succeeded",
  schema: (language) =>
    z.strictObject({
      get: name(),
      key: z.string().optional().describe("What is looked up: a request's look-ups of one name ask for the same key"),
      timeout: policies(language).timeout.describe(
        "How long the look-up may take; then it is a miss, and fills nothing",
      ),
      miss: z.lazy(() => language.steps),
    }),
  effects: { get: "known", key: "known", timeout: "cuts short", miss: "known" },
  inside({ get: name, miss }, { parts }) {
    const options = parts[name] as unknown as CacheOptions;
    return [{ under: ["miss"], steps: miss, times: 1 - (options.hit ?? bestHitRate(options)) }];
  },
  visits: ({ get: target, timeout }) => ({
    ...{ target, policies: { timeout }, waits: true, mayHang: false, mayFail: false, effect: "reads" },
    hasFallback: true,
  }),
  write(site, step) {
    const { cache, breakdowns } = site.assembly.part(step.get) as BuiltCache;
    const purpose = `get:${step.get}`;
    const { timeline } = site.assembly;
    const [{ value: keys }] = timeline.course(step.get, (options: CacheOptions) => options.keys);
    const time = timeline.course(step.get, (options: CacheOptions) => options.time);
    const isNamed = keys !== undefined && step.key !== undefined;
    const stream = isNamed ? site.assembly.streams.named(`key:${step.key}`) : site.stream(`${purpose}:hit`);
    const counts = site.assembly.watches.calls(step.get);
    if (counts !== null)
      site.program.add(
        new Hook(() => {
          counts.asked++;
          counts.attempts++;
          counts.calls++;
        }),
      );
    const timeMs = site.samplerOver(`${purpose}:time`, time, [step.get]);
    cache.get(site.program, timeMs, stream, () => site.write(step.miss), mayFail(site, step, breakdowns));
  },
  check(sense, step) {
    const options = sense.part<CacheOptions>(step.get, "cache", [...sense.path, "get"]);
    if (options === null) return sense.steps(step.miss, ["miss"]);
    sense.lookUp(step.get);
    const byChance = "without `keys`, each look-up of the cache hits or misses by chance";
    sayIdle(sense, sense.path, [["key", step.key !== undefined && options.keys === undefined, byChance]]);
    const hit = options.hit ?? bestHitRate(options);
    const miss = (): number => sense.steps(step.miss, ["miss"]);
    const { timeout = Number.POSITIVE_INFINITY } = step;
    if (meanOf(options.time) > timeout)
      sense.warn(
        [...sense.path, "timeout"],
        `a look-up takes ${writeDuration(meanOf(options.time))} in the mean, so most are misses`,
      );
    return (
      Math.min(meanOf(options.time), timeout) +
      sense.either([
        [hit, () => 0],
        [1 - hit, miss],
      ])
    );
  },
  outline(outline, step) {
    const { hit, time } = outline.options<CacheOptions>(step.get);
    if (hit === undefined) return [unclear("keys", outline.steps(step.miss))];
    if (step.timeout !== undefined) return [unclear("timeout", outline.steps(step.miss))];
    const ways = [
      { share: hit, body: [] },
      { share: 1 - hit, body: outline.steps(step.miss) },
    ];
    return [
      { kind: "time", law: time },
      { kind: "either", ways },
    ];
  },
});

/** A cache, by its hit rate or by the keys it holds. */
export const cache = partKind({
  type: "cache",
  summary: "answers a look-up, or has a miss: with a given probability, or by the keys it holds",
  options: cacheOptions,
  effects: CACHE_EFFECTS,
  steps: [get],
  figures: [
    OUTAGE,
    AVAILABILITY,
    { name: "hit rate", measure: "hitRate", unit: "1", goal: "more", summary: "Share of the look-ups that hit" },
    {
      name: "fills",
      measure: "fills",
      unit: "1/s",
      goal: "neither",
      summary: "Keys put in a second, of a cache with `keys`",
    },
  ],
  build(assembly, name, options): BuiltCache {
    const held = contents(assembly, options);
    const cache = new Cache(assembly.flow, name, held);
    const breakdowns = plannedBreakdowns(assembly, name, 1, []);
    for (const verb of ["flush", "down"]) assembly.timeline.when(verb, name, () => held.flush());
    if (held instanceof ByChance)
      assembly.timeline.whenChanged(
        name,
        ({ hit = 0 }: CacheOptions) => hit,
        (hit) => held.become(hit),
      );
    const lots = assembly.streams.named(`empty:${name}`);
    let times = 0;
    const empty = (share: number): void => {
      times++;
      held.drop((key) => lots.uniform(key, times) < share);
    };
    const { meter } = cache;
    const measures = [...meter.measures, ...(breakdowns?.measures ?? [])];
    return { cache, breakdowns, empty, meter: { ...meter, measures } };
  },
  mayChange: [{ at: "time", freely: true }, { at: "hit" }],
  units: { caches: () => 1, [MEMORY]: ({ memory }) => gigabytes(memory) },
  moments: ({ keys }, name) => ({
    slow: [name],
    down: [name],
    throttle: [name],
    ...(keys === undefined ? {} : { flush: [name] }),
  }),
  risks: coldCache,
  changes: cacheChanges,
  check(sense, name, options) {
    checkKeys(sense, ["parts", name], options);
    checkPlannedOutages(sense, name, {});
    const ms = fillMs(options, sense.paces.lookUpsPerMs.get(name) ?? 0);
    sense.paces.settles(name, { ms, what: `${name} fills within about` });
  },
});

/** What a look-up goes through that may leave it without an answer; null: nothing. */
function mayFail(site: Site, { get: name, timeout }: Get, breakdowns: Breakdowns | null): Around | null {
  const way = wayTo(site, name);
  if (way === null && breakdowns === null && timeout === undefined) return null;
  const { program, assembly } = site;
  const { flow } = assembly;
  const refused = (ask: () => void): void => {
    ask(); // It takes as long to be refused.
    whileUp(breakdowns, program, flow.first, () => {});
  };
  const asked = (ask: () => void): void => (way === null ? refused(ask) : way(() => refused(ask)));
  if (timeout === undefined) return asked;
  const deadline = new Deadline(flow, timeout, flow.addCause("timeout", name));
  return (ask) => deadline.around(program, () => asked(ask));
}

type Around = (ask: () => void) => void;

function contents({ flow }: Assembly, { hit = 0, keys, capacity, keeps, ttl, expires }: CacheOptions): CacheContents {
  if (keys === undefined) return new ByChance(flow, hit);
  const store = new KeyStore({ keys: keys.count, capacity, keeps, ttlMs: ttl ?? Number.POSITIVE_INFINITY, expires });
  return new ByKey(flow, popularityIn(keys), store);
}
