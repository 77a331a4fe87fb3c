/** The step that looks up in a cache, and what it goes through. */
import { z } from "zod";
import { ByKey, type Holders } from "../../../components/cache/by-key.js";
import { type Around, get as writeGet } from "../../../components/cache/cache.js";
import { type Answered, ByChance, type LookUp } from "../../../components/cache/cache-contents.js";
import { type Breakdowns, whileUp } from "../../../components/faults/breakdowns.js";
import { Deadline } from "../../../components/policies/timeout.js";
import { Hook } from "../../../components/steps/instant-step.js";
import { meanOf } from "../../../engine/random/moments.js";
import type { RequestId } from "../../../engine/request-table.js";
import { sayIdle } from "../../check/no-effect.js";
import { type StepData, stepKind } from "../../language/kinds.js";
import { name, policies } from "../../language/policies.js";
import { writeDuration } from "../../language/values/index.js";
import { unclear } from "../../outline/outline.js";
import { wayTo } from "../../timeline/on-the-way.js";
import type { Site } from "../../wiring/site.js";
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
    return [{ under: ["miss"], steps: miss, times: 1 - expectedHitRate(askedOf(options), options) }];
  },
  visits: ({ get: target, timeout }) => ({
    ...{ target, policies: { timeout }, waits: true, mayHang: false, mayFail: false, effect: "reads" },
    hasFallback: true,
  }),
  write(site, step) {
    const built = site.assembly.part(step.get) as BuiltCache;
    const { assembly, program } = site;
    const { contents } = built;
    const purpose = `get:${step.get}`;
    const time = assembly.timeline.course(step.get, (options: CacheOptions) => options.time);
    const isNamed = contents instanceof ByKey && step.key !== undefined;
    const stream = isNamed ? assembly.streams.named(`key:${step.key}`) : site.stream(`${purpose}:hit`);
    const counts = assembly.watches.calls(step.get);
    if (counts !== null)
      program.add(
        new Hook(() => {
          counts.asked++;
          counts.attempts++;
          counts.calls++;
        }),
      );
    const timeMs = site.samplerOver(`${purpose}:time`, time, [step.get]);
    const around = mayFail(site, step, built.breakdowns);
    const { flow } = assembly;
    if (contents instanceof ByChance) {
      const lookUp = (answered: Answered): LookUp => contents.lookUp(stream, answered);
      return writeGet(flow, program, timeMs, around, lookUp, () => site.write(step.miss));
    }
    if (!(contents instanceof ByKey)) throw new Error(`${step.get} holds nothing`);
    const { popularity } = built.asked as Asked;
    const { number, round } = flow;
    const keyOf = (request: RequestId): number =>
      popularity.keyAt(stream.uniform(number.at[request], round.at[request]));
    const holders = holdersFor(site, contents, built.perInstance);
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
    const asked = askedOf(options);
    const byChance = "without `keys`, each look-up of the cache hits or misses by chance";
    sayIdle(sense, sense.path, [["key", step.key !== undefined && asked === null, byChance]]);
    if (asked !== null && options.per === "instance" && sense.machine === null)
      sense.error(
        [...sense.path, "get"],
        `"${step.get}" is one in each instance of a caller, and here none calls`,
        "ask it in an endpoint of a service, or leave out `per: instance`",
      );
    const hit = sense.isCautious
      ? mostHits(asked, options)
      : expectedHitRate(asked, options, sense.lookUpsPerMs.get(step.get));
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

/** The most of the look-ups that do not fetch: those who wait for another one's fetch do not either. */
const mostHits = (asked: Asked | null, options: CacheOptions): number =>
  asked !== null && options.fill === "one-at-a-time" ? 1 : bestHitRate(asked, options);

/** Where it is asked. */
export function holdersFor(site: Site, contents: ByKey, perInstance: boolean): Holders {
  const { machine } = site;
  if (!perInstance || machine === null) return { all: contents.heldBy("", 1), which: site.assembly.flow.first };
  return { all: contents.heldBy(machine.part, machine.instances), which: machine.instance };
}

/** What a question goes through that may leave it without an answer; null: nothing. */
export function mayFail(
  site: Site,
  { get: name, timeout }: Pick<Get, "get" | "timeout">,
  breakdowns: Breakdowns | null,
): Around {
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
