/** The step that tells a cache to drop what it holds of a key. */
import { z } from "zod";
import { ask } from "../../../components/cache/cache.js";
import { Hook } from "../../../components/steps/instant-step.js";
import { meanOf } from "../../../engine/random/moments.js";
import { stepKind } from "../../language/kinds.js";
import { name } from "../../language/policies.js";
import { percent } from "../../language/values/index.js";
import { changedBy, checkChanged } from "./asking.js";
import type { CacheOptions } from "./options.js";

interface Invalidate {
  readonly invalidate: string;
  readonly key?: string | undefined;
  readonly lost: number;
}

export const invalidate = stepKind<Invalidate>({
  verb: "invalidate",
  summary: "tells a cache to drop what it holds of the request's key; it takes the time of a look-up and never fails",
  examples: "- { invalidate: catalogue, key: product, lost: 1% }",
  schema: () =>
    z.strictObject({
      invalidate: name().describe("The cache"),
      key: z
        .string()
        .optional()
        .describe(
          "A name for the key, the same as at the `get`; in a cache that is `of` data, for another key of theirs",
        ),
      lost: percent()
        .prefault("0%")
        .describe("Share that does not arrive: of a cache `per: instance`, at each instance"),
    }),
  effects: { invalidate: "known", key: "known", lost: "known" },
  inside: () => [],
  visits: ({ invalidate: target }) => ({
    ...{ target, policies: {}, as: "look-up", waits: true, mayHang: false, mayFail: false, effect: "writes" },
    hasFallback: true,
  }),
  write(site, { invalidate: cache, key: named, lost }) {
    const { contents, key, timeMs, around } = changedBy(site, cache, named);
    const { flow } = site.assembly;
    const losses = lost === 0 ? null : { share: lost, stream: site.stream(`invalidate:${cache}:lost`) };
    const answered = ask(flow, site.program, timeMs, around);
    site.program.add(
      new Hook((request) => {
        if (answered === null || answered.at[request] === 1) contents.invalidate(request, key.of(request), losses);
      }),
    );
  },
  check(sense, { invalidate: cache, key }) {
    const options = checkChanged(sense, "invalidate", cache, key);
    return options === null ? 0 : meanOf(options.time);
  },
  outline: (outline, { invalidate: cache }) => [{ kind: "time", law: outline.options<CacheOptions>(cache).time }],
});
