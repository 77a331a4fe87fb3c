import { z } from "zod";
import type { BackOffOptions } from "../../components/policies/back-off.js";
import { Retry } from "../../components/policies/retry.js";
import { meanOf } from "../../engine/random/moments.js";
import { makeSampler } from "../../engine/random/sampler.js";
import { sayIdle } from "../check/no-effect.js";
import type { Sense } from "../check/sense.js";
import { withOtherWords } from "../language/other-words.js";
import { count, distribution, duration, number, percent, writeDuration } from "../language/values/index.js";
import { budgetOf, budgetOptions, budgetShare } from "./budget.js";
import { CAUSES } from "./causes.js";
import { policyKind } from "./kind.js";
import { BACKOFF_WORDS, RETRY_WORDS } from "./other-words.js";

export { budgetShare } from "./budget.js";

export const retryOptions = () =>
  withOtherWords(
    z.strictObject({
      attempts: count({ min: 1, max: 1000 }).describe("Attempts in all, the first one counted"),
      on: z
        .array(z.enum(CAUSES))
        .min(1)
        .optional()
        .describe("Causes of failure after which it tries again, named as in reports; any if not given"),
      backoff: withOtherWords(distribution(), BACKOFF_WORDS)
        .prefault("0ms")
        .describe("Wait before the first retry, constant or drawn each time"),
      growth: z
        .union([z.enum(["exponential", "constant"]), number({ min: 1, max: 1000 })])
        .default("exponential")
        .describe("What multiplies the wait at each further retry: 2 (`exponential`), 1 (`constant`), or a number"),
      cap: duration({ above: 0, fixed: "`jitter` spreads the wait" })
        .optional()
        .describe("The longest wait, before jitter"),
      jitter: z
        .union([
          z.enum(["none", "full", "equal", "decorrelated"]),
          z
            .strictObject({
              from: percent({ max: 10 }).describe("The least that the wait is multiplied by"),
              to: percent({ max: 10 }).describe("The most that it is multiplied by"),
            })
            .refine(({ from, to }) => from <= to, "`from` is more than `to`"),
        ])
        .optional()
        .describe(
          "What the wait is multiplied by, at random: `none` 1, `full` 0–100%, `equal` 50–100%, or `from`–`to`. `decorrelated`: the wait is drawn between the `backoff` and three times the last wait (Brooker, 2015). `full` if not given; `none` if the `backoff` is a distribution",
        ),
      budget: budgetOptions("Retries"),
      "retry-after": z
        .boolean()
        .optional()
        .describe(
          "Whether it waits at least as long as a refusal asks for: that of an open breaker, a throttle or a limit",
        ),
    }),
    RETRY_WORDS,
  ).describe("Tries again when the call fails");

type Said = z.output<ReturnType<typeof retryOptions>>;

/** Of the first retry [ms]. */
export const backoffMs = ({ backoff }: Said): number => meanOf(backoff);

/** What the wait is multiplied by each further time. */
const growthOf = ({ growth }: Said): number => (growth === "exponential" ? 2 : growth === "constant" ? 1 : growth);

/** How the wait is spread. */
export const jitterOf = ({ jitter, backoff }: Said): NonNullable<Said["jitter"]> =>
  jitter ?? (backoff.kind === "constant" ? "full" : "none");

/** Whether those that failed together come back together. */
export const isTogether = (said: Said): boolean =>
  backoffMs(said) === 0 || (jitterOf(said) === "none" && said.backoff.kind === "constant");

