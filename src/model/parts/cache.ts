import { z } from "zod";
import { Cache } from "../../components/cache.js";
import type { DistributionSpec } from "../../engine/distribution-spec.js";
import { meanOf } from "../../engine/random/moments.js";
import { name } from "../language.js";
import { type Built, partKind, type StepData, stepKind } from "../part-kind.js";
import { distribution, percent } from "../values/index.js";

interface BuiltCache extends Built {
  readonly cache: Cache;
  readonly time: DistributionSpec;
}

interface CacheOptions {
  readonly hit: number;
  readonly time: DistributionSpec;
}

interface Get {
  readonly get: string;
  readonly key?: string | undefined;
  readonly miss: readonly StepData[];
}

const get = stepKind<Get>({
  verb: "get",
  summary: "looks up in a cache; `miss` runs only on a miss",
  schema: (language) =>
    z.strictObject({
      get: name(),
      key: z.string().optional().describe("What is looked up; look-ups of one key agree on nothing else yet"),
      miss: z.lazy(() => language.steps),
    }),
  write(site, step) {
    const { cache, time } = site.assembly.part(step.get) as BuiltCache;
    const purpose = `get:${step.get}`;
    cache.get(site.program, site.sampler(`${purpose}:time`, time), site.stream(`${purpose}:hit`), () =>
      site.write(step.miss),
    );
  },
  check(sense, step) {
    const options = sense.part<CacheOptions>(step.get, "cache", [...sense.path, "get"]);
    if (options === null) return sense.times(1, () => sense.steps(step.miss, ["miss"]));
    return meanOf(options.time) + sense.times(1 - options.hit, () => sense.steps(step.miss, ["miss"]));
  },
});

/** A cache, by its hit rate. */
export const cache = partKind({
  type: "cache",
  summary: "answers a look-up with a given probability; the rest is a miss",
  options: () =>
    z.strictObject({
      hit: percent().describe("Hit rate"),
      time: distribution().prefault("1ms").describe("Time of a look-up, hit or miss"),
    }),
  steps: [get],
  build(assembly, name, { hit, time }): BuiltCache {
    const cache = new Cache(assembly.flow, name, hit);
    return { cache, time, meter: cache.meter };
  },
  check() {},
});
