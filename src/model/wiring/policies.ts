/** Wraps a step in its failure policies, from the outside in: fallback, retry, breaker, deadline, timeout. */
import type { CallCounts } from "../../components/observation/watch.js";
import { CircuitBreaker } from "../../components/policies/circuit-breaker.js";
import { Retry } from "../../components/policies/retry.js";
import { Deadline, Timeout } from "../../components/policies/timeout.js";
import { Hook } from "../../components/steps/instant-step.js";
import { budgetShare, type Policies } from "../language/policies.js";
import type { Site } from "./site.js";

/**
 * Absent policies add no stack frame, since calls may be hundreds deep.
 *
 * @param target the part that a timeout is counted against @param purpose of the retries' jitter
 * @param called the part whose calls these are
 */
export function withPolicies(
  site: Site,
  policies: Policies,
  target: string,
  purpose: string,
  body: Write,
  called = target,
): void {
  const { timeout, deadline, breaker, retry, fallback } = policies;
  const counts = site.assembly.watches.calls(called);
  const counted = (what: keyof CallCounts, inner: Write): Write => {
    if (counts === null) return inner;
    return (where) => {
      where.program.add(new Hook(() => void counts[what]++));
      inner(where);
    };
  };
  let write = counted("calls", body);
  const around = (wrap: (site: Site, inner: () => void) => void): void => {
    const inner = write;
    write = (where) => wrap(where, () => inner(where));
  };
  if (timeout !== undefined) {
    const work = write;
    write = (where) => withTimeout(where, timeout, target, work);
  }
  if (deadline !== undefined) around((where, inner) => withDeadline(where, deadline, target, inner));
  if (breaker !== undefined) around((where, inner) => withBreaker(where, breaker, target, inner));
  write = counted("attempts", write);
  if (retry !== undefined) around((where, inner) => withRetry(where, retry, purpose, inner));
  write = counted("asked", write);
  if (fallback !== undefined) around((where, inner) => withFallback(where, fallback, inner));
  write(site);
}

type Write = (site: Site) => void;
type Said<Policy extends keyof Policies> = NonNullable<Policies[Policy]>;

function withFallback(site: Site, fallback: Said<"fallback">, body: () => void): void {
  site.program.attempt(body, () => {
    site.program.add(new Hook(() => {})); // The handler must have a step.
    if (fallback !== "continue") site.write(fallback);
  });
}

function withRetry(site: Site, retry: Said<"retry">, purpose: string, body: () => void): void {
  const { attempts, backoff, growth, jitter, budget } = retry;
  const options = {
    attemptsMax: attempts,
    baseMs: backoff,
    growth: growth === "exponential" ? 2 : 1,
    jitter: jitterOf(jitter),
    budget: { share: budgetShare(retry), burst: typeof budget === "object" ? (budget.burst ?? null) : null },
  };
  new Retry(site.assembly.flow, options, site.stream(`backoff:${purpose}`)).around(site.program, body);
}

function jitterOf(jitter: "none" | "full" | "equal" | { from: number; to: number }): { low: number; high: number } {
  if (jitter === "none") return { low: 1, high: 1 };
  if (jitter === "full") return { low: 0, high: 1 };
  if (jitter === "equal") return { low: 0.5, high: 1 };
  return { low: jitter.from, high: jitter.to };
}

function withBreaker(site: Site, breaker: Said<"breaker">, target: string, body: () => void): void {
  const { flow } = site.assembly;
  const options = { failures: breaker.failures, openMs: breaker.open };
  const record = site.assembly.breakersOf(target);
  new CircuitBreaker(flow, options, flow.addCause("breaker-open", target), record).around(site.program, body);
}

function withDeadline(site: Site, deadline: number, target: string, body: () => void): void {
  const { flow } = site.assembly;
  new Deadline(flow, deadline, flow.addCause("deadline", target)).around(site.program, body);
}

function withTimeout(site: Site, timeout: number, target: string, body: Write): void {
  const { flow } = site.assembly;
  const cause = flow.addCause("timeout", target);
  site.program.add(new Timeout(flow, timeout, cause, site.inherited, (work) => body(site.on(site.machine, work))));
}
