/** How steps ask a cache: about which key, at which of its processes, and what may leave them without an answer. */
import type { Holders, KeyOf } from "../../../components/cache/by-key.js";
import { ByKey } from "../../../components/cache/by-key.js";
import type { Around } from "../../../components/cache/cache.js";
import { DrawnKey } from "../../../components/data/datum.js";
import { whileUp } from "../../../components/faults/breakdowns.js";
import { Deadline } from "../../../components/policies/timeout.js";
import { Hook } from "../../../components/steps/instant-step.js";
import type { Sense } from "../../check/sense.js";
import { wayTo } from "../../timeline/on-the-way.js";
import type { Site } from "../../wiring/site.js";
import type { BuiltCache } from "./cache.js";
import type { CacheOptions } from "./options.js";

/** The key that a request asks for here. @param named of several, the name of it */
export function keyAsked(site: Site, cache: string, named: string | undefined): KeyOf {
  const { assembly } = site;
  const { of, asked } = assembly.part(cache) as BuiltCache;
  if (of !== undefined) return assembly.data.keyOf(of, named);
  const stream = named === undefined ? site.stream(`get:${cache}:hit`) : assembly.streams.named(`key:${named}`);
  return new DrawnKey(assembly.flow, stream, asked!.popularity);
}

/** Which of its processes is asked here. One that begins anew holds nothing. */
export function holdersAt({ machine, assembly }: Site, contents: ByKey, perInstance: boolean): Holders {
  if (!perInstance || machine === null) return { all: contents.heldBy("", 1), which: assembly.flow.first };
  const { part, instances, instance: which } = machine;
  if (!contents.isHeldBy(part)) assembly.part(part).onceBegun?.((instance) => contents.restart(part, instance));
  return { all: contents.heldBy(part, instances), which };
}

/** What a step that changes a cache changes. @throws Error if it holds no keys, which `check` rules out */
export function changedBy(site: Site, cache: string, named: string | undefined) {
  const { contents, perInstance, breakdowns } = site.assembly.part(cache) as BuiltCache;
  if (!(contents instanceof ByKey)) throw new Error(`${cache} holds no keys`);
  const time = site.assembly.timeline.course(cache, (options: CacheOptions) => options.time);
  countCalls(site, cache);
  return {
    contents,
    key: keyAsked(site, cache, named),
    holders: holdersAt(site, contents, perInstance),
    timeMs: site.samplerOver(`put:${cache}:time`, time, [cache]),
    around: mayFail(site, cache, undefined, breakdowns),
  };
}

export function countCalls({ assembly, program }: Site, cache: string): void {
  const counts = assembly.watches.calls(cache);
  if (counts === null) return;
  program.add(
    new Hook(() => {
      counts.asked++;
      counts.attempts++;
      counts.calls++;
    }),
  );
}

/** What a question goes through that may leave it without an answer; null: nothing. */
export function mayFail(
  site: Site,
  cache: string,
  timeout: number | undefined,
  breakdowns: BuiltCache["breakdowns"],
): Around {
  const way = wayTo(site, cache);
  if (way === null && breakdowns === null && timeout === undefined) return null;
  const { program, assembly } = site;
  const { flow } = assembly;
  const refused = (ask: () => void): void => {
    ask(); // It takes as long to be refused.
    whileUp(breakdowns, program, flow.first, () => {});
  };
  const asked = (ask: () => void): void => (way === null ? refused(ask) : way(() => refused(ask)));
  if (timeout === undefined) return asked;
  const deadline = new Deadline(flow, timeout, flow.addCause("timeout", cache));
  return (ask) => deadline.around(program, () => asked(ask));
}

/** A cache in each instance of a caller is asked by one. @param verb of the step */
export function checkCaller(sense: Sense, verb: string, cache: string, { per }: CacheOptions): void {
  if (per === "instance" && sense.machine === null)
    sense.error(
      [...sense.path, verb],
      `"${cache}" is one in each instance of a caller, and here none calls`,
      "ask it in an endpoint of a service, or leave out `per: instance`",
    );
}

/** A step that changes what a cache holds of one key. @returns its options, null with a mistake */
export function checkChanged(sense: Sense, verb: string, cache: string, key: string | undefined): CacheOptions | null {
  const path = [...sense.path, verb];
  const options = sense.part<CacheOptions>(cache, "cache", path);
  if (options === null) return null;
  checkCaller(sense, verb, cache, options);
  sense.asks(cache);
  sense.noted.add(`changed ${cache}`);
  if (options.of === undefined && options.keys === undefined)
    sense.error(
      path,
      `"${cache}" holds no keys, only a hit rate`,
      "name what it holds in `data`, and write `of: …` there",
    );
  else if (options.of === undefined && key === undefined)
    sense.error(path, "which key is not said", "write a `key` here and the same at the `get`");
  return options;
}