export const retry = policyKind({
  key: "retry",
  examples: `
- { attempts: 3, on: [timeout], backoff: 50ms, growth: exponential, cap: 1s, jitter: full, budget: 10%, retry-after: true }
- { attempts: 3, backoff: 50ms, jitter: { from: 80%, to: 120% } }
- { attempts: 3, budget: { share: 10%, burst: 5 } }
`,
  schema: retryOptions,
  effect: "cuts short",
  around: "all attempts",
  isUnclear: ({ on }) => on !== undefined,
  write(site, said, { purpose }, body) {
    const { attempts, backoff, on, cap } = said;
    const { flow } = site.assembly;
    const stream = site.stream(`backoff:${purpose}`);
    const options = {
      attemptsMax: attempts,
      baseMs:
        backoff.kind === "constant" ? backoff.value : makeSampler(backoff, site.stream(`backoff time:${purpose}`)),
      growth: growthOf(said),
      capMs: cap ?? Number.POSITIVE_INFINITY,
      jitter: spreadOf(jitterOf(said)),
      on: on ?? null,
      heedsRetryAfter: said["retry-after"] === true,
    };
    new Retry(flow, options, budgetOf(site, said, purpose), stream).around(site.program, () => body(site));
  },
  walk(sense, said, { eachMs }, walk) {
    sense.lasts(backoffMs(said), "a retry waits");
    sayIdle(sense, sense.path, [["retry", said.attempts === 1, "one attempt is no retry"]]);
    checkPatienceOfCaller(sense, said, eachMs);
    sayIdle(sense, [...sense.path, "retry"], idleIn(said));
    return sense.attempts(said.attempts, budgetShare(said), walk);
  },
});

function idleIn(said: Said): Parameters<typeof sayIdle>[2] {
  const { attempts, growth, jitter, cap } = said;
  const base = backoffMs(said);
  const isAtOnce = base === 0 && attempts > 1;
  const isDecorrelated = jitter === "decorrelated";
  const noWait = "without a `backoff`, there is no wait";
  return [
    ["growth", isAtOnce && growth !== "exponential", `${noWait} that could grow`],
    ["growth", !isAtOnce && isDecorrelated && growth !== "exponential", "`decorrelated` says how the wait grows"],
    ["jitter", isAtOnce && jitter !== undefined && jitter !== "full" && jitter !== "none", noWait],
    ["cap", isAtOnce && cap !== undefined, noWait],
    ["cap", !isAtOnce && cap !== undefined && cap >= longestWaitMs(said), "no wait is longer"],
  ];
}

const spreadOf = (jitter: NonNullable<Said["jitter"]>): BackOffOptions["jitter"] => {
  if (jitter === "decorrelated") return jitter;
  if (jitter === "none") return { low: 1, high: 1 };
  if (jitter === "full") return { low: 0, high: 1 };
  if (jitter === "equal") return { low: 0.5, high: 1 };
  return { low: jitter.from, high: jitter.to };
};

const WAITS_MAX = 64; // By then a doubling back-off outlasts any caller.

/** Before retry k, from 0, at most; of a drawn one in the mean [ms]. */
function waitMs(said: Said, k: number): number {
  const factor = jitterOf(said) === "decorrelated" ? 3 : growthOf(said);
  const first = jitterOf(said) === "decorrelated" ? 3 : 1;
  return first * backoffMs(said) * factor ** Math.min(k, WAITS_MAX);
}

const longestWaitMs = (said: Said): number => (said.attempts < 2 ? 0 : waitMs(said, said.attempts - 2));

function checkPatienceOfCaller(sense: Sense, said: Said, eachMs: number): void {
  const { attempts, cap = Number.POSITIVE_INFINITY } = said;
  const waits = Array.from({ length: attempts - 1 }, (_, k) => Math.min(cap, waitMs(said, k)));
  const longestMs = attempts * eachMs + waits.reduce((a, b) => a + b, 0);
  if (sense.limitMs < Number.POSITIVE_INFINITY && longestMs > sense.limitMs)
    sense.warn(
      [...sense.path, "retry"],
      `${attempts} attempts may take ${writeDuration(longestMs)}, but the caller waits only ${writeDuration(sense.limitMs)}`,
      "the caller leaves before the last attempts end; fewer attempts, or a shorter timeout for each",
    );
}
