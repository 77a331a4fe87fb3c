/** The step that writes through a cache, or into it and later behind it. */
import { z } from "zod";
import { ask } from "../../../components/cache/cache.js";
import { WriteBehind } from "../../../components/cache/write-behind.js";
import { Hook } from "../../../components/steps/instant-step.js";
import type { DistributionSpec } from "../../../engine/distribution-spec.js";
import { meanOf } from "../../../engine/random/moments.js";
import { makeSampler } from "../../../engine/random/sampler.js";
import { type StepData, stepKind } from "../../language/kinds.js";
import { name } from "../../language/policies.js";
import { distribution } from "../../language/values/index.js";
import { unclear } from "../../outline/outline.js";
import type { Site } from "../../wiring/site.js";
import { changedBy, checkChanged } from "./asking.js";
import type { CacheOptions } from "./options.js";

interface Put {
  readonly put: string;
  readonly key?: string | undefined;
  readonly steps: readonly StepData[];
  readonly behind?: DistributionSpec | undefined;
}

export const put = stepKind<Put>({
  verb: "put",
  alsoCalled: "set cache-set store write-cache",
  summary:
    "writes a key to a cache: after `steps`, which write it to its source (write-through), or at once, and `steps` follow `behind` it (write-behind)",
  examples: `
- { put: catalogue, key: product, steps: [{ query: db.save }] }
- { put: catalogue, behind: 1s, steps: [{ query: db.save }] }
`,
  schema: (language) =>
    z.strictObject({
      put: name().describe("The cache"),
      key: z
        .string()
        .optional()
        .describe(
          "A name for the key, the same as at the `get`; in a cache that is `of` data, for another key of theirs",
        ),
      steps: z.lazy(() => language.steps).describe("What writes it to its source"),
      behind: distribution()
        .optional()
        .describe(
          "Write-behind: how much later the `steps` run, without the request, once for all writes of the key until then. Those are lost if the cache is",
        ),
    }),
  effects: { put: "known", key: "known", steps: "known", behind: "by chance" },
  inside: ({ steps }) => [{ under: ["steps"], steps, times: 1 }],
  visits: ({ put: target }) => ({
    ...{ target, policies: {}, as: "look-up", waits: true, mayHang: false, mayFail: false, effect: "writes" },
    hasFallback: true,
  }),
  write(site, step) {
    if (step.behind === undefined) writeThrough(site, step);
    else writeBehind(site, step, step.behind);
  },
  check(sense, step) {
    const options = checkChanged(sense, "put", step.put, step.key);
    sense.noted.add(`put ${step.put}`);
    const timeMs = options === null ? 0 : meanOf(options.time);
    const steps = (): number => sense.steps(step.steps, ["steps"]);
    if (step.behind === undefined) return steps() + timeMs;
    // Writes of one key meanwhile are one: at the most, each is one.
    if (!sense.isCautious) sense.aside(sense.path, steps);
    return timeMs;
  },
  outline(outline, { put: cache, behind, steps }) {
    const { time } = outline.options<CacheOptions>(cache);
    const body = outline.steps(steps);
    if (behind === undefined) return [...body, { kind: "time", law: time }];
    return [
      { kind: "time", law: time },
      { kind: "aside", copies: 1, body: [unclear("behind", body)] },
    ];
  },
});

function writeThrough(site: Site, { put: cache, key: named, steps }: Put): void {
  const { flow } = site.assembly;
  site.write(steps);
  const { contents, key, holders, timeMs, around } = changedBy(site, cache, named);
  const answered = ask(flow, site.program, timeMs, around);
  site.program.add(
    new Hook((request) => {
      if (answered !== null && answered.at[request] === 0) return;
      const { store } = holders.all[holders.which.at[request]];
      contents.put(store, request, key.of(request), flow.simulation.nowMs);
    }),
  );
}

function writeBehind(site: Site, { put: cache, key: named, steps }: Put, behind: DistributionSpec): void {
  const { flow } = site.assembly;
  const { contents, key, holders, timeMs, around } = changedBy(site, cache, named);
  const { machine } = site;
  const laterMs = makeSampler(behind, site.stream(`put:${cache}:behind`));
  const inherited = machine === null ? [] : [machine.instance];
  const writes = new WriteBehind(contents, holders, laterMs, inherited, (program) =>
    site.on(machine, program).write(steps),
  );
  const answered = ask(flow, site.program, timeMs, around);
  site.program.add(
    new Hook((request) => writes.take(request, key.of(request), answered === null || answered.at[request] === 1)),
  );
}
