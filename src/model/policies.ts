/** Wraps what a step does into what it says about failure: fallback, retry, breaker, deadline, timeout, from the outside. */
import { CircuitBreaker } from "../components/policies/circuit-breaker.js";
import { Deadline } from "../components/policies/deadline.js";
import { Retry } from "../components/policies/retry.js";
import { Timeout } from "../components/policies/timeout.js";
import { Hook } from "../components/steps/hook.js";
import { budgetShare, type Policies } from "./language.js";
import type { Site } from "./site.js";

/** @param target the part that a timeout is counted against @param purpose of the retries' jitter */
export function withPolicies(
  site: Site,
  policies: Policies,
  target: string,
  purpose: string,
  body: (site: Site) => void,
): void {
  withFallback(site, policies, () =>
    withRetry(site, policies, purpose, () =>
      withBreaker(site, policies, target, () =>
        withDeadline(site, policies, target, () => withTimeout(site, policies, target, body)),
      ),
    ),
  );
}

function withFallback(site: Site, { fallback }: Policies, body: () => void): void {
  if (fallback === undefined) {
    body();
    return;
  }
  site.program.attempt(body, () => {
    site.program.add(new Hook(() => {})); // The handler must have a step.
    if (fallback !== "continue") site.write(fallback);
  });
}

function withRetry(site: Site, { retry }: Policies, purpose: string, body: () => void): void {
  if (retry === undefined) {
    body();
    return;
  }
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

function withBreaker(site: Site, { breaker }: Policies, target: string, body: () => void): void {
  if (breaker === undefined) {
    body();
    return;
  }
  const { flow } = site.assembly;
  const options = { failures: breaker.failures, openMs: breaker.open };
  const record = site.assembly.breakersOf(target);
  new CircuitBreaker(flow, options, flow.addCause("breaker-open", target), record).around(site.program, body);
}

function withDeadline(site: Site, { deadline }: Policies, target: string, body: () => void): void {
  if (deadline === undefined) {
    body();
    return;
  }
  const { flow } = site.assembly;
  new Deadline(flow, deadline, flow.addCause("deadline", target)).around(site.program, body);
}

function withTimeout(site: Site, { timeout }: Policies, target: string, body: (site: Site) => void): void {
  if (timeout === undefined) {
    body(site);
    return;
  }
  const { flow } = site.assembly;
  const inherited = site.machine === null ? [] : [site.machine.instance];
  const cause = flow.addCause("timeout", target);
  site.program.add(new Timeout(flow, timeout, cause, inherited, (work) => body(site.on(site.machine, work))));
}
