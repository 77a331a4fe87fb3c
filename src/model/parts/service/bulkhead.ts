/**
 * A bulkhead: limits how many of a service's threads one slow call may hold, and refuses more, so that other endpoints
 * keep theirs.
 */
import {
  type AskingStep,
  askingSteps,
  groupedBy,
  lostByFallback,
  setPolicies,
  workOf,
} from "../../changes/asking-steps.js";
import type { Change, ChangeContext } from "../../changes/change.js";
import type { ServiceOptions } from "./options.js";

const SHARE = 0.25; // Of all threads.

export function bulkheads(context: ChangeContext, service: string, options: ServiceOptions): Change[] {
  const { instances, threads, endpoints } = options;
  if (!Number.isFinite(threads)) return [];
  const calls = askingSteps(context).filter(
    ({ holdsInside, policies: { limit } }) => !holdsInside && limit === undefined,
  );
  const own = calls.filter(({ path }) => path[0] === "parts" && path[1] === service); // A transaction is the caller's own.
  const one = groupedBy(own, ({ target }) => target).filter(([, steps]) => {
    const asking = new Set(steps.map(({ path }) => path[3]));
    return asking.size < Object.keys(endpoints).length && heldBy(steps) > 0;
  });
  const [slowest] = one.sort(([, a], [, b]) => heldBy(b) - heldBy(a));
  const most = Math.max(1, Math.floor(SHARE * instances * threads));
  return slowest === undefined || most >= instances * threads ? [] : [bulkhead(context, service, most, ...slowest)];
}

const heldBy = (steps: readonly AskingStep[]): number => steps.reduce((sum, each) => sum + workOf(each), 0);

/** Neither the calls end in time, nor do those who wait for them. */
const isEndless = ({ model }: ChangeContext, steps: readonly AskingStep[]): boolean =>
  steps.every(({ policies: { timeout, deadline } }) => timeout === undefined && deadline === undefined) &&
  Object.values(model.traffic).every(({ deadline }) => deadline === undefined);

const bulkhead = (
  context: ChangeContext,
  service: string,
  most: number,
  target: string,
  steps: readonly AskingStep[],
): Change => ({
  name: `${service}: at most ${most} at once in ${target}`,
  treats: isEndless(context, steps) ? "missing timeout" : "noisy neighbour",
  overlay: setPolicies(context, steps, { limit: { concurrent: most } }),
  complexity: 2,
  why: "a limit to choose, and an answer to those beyond it",
  cost: {},
  relieves: [{ part: service, resource: "threads" }],
  ...lostByFallback(steps, `beyond ${most} at once`),
});
