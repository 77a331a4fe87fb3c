/** A circuit breaker on calls that often fail: while it is open, no request waits or holds anything for them. */
import { KINDS } from "../language/catalogue.js";
import { partKindIn } from "../language/kinds.js";
import { type AskingStep, askingSteps, groupedBy, lostByFallback, setPolicies } from "./asking-steps.js";
import type { Change, ChangeContext, Overlay } from "./change.js";

const BREAKER = { failures: 5, open: "5s" };

export function breakerChanges(context: ChangeContext): readonly Change[] {
  const steps = askingSteps(context).filter((each) => each.policies.breaker === undefined && mayFail(context, each));
  const ofParts = groupedBy(steps, ({ part }) => part).map(([part, own]) => {
    // A failure that is retried or replaced is in no count of failed requests.
    const isSeen = own.every(({ policies: { retry, fallback } }) => retry === undefined && fallback === undefined);
    const change = breaker(`calls of ${part}`, setPolicies(context, own, { breaker: BREAKER }), isSeen);
    return { ...change, ...lostByFallback(own, "while it is open") };
  });
  const ofTraffic = Object.entries(context.model.traffic).flatMap(([source, { retry, breaker: now }]) =>
    retry === undefined || now !== undefined
      ? []
      : [breaker(source, { traffic: { [source]: { breaker: BREAKER } } }, false)],
  );
  return [...ofParts, ...ofTraffic];
}

const breaker = (name: string, overlay: Overlay, isSeen: boolean): Change => ({
  name: `${name}: a circuit breaker`,
  treats: "failing dependency",
  overlay,
  complexity: 2,
  why: "limits to choose, and an answer while it is open",
  cost: {},
  relieves: [],
  needsFailures: isSeen,
  assumes: `all callers share one breaker, which opens for ${BREAKER.open} after ${BREAKER.failures} failures in a row`,
});

/** Whether the call may fail: by the caller's policies, or by the part itself. */
function mayFail({ model, steps }: ChangeContext, { part, policies }: AskingStep): boolean {
  const { timeout, deadline, retry, fallback } = policies;
  if ([timeout, deadline, retry, fallback].some((policy) => policy !== undefined)) return true;
  if (steps.some(({ kind, path }) => kind.does === "fails" && path[1] === part)) return true;
  const asked = model.parts[part];
  return partKindIn(KINDS, asked)?.mayFail?.(asked as never) === true;
}
