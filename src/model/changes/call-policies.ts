/** Policies that a call lacks: a deadline, or a circuit breaker. */
import { partKindOf, slotsIn } from "../language/catalogue.js";
import { writeDuration } from "../language/values/index.js";
import { type AskingStep, askingSteps, groupedBy, lostByFallback, setPolicies, workOf } from "./asking-steps.js";
import type { Capacity, Change, ChangeContext, Overlay } from "./change.js";

const DEADLINES = 3; // Of calls that have none: of those that hold most.
const TIMES = 5; // The mean without waiting, so that few calls are cut off then.

/**
 * A deadline on one call: a slow call then frees in time the threads and connections that other requests wait for. In
 * place of a timeout, it also stops the work.
 */
export function callDeadlines(context: ChangeContext): readonly Change[] {
  const steps = askingSteps(context).filter(({ policies: { deadline } }) => deadline === undefined);
  const [patient, impatient] = [true, false].map((isPatient) =>
    steps.filter(({ policies: { timeout } }) => (timeout === undefined) === isPatient),
  );
  const held = groupedBy(patient, ({ target }) => target).filter(
    ([, own]) => own[0].ms > 0 && own.some((each) => slotsOf(context, each).length > 0),
  );
  const longest = held.sort(([, a], [, b]) => heldBy(b) - heldBy(a)).slice(0, DEADLINES);
  return [
    ...longest.map(([target, own]) => deadline(context, target, own)),
    ...groupedBy(impatient, ({ target }) => target).map(([target, own]) => stopped(context, target, own)),
  ];
}

const heldBy = (steps: readonly AskingStep[]): number => steps.reduce((sum, each) => sum + workOf(each), 0);

const setting = { complexity: 2, why: "work that hears of it and stops", cost: {} } as const;

function deadline(context: ChangeContext, target: string, steps: readonly AskingStep[]): Change {
  const written = writeDuration(rounded(TIMES * steps[0].ms));
  const lost = lostByFallback(steps, `after ${written}`);
  return {
    ...setting,
    name: `${target}: a deadline of ${written}`,
    treats: "missing timeout",
    overlay: setPolicies(context, steps, { deadline: written }),
    // With a fallback, it helps even if it frees nothing.
    relieves: lost.loses === undefined ? steps.flatMap((each) => slotsOf(context, each)) : [],
    assumes: `an answer after ${written} is not worth waiting for`,
    ...lost,
  };
}

/** As long as the timeout that its steps have; the longest, where they differ. */
function stopped(context: ChangeContext, target: string, steps: readonly AskingStep[]): Change {
  const written = writeDuration(Math.max(...steps.map(({ policies }) => policies.timeout!)));
  return {
    ...setting,
    name: `${target}: a deadline of ${written} instead of a timeout`,
    treats: steps.some(({ policies: { retry } }) => retry !== undefined) ? "retry storm" : "work after the caller left",
    overlay: setPolicies(context, steps, { timeout: null, deadline: written }),
    relieves: [],
  };
}

/** The limited resources that a request holds during the call. */
function slotsOf({ model }: ChangeContext, { path, part }: AskingStep): Capacity[] {
  const caller = path[0] === "parts" ? [String(path[1])] : [];
  return [...caller, part].flatMap((name) => {
    const slots = slotsIn(model, name);
    return slots?.heldBy === "requests" ? [{ part: name, resource: slots.resource }] : [];
  });
}

/** Upwards to 1, 2 or 5 times a power of ten. */
function rounded(ms: number): number {
  const power = 10 ** Math.floor(Math.log10(ms));
  return power * [1, 2, 5, 10].find((digit) => digit * power >= ms * (1 - 1e-9))!;
}

const BREAKER = { failures: 5, open: "5s" };

/** A circuit breaker on calls that often fail: while it is open, no request waits or holds anything for them. */
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
  return partKindOf(asked)?.mayFail?.(asked as never) === true;
}
