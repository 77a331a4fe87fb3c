/** How a file describes a limit: on a rate, or on how many are at work at once. */
import { z } from "zod";
import type { DistributionSpec } from "../../engine/distribution-spec.js";
import type { AnyEffects } from "../language/effects.js";
import { withOtherWords } from "../language/other-words.js";
import { count, countOrUnlimited, distribution, duration, number, percent, rate } from "../language/values/index.js";
import { LIMIT_WORDS } from "../policies/other-words.js";

const LAWS = ["aimd", "gradient", "gradient2", "vegas"] as const;

const adaptive = () =>
  z
    .strictObject({
      adapts: z
        .enum(LAWS)
        .describe(
          "`aimd`: one more for a good answer, a share of it for a failed or slow one; `gradient` and `vegas`: by how much longer requests take than the shortest time seen; `gradient2`: than in the long run",
        ),
      from: count({ min: 1, max: 100_000 }).prefault(1).describe("The lowest limit"),
      to: count({ min: 1, max: 100_000 }).prefault(1000).describe("The highest limit"),
      first: count({ min: 1, max: 100_000 })
        .optional()
        .describe("The limit at the start; 20 if not given, within `from` and `to`"),
      every: duration({ min: 1, fixed: "a window has one length" })
        .optional()
        .describe(
          "How often the limit is adapted, to all requests of that time, ten at least; 1s if not given, and with `aimd` after each request",
        ),
      slow: duration({ above: 0, fixed: "it is the same for all" })
        .optional()
        .describe("With `aimd`: an answer that takes longer counts as failed; 5s if not given"),
      backoff: percent({ min: 0.5, max: 0.999 })
        .optional()
        .describe("With `aimd`: what a failure leaves of the limit; 90% if not given"),
      tolerance: number({ min: 1, max: 100 })
        .optional()
        .describe(
          "With `gradient` and `gradient2`: how many times as long as usual an answer may take before the limit goes down; 2 and 1.5 if not given",
        ),
    })
    .describe("A limit that follows what it sees, as Netflix published it");

export type Adaptive = z.output<ReturnType<typeof adaptive>>;

/** `queue: 0` where it refuses at once. */
export interface Limit {
  readonly rate?: number | undefined; // [1/s]
  readonly burst?: number | undefined;
  readonly concurrent?: number | Adaptive | undefined;
  readonly queue: number;
  readonly patience?: DistributionSpec | undefined;
  readonly each?: boolean | undefined;
}

/** @param whose instances may have a limit each: "the caller" */
export const limitOption = (whose: string) =>
  withOtherWords(
    z
      .strictObject({
        rate: rate({ above: 0 })
          .optional()
          .describe("Requests that pass in the long run; a token bucket, full at the start"),
        burst: count({ min: 1, max: 1_000_000 })
          .optional()
          .describe("With `rate`: how many may pass at once after a pause; those of one second if not given"),
        concurrent: z
          .union([count({ min: 1, max: 1_000_000 }), adaptive()])
          .optional()
          .describe("How many may be inside at once, instead of a `rate`"),
        over: z
          .enum(["refused", "waits"])
          .default("refused")
          .describe("What happens to requests beyond the limit: they fail at once, or wait in turn"),
        queue: countOrUnlimited({ min: 1 })
          .optional()
          .describe("With `over: waits`: how many may wait; any number if not given"),
        patience: distribution()
          .optional()
          .describe("With `over: waits`: how long each waits before it is refused; for ever if not given"),
        each: z
          .boolean()
          .optional()
          .describe(`Whether each instance of ${whose} has such a limit of its own, instead of one for all together`),
      })
      .superRefine(({ rate: perSecond, burst, concurrent, over, queue, patience }, context) => {
        const say = (message: string, path: string[] = []) => context.addIssue({ code: "custom", message, path });
        if ((perSecond === undefined) === (concurrent === undefined))
          say("give either a `rate` such as 20/s or a number that may be `concurrent`, and only one of them");
        if (burst !== undefined && perSecond === undefined) say("only a `rate` has a burst", ["burst"]);
        if (over === "refused" && queue !== undefined) say("none waits: say `over: waits`", ["queue"]);
        if (over === "refused" && patience !== undefined) say("none waits: say `over: waits`", ["patience"]);
        if (typeof concurrent === "object")
          checkAdaptive(concurrent, (message, key) => say(message, ["concurrent", key]));
      }),
    LIMIT_WORDS,
  ).transform(
    ({ over, queue, ...limit }): Limit => ({
      ...limit,
      queue: over === "refused" ? 0 : (queue ?? Number.POSITIVE_INFINITY),
    }),
  );

function checkAdaptive(said: Adaptive, say: (message: string, key: string) => void): void {
  const { adapts, from, to, first = from, slow, backoff, tolerance } = said;
  if (from > to) say(`more than its most, ${to}`, "from");
  else if (first < from || first > to) say(`it must be from ${from} to ${to}`, "first");
  if (slow !== undefined && adapts !== "aimd") say(`${adapts} looks at times itself`, "slow");
  if (backoff !== undefined && adapts !== "aimd") say(`only aimd has it`, "backoff");
  if (tolerance !== undefined && !adapts.startsWith("gradient"))
    say(`only gradient and gradient2 have it`, "tolerance");
}

/** Limits are capacity, like threads; what is refused otherwise waits where no limit counts. */
export const LIMIT_EFFECTS = {
  rate: "known",
  burst: "known",
  concurrent: "known",
  queue: "limits",
  patience: "waits",
  each: "known",
} as const satisfies AnyEffects;

/** The burst of a rate. */
export const burstOf = ({ rate: perSecond = 1, burst = Math.max(1, perSecond) }: Limit): number => burst;

/** Whether it may refuse a request. */
export const mayRefuse = ({ queue, patience }: Limit): boolean => Number.isFinite(queue) || patience !== undefined;

/** How it is called, as a resource of who has it. @param of what is asked; null: all that its owner is asked */
export const limitName = (of: string | null): string => (of === null ? "limit" : `limit of ${of}`);
