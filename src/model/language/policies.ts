/** Schemas that parts and steps share: names, lists of steps, and a call's failure policies. */
import { z } from "zod";
import type { Path } from "../source/diagnostics.js";
import type { Effects } from "./effects.js";
import type { StepData } from "./kinds.js";
import { count, duration, percent } from "./values/index.js";

export interface Language {
  /** A list of steps, one verb each. */
  readonly steps: z.ZodType<readonly StepData[], readonly StepData[]>;
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]*$/;

/** A part's, endpoint's or query's name. */
export const name = () => z.string().regex(NAME, "a name has letters, digits, - and _ only");

/** `part.endpoint` or `part.query`. */
export const dotted = (what: string) => z.string().regex(/^[^.\s]+\.[^.\s]+$/, `expected ${what}`);

export const retry = () =>
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

type Retry = z.output<ReturnType<typeof retry>>;

/** Retries that the budget allows per first attempt; Infinity without a budget. */
export const budgetShare = ({ budget = Number.POSITIVE_INFINITY }: Retry): number =>
  typeof budget === "number" ? budget : budget.share;

export const breaker = () =>
  z
    .strictObject({
      failures: count({ min: 1, max: 1_000_000 }).describe("Failures in a row after which it opens"),
      open: duration({ above: 0, fixed: "a breaker stays open equally long each time" }).describe(
        "How long it refuses everything; then one call may try",
      ),
    })
    .describe("A circuit breaker of this call: after many failures it is refused for a while, not made");

/** The failure policies of a step that calls another part. */
export const policies = (language: Language) => ({
  timeout: duration({ above: 0, fixed: "a timeout is the same for every call" })
    .optional()
    .describe("The caller stops waiting; the work goes on and holds what it holds"),
  deadline: duration({ above: 0, fixed: "a deadline is the same for every call" })
    .optional()
    .describe("All work for this stops, and what it holds is given back"),
  breaker: breaker().optional(),
  retry: retry().optional(),
  fallback: z
    .union([z.literal("continue"), z.lazy(() => language.steps)])
    .optional()
    .describe("What happens instead when it fails for good: `continue`, or steps"),
});

export interface Policies {
  readonly timeout?: number | undefined;
  readonly deadline?: number | undefined;
  readonly retry?: Retry | undefined;
  readonly breaker?: z.output<ReturnType<typeof breaker>> | undefined;
  readonly fallback?: "continue" | readonly StepData[] | undefined;
}

export const POLICY_EFFECTS: Effects<Policies> = {
  timeout: "cuts short",
  deadline: "cuts short",
  retry: "cuts short",
  breaker: "by chance",
  fallback: "by chance",
};

/** Whether the steps at this path run only after a failure. */
export const isFallback = (path: Path): boolean => path.includes("fallback");
