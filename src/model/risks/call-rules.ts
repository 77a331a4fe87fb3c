/** Risks of calls. Each rule looks at one hop and says what is wrong with it, if anything. */
import { writeDuration } from "../language/values/index.js";
import { mayRefuse } from "../limits/options.js";
import { insteadOf } from "../policies/fallback.js";
import { backoffMs, isTogether } from "../policies/retry.js";
import { type Hop, nameOfHop } from "./hops.js";
import { attemptsAtMost } from "./retry-layers.js";
import type { Risk } from "./risk.js";

interface CallRule {
  readonly rule: string;
  readonly of: "call" | "retry" | "hedge" | "limit"; // What of the step a message points to.
  readonly message: (hop: Hop, all: readonly Hop[]) => string | null;
}

export function callRisks(hops: readonly Hop[]): Risk[] {
  return CALL_RULES.flatMap(({ rule, of, message }) =>
    hops.flatMap((hop) => {
      const found = message(hop, hops);
      const path = of === "call" ? hop.path : [...hop.path, of];
      return found === null ? [] : [{ rule, subject: nameOfHop(hop), message: found, path }];
    }),
  );
}

const CALL_RULES: readonly CallRule[] = [
  { rule: "retry-amplification", of: "retry", message: retryAmplification },
  { rule: "retry-without-budget", of: "retry", message: retryWithoutBudget },
  { rule: "retry-without-jitter", of: "retry", message: retryWithoutJitter },
  { rule: "hedge-without-budget", of: "hedge", message: hedgeWithoutBudget },
  { rule: "two-writes", of: "call", message: twoWrites },
  { rule: "swallowed", of: "call", message: swallowed },
  { rule: "unbounded-queue", of: "limit", message: waitsAtLimit },
  { rule: "no-timeout", of: "call", message: noTimeout },
  { rule: "no-fallback", of: "call", message: noFallback },
];

const FROM = 2; // Attempts at the last part for each request; below, it is no storm.

const attemptsOf = (hop: Hop): number => (hop.policies.breaker === undefined ? attemptsAtMost(hop) : 1);

/**
 * Retries multiply along a path: with a attempts at each of k hops, a call that fails reaches the last part aᵏ times.
 *
 *   amplification = Π min(attempts, 1 + budget)
 *
 * A part with a capacity of c requests a second then bears c ÷ amplification. A call with a circuit breaker counts once,
 * since retries stop at an open breaker.
 */
function retryAmplification(hop: Hop): string | null {
  if (hop.policies.retry === undefined) return null; // Reported at the last retry only, not for calls below it.
  const factors = [...hop.within, hop].map(attemptsOf).filter((attempts) => attempts > 1);
  const product = factors.reduce((all, each) => all * each, 1);
  if (product < FROM) return null;
  const [times, ...shown] = [product, ...factors].map((each) => Number(each.toPrecision(3)));
  const sum = shown.length > 1 ? `${shown.join(" × ")} = ` : "";
  return `when ${hop.target} fails, retries multiply its load by ${sum}${times}; its hidden capacity is what it has ÷ ${times}`;
}

/** Retries without a budget go on while everything fails: that keeps an overload alive after its cause is gone. */
function retryWithoutBudget({ policies: { retry } }: Hop): string | null {
  return retry !== undefined && retry.attempts > 1 && retry.budget === undefined
    ? "retries without a budget: when all fails, each attempt is repeated, and the overload feeds itself"
    : null;
}

/** Requests that failed together retry together. */
function retryWithoutJitter({ policies: { retry } }: Hop): string | null {
  if (retry === undefined || retry.attempts < 2 || !isTogether(retry)) return null;
  const how = backoffMs(retry) > 0 ? "without jitter" : "at once, without a backoff";
  return `retries ${how}: those that failed together come back together`;
}

/** After a fixed time all calls are late as soon as answers wait, so that a queue multiplies what fills it. */
function hedgeWithoutBudget({ policies: { hedge } }: Hop): string | null {
  return hedge !== undefined && typeof hedge.after === "number" && hedge.budget === undefined
    ? `asks again after ${writeDuration(hedge.after)} without a budget: when answers have to wait, all are late, and the load is ${hedge.attempts} times as much`
    : null;
}

/** A message that tells of what was written just before, in two steps: a crash in between leaves one without the other. */
function twoWrites(hop: Hop, all: readonly Hop[]): string | null {
  if (hop.waits || hop.isHandedOn || hop.isKept) return null;
  const at = Number(hop.path.at(-1));
  const list = hop.path.slice(0, -1).join();
  const written = all.find(
    (one) =>
      one.waits && one.effect === "writes" && one.path.slice(0, -1).join() === list && Number(one.path.at(-1)) < at,
  );
  return written === undefined
    ? null
    : `a crash between ${written.target} and this leaves what is written without its message: an outbox writes both at once`;
}

/** A message that is refused while its publisher goes on: the request is answered as if it were not. */
function swallowed({ waits, mayFail, policies: { fallback } }: Hop): string | null {
  return !waits && mayFail && fallback !== undefined && insteadOf(fallback) === "continue"
    ? "goes on when the queue is full: the message is lost, and the answer does not tell"
    : null;
}

/** A bulkhead keeps trouble apart only if it refuses. Workers may wait at one: that is their pace. */
function waitsAtLimit(hop: Hop): string | null {
  const { limit } = hop.policies;
  const isOfRequests = hop.isEntry || hop.from.includes(".");
  if (limit === undefined || mayRefuse(limit) || !isOfRequests || [...hop.within, hop].some(isBounded)) return null;
  return "the queue at its limit is unbounded: those who wait there hold what their caller holds, and an overload becomes waiting, not errors";
}

/** No timeout or deadline on a call or on one around it. */
function noTimeout(hop: Hop): string | null {
  return hop.mayHang && !hop.isEntry && ![...hop.within, hop].some(isBounded)
    ? "has no timeout or deadline: if it hangs, its caller hangs, with all it holds"
    : null;
}

/** A user's patience does not count: it ends the user's waiting, not the system's. */
const isBounded = ({ isEntry, policies: { timeout, deadline } }: Hop): boolean =>
  deadline !== undefined || (timeout !== undefined && !isEntry);

/** A call whose failure fails the request: no fallback on it or on a call around it. */
function noFallback({ mayFail, isEntry, isHandedOn, waits, within, policies }: Hop): string | null {
  if (isHandedOn && mayFail && policies.retry === undefined)
    return "has no retry: when the queue is full, the message is lost for it, and who published it does not notice";
  if (
    !mayFail ||
    isEntry ||
    isHandedOn ||
    [...within, { policies }].some((each) => each.policies.fallback !== undefined)
  )
    return null;
  if (!waits) return "has no fallback: when the queue is full, the request fails";
  const then = within.length === 0 ? "the message is lost" : "so does what called it";
  return `has no fallback: when it fails, ${then}`;
}
