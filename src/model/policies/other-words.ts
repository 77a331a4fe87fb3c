/** What HTTP clients, proxies and resilience libraries call failure policies. */
import { asYaml, isRecord, type OtherWords } from "../language/other-words.js";

const attempts = (value: unknown): { write: string; why: string } | null =>
  typeof value === "number"
    ? {
        write: `retry: { attempts: ${value + 1} }`,
        why: `${value} ${value === 1 ? "retry is" : "retries are"} ${value + 1} attempts`,
      }
    : null;

export const POLICY_WORDS: OtherWords = {
  keys: {
    timeout:
      "proxy-read-timeout read-timeout request-timeout response-timeout socket-timeout per-try-timeout connect-timeout " +
      "connection-timeout time-limit timeout-ms timeoutms timeout-seconds max-wait",
    breaker: "circuit-breaker circuit cb outlier-detection",
    hedge: "hedging hedged speculative",
    deadline: "budget-ms total-timeout overall-timeout",
    fallback: "on-error on-failure on-timeout otherwise else default",
    retry: "retry-policy retrying",
  },
  entries: {
    "retries num-retries max-retries retry-count": ({ value }) =>
      isRecord(value) ? `retry: ${asYaml(value)}` : attempts(value),
    "attempts max-attempts tries": ({ value }) => `retry: { attempts: ${asYaml(value)} }`,
    "bulkhead max-concurrent max-concurrent-calls max-connections concurrency": ({ value }) =>
      isRecord(value) ? null : `limit: { concurrent: ${asYaml(value)} }`,
    "rate-limit ratelimit throttle": ({ value }) => (isRecord(value) ? null : `limit: { rate: ${asYaml(value)} }`),
  },
};

export const RETRY_WORDS: OtherWords = {
  keys: {
    attempts: "max-attempts tries total-attempts stop-after-attempt",
    backoff:
      "wait-duration delay interval wait initial-interval initial-delay initial-backoff base-delay min-backoff " +
      "base-interval retry-delay sleep",
    growth: "multiplier factor backoff-multiplier backoff-factor exponential-base",
    cap: "max-delay max-interval max-backoff max-wait max-wait-duration",
    on: "retry-on retry-exceptions when",
  },
  entries: {
    "count retries max-retries times max num-retries": ({ value }) =>
      typeof value === "number"
        ? {
            write: `attempts: ${value + 1}`,
            why: `${value} ${value === 1 ? "retry is" : "retries are"} ${value + 1} attempts`,
          }
        : null,
  },
  value: ({ value }) =>
    typeof value === "number"
      ? {
          write: `{ attempts: ${value + 1} }`,
          why: `${value} ${value === 1 ? "retry is" : "retries are"} ${value + 1} attempts`,
        }
      : null,
};

/** A backoff that says how it grows, and not how long it is. */
export const BACKOFF_WORDS: OtherWords = {
  value: ({ value, beside }) =>
    /^(exponential|exp|constant|fixed|linear)$/i.test(String(value)) && beside.growth === undefined
      ? {
          write: `backoff: 100ms, growth: ${/^exp/i.test(String(value)) ? "exponential" : "constant"}`,
          of: "entry",
          why: "`backoff` is the first wait",
        }
      : isRecord(value) && (value.initial ?? value.base) !== undefined
        ? asYaml(value.initial ?? value.base)
        : null,
};

export const BREAKER_WORDS: OtherWords = {
  keys: {
    share: "failure-rate-threshold failure-rate threshold error-rate error-threshold error-threshold-percentage ratio",
    failures:
      "max-failures consecutive-failures failure-threshold failure-count consecutive-errors consecutive-5xx fail-max",
    "of-last": "sliding-window-size window-size ring-buffer-size",
    window: "rolling-window interval metrics-rolling-stats",
    "at-least":
      "minimum-number-of-calls request-volume-threshold min-calls min-requests volume-threshold minimum-throughput",
    open: "wait-duration-in-open-state cooldown cool-down reset-timeout sleep-window timeout break-duration base-ejection-time open-for",
    probes:
      "permitted-number-of-calls-in-half-open-state half-open-calls half-open half-open-max-calls half-open-requests success-threshold",
    slow: "slow-call-duration-threshold slow-call",
  },
};

export const FALLBACK_WORDS: OtherWords = {
  value: ({ value }) =>
    value === true || /^(ignore|skip|default|empty|none|null|static|cached|yes)$/i.test(String(value))
      ? "continue"
      : null,
};

export const LIMIT_WORDS: OtherWords = {
  keys: {
    concurrent: "max-concurrent max-concurrent-calls max concurrency size permits",
    patience: "max-wait max-wait-duration timeout wait",
    rate: "rps per-second limit requests-per-second",
    queue: "max-queue queue-size",
  },
  value: ({ value }) =>
    typeof value === "number"
      ? `{ concurrent: ${value} }`
      : /\/\s*s|rps|per/i.test(String(value)) && typeof value === "string"
        ? `{ rate: ${value} }`
        : null,
};
