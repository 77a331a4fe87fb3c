import { z } from "zod";
import { Retry } from "../../components/policies/retry.js";
import { sayIdle } from "../check/no-effect.js";
import type { Sense } from "../check/sense.js";
import { count, duration, percent, writeDuration } from "../language/values/index.js";
import { policyKind } from "./kind.js";

export const retryOptions = () =>
  z
    .strictObject({
      attempts: count({ min: 1, max: 1000 }).describe("Attempts in all, the first one counted"),
      backoff: duration({ fixed: "`jitter` spreads the wait" }).prefault("0ms").describe("Wait before the first retry"),
      growth: z.enum(["exponential", "constant"]).default("exponential").describe("Whether the wait doubles each time"),
      jitter: z
        .union([
          z.enum(["none", "full", "equal"]),
          z.strictObject({ from: percent({ max: 10 }), to: percent({ max: 10 }) }),
        ])
        .default("full")
        .describe("The wait is multiplied by 1 (none), by 0–100% (full), 50–100% (equal), or from–to"),
      budget: z
        .union([
          percent(),
          z.strictObject({
            share: percent().describe("Retries as a share of first attempts"),
            burst: count({ min: 1, max: 1_000_000 })
              .optional()
              .describe(
                "Retries that it keeps for ever, but no more, and that are there at the start; without it, as above",
              ),
          }),
        ])
        .optional()
        .describe(
          "Retries as a share of first attempts: each pays in so much, and a retry takes one. What is not used is kept for 10 s; ten are kept for ever, and are there at the start. Without a budget there is no limit",
        ),
    })
    .describe("Try again when it fails");

type Said = z.output<ReturnType<typeof retryOptions>>;

/** Retries that the budget allows per first attempt; Infinity without a budget. */
export const budgetShare = ({ budget = Number.POSITIVE_INFINITY }: Pick<Said, "budget">): number =>
  typeof budget === "number" ? budget : budget.share;

export const retry = policyKind({
  key: "retry",
  schema: retryOptions,
  effect: "cuts short",
  around: "all attempts",
  write(site, said, { purpose }, body) {
    const { attempts, backoff, growth, jitter, budget } = said;
    const options = {
      attemptsMax: attempts,
      baseMs: backoff,
      growth: growth === "exponential" ? 2 : 1,
      jitter: jitterOf(jitter),
      budget: { share: budgetShare(said), burst: typeof budget === "object" ? (budget.burst ?? null) : null },
    };
    new Retry(site.assembly.flow, options, site.stream(`backoff:${purpose}`)).around(site.program, () => body(site));
  },
  walk(sense, said, { eachMs }, walk) {
    const { attempts, backoff, growth, jitter } = said;
    sense.lasts(backoff, "a retry waits");
    sayIdle(sense, sense.path, [["retry", attempts === 1, "one attempt is no retry"]]);
    checkPatienceOfCaller(sense, said, eachMs);
    const isAtOnce = backoff === 0 && attempts > 1;
    sayIdle(
      sense,
      [...sense.path, "retry"],
      [
        ["growth", isAtOnce && growth !== "exponential", "without a `backoff`, there is no wait that could grow"],
        ["jitter", isAtOnce && jitter !== "full" && jitter !== "none", "without a `backoff`, there is no wait"],
      ],
    );
    return sense.attempts(attempts, budgetShare(said), walk);
  },
});

function jitterOf(jitter: Said["jitter"]): { low: number; high: number } {
  if (jitter === "none") return { low: 1, high: 1 };
  if (jitter === "full") return { low: 0, high: 1 };
  if (jitter === "equal") return { low: 0.5, high: 1 };
  return { low: jitter.from, high: jitter.to };
}

const WAITS_MAX = 64; // By then a doubling back-off outlasts any caller.

function checkPatienceOfCaller(sense: Sense, { attempts, backoff, growth }: Said, eachMs: number): void {
  const waitMs = (k: number): number => backoff * (growth === "exponential" ? 2 ** Math.min(k, WAITS_MAX) : 1);
  const waitsMs = Array.from({ length: attempts - 1 }, (_, k) => waitMs(k)).reduce((a, b) => a + b, 0);
  const longestMs = attempts * eachMs + waitsMs;
  if (sense.limitMs < Number.POSITIVE_INFINITY && longestMs > sense.limitMs)
    sense.warn(
      [...sense.path, "retry"],
      `${attempts} attempts may take ${writeDuration(longestMs)}, but the caller waits only ${writeDuration(sense.limitMs)}`,
      "the caller leaves before the last attempts end; fewer attempts, or a shorter timeout for each",
    );
}
