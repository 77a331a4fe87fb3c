/** The step that looks up in a cache. */
import { z } from "zod";
import { ByKey } from "../../../components/cache/by-key.js";
import { get as writeGet } from "../../../components/cache/cache.js";
import type { Answered, ByChance, LookUp } from "../../../components/cache/cache-contents.js";
import { meanOf } from "../../../engine/random/moments.js";
import { sayIdle } from "../../check/no-effect.js";
import type { Sense } from "../../check/sense.js";
import { type StepData, stepKind } from "../../language/kinds.js";
import { name } from "../../language/policies.js";
import { writeDuration } from "../../language/values/index.js";
import { unclear } from "../../outline/outline.js";
import { policies } from "../../policies/catalogue.js";
import { overLinkOutline } from "../network-link/outline.js";
import { overLink } from "../network-link/sense.js";
import { checkCaller, countCalls, holdersAt, keyAsked, mayFail } from "./asking.js";
import type { BuiltCache } from "./cache.js";
import { bestHitRate, expectedHitRate } from "./hit-rate.js";
import { type Asked, askedOf } from "./keys.js";
import type { CacheOptions } from "./options.js";

interface Get {
  readonly get: string;
  readonly key?: string | undefined;
  readonly timeout?: number | undefined;
  readonly miss: readonly StepData[];
}

export const get = stepKind<Get>({
  verb: "get",
  alsoCalled: "cache lookup look-up cache-get read-cache",
  otherWords: { keys: { miss: "on-miss otherwise else fallback" } },
  summary: "looks up in a cache; `miss` runs only on a miss, and fills the cache when it has succeeded",
  examples: "- { get: catalogue, key: product, timeout: 20ms, miss: [{ query: db.product }] }",
  schema: (language) =>
    z.strictObject({
      get: name().describe("The cache"),
      key: z
        .string()
        .optional()
        .describe(
          "A name for the key that is looked up: look-ups of a request under the same name ask for the same key",
        ),
      timeout: policies(language).timeout.describe(
        "How long the look-up may take; after that it counts as a miss, and fills nothing",
      ),
      miss: z
        .lazy(() => language.steps)
        .describe("What is done on a miss: it fetches the value, which the cache then holds"),
    }),
  effects: { get: "known", key: "known", timeout: "cuts short", miss: "known" },
  inside({ get: name, miss }, model) {
    const options = model.parts[name] as unknown as CacheOptions;
    return [{ under: ["miss"], steps: miss, times: 1 - expectedHitRate(askedOf(options, model), options) }];
  },
  visits: ({ get: target, timeout }) => ({
    ...{ target, policies: { timeout }, as: "look-up", waits: true, mayHang: false, mayFail: false, effect: "reads" },
    hasFallback: true,
  }),
  write(site, step) {
    const built = site.assembly.part(step.get) as BuiltCache;
    const { assembly, program } = site;
    const { contents } = built;
    const purpose = `get:${step.get}`;
    const time = assembly.timeline.course(step.get, (options: CacheOptions) => options.time);
    countCalls(site, step.get);
    const timeMs = site.samplerOver(`${purpose}:time`, time, [step.get]);
    const around = mayFail(site, step.get, step.timeout, built.breakdowns);
    const { flow } = assembly;
    if (!(contents instanceof ByKey)) {
      const stream = site.stream(`${purpose}:hit`);
      const lookUp = (answered: Answered): LookUp => (contents as ByChance).lookUp(stream, answered);
      return writeGet(flow, program, timeMs, around, lookUp, () => site.write(step.miss));
    }
    const keyOf = keyAsked(site, step.get, step.key);
    const holders = holdersAt(site, contents, built.perInstance);
    const mainOrRefresh = site.sameDraws();
    writeGet(
      flow,
      program,
      timeMs,
      around,
      (answered) => {
        const lookUp = contents.lookUp(keyOf, holders, answered);
        if (contents.options.servesStale)
          lookUp.refreshes(site.machine === null ? [] : [site.machine.instance], (refresh) =>
            mainOrRefresh(() => site.on(site.machine, refresh).write(step.miss)),
          );
        return lookUp;
      },
      () => mainOrRefresh(() => site.write(step.miss)),
    );
  },
  check(sense, step) {
    const options = sense.part<CacheOptions>(step.get, "cache", [...sense.path, "get"]);
    if (options === null) return sense.steps(step.miss, ["miss"]);
    sense.lookUp(step.get);
    const asked = askedOf(options, sense.model);
    const byChance = "without keys, each look-up of the cache hits or misses by chance";
    sayIdle(sense, sense.path, [["key", step.key !== undefined && asked === null, byChance]]);
    checkCaller(sense, "get", step.get, options);
    const hit = sense.isCautious
      ? mostHits(asked, options)
      : expectedHitRate(asked, options, sense.lookUpsPerMs.get(step.get));
    sense.noted.add(`asked ${step.get}`);
    const miss = (): number => checkMiss(sense, step, options);
    const { timeout = Number.POSITIVE_INFINITY } = step;
    if (meanOf(options.time) > timeout)
      sense.warn(
        [...sense.path, "timeout"],
        `a look-up takes ${writeDuration(meanOf(options.time))} in the mean, so most are misses`,
      );
    const ms = overLink(sense, step.get, {}, () => meanOf(options.time));
    return (
      Math.min(ms, timeout) +
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
    return [...overLinkOutline(outline, step.get, {}, [{ kind: "time", law: time }]), { kind: "either", ways }];
  },
});

/** Those who wait for a fetch must not be waited for by it. @returns the mean time of a miss [ms] */
function checkMiss(sense: Sense, { get: cache, miss }: Get, { fill }: CacheOptions): number {
  const { awaited, noted } = sense;
  for (const outer of awaited) {
    noted.add(`${outer} waits for ${cache}`);
    if (outer !== cache && !noted.has(`${cache} waits for ${outer}`)) continue;
    const what = outer === cache ? "it again" : `"${outer}", whose misses look up "${cache}"`;
    sense.error(
      [...sense.path, "get"],
      `a miss of "${cache}" looks up ${what}: requests could wait for each other for ever`,
      "take one of the look-ups out of the misses of the other, or let both fill `all-at-once`",
    );
  }
  if (fill === "all-at-once" || awaited.includes(cache)) return sense.steps(miss, ["miss"]);
  awaited.push(cache);
  const ms = sense.steps(miss, ["miss"]);
  awaited.pop();
  return ms;
}

/** The most of the look-ups that do not fetch: those who wait for another one's fetch do not either. */
const mostHits = (asked: Asked | null, options: CacheOptions): number =>
  asked !== null && options.fill === "one-at-a-time" ? 1 : bestHitRate(asked, options);
