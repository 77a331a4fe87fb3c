/** Possible changes to retries, of calls and of users: a budget, fewer, later, none. */

import type { StepLoad } from "../check/step-loads.js";
import type { Retry as Rule } from "../policies/catalogue.js";
import { backoffMs, budgetShare, isTogether } from "../policies/retry.js";
import { askingSteps, groupedBy } from "./asking-steps.js";
import type { Change, ChangeContext, Overlay } from "./change.js";
import { at, editSteps } from "./edit-steps.js";

const BUDGET = 0.1;
const PAUSE = "100ms"; // Where there is none.

type Written = Readonly<Record<string, unknown>>;

/** Retries of one part, or of one source of traffic. */
interface Retrying {
  readonly name: string;
  readonly rules: readonly Rule[];
  readonly steps: readonly StepLoad[];
  readonly source: string | null; // Of traffic; null: of steps.
}

export function retryChanges(context: ChangeContext): readonly Change[] {
  const all = retrying(context);
  const of = (wanted: (rule: Rule) => boolean) => all.filter(({ rules }) => rules.some(wanted));
  const unlimited = of((rule) => budgetShare(rule) > BUDGET);
  const atOnce = of(isTogether);
  return [
    ...(unlimited.length === 0 ? [] : [budget(context, unlimited)]),
    ...(atOnce.length === 0 ? [] : [pause(context, atOnce)]),
    ...all.flatMap((each) => [...fewer(context, each), none(context, each)]),
  ];
}

function retrying(context: ChangeContext): Retrying[] {
  const sources = Object.entries(context.model.traffic).flatMap(([source, { retry }]): Retrying[] =>
    retry === undefined || retry.attempts < 2 ? [] : [{ name: source, rules: [retry], steps: [], source }],
  );
  const steps = askingSteps(context).filter(({ policies: { retry } }) => retry !== undefined && retry.attempts > 1);
  const ofParts = groupedBy(steps, ({ part }) => part).map(
    ([part, own]): Retrying => ({
      name: `calls of ${part}`,
      rules: own.map(({ policies }) => policies.retry!),
      steps: own,
      source: null,
    }),
  );
  return [...sources, ...ofParts];
}

const setting = {
  treats: "retry storm",
  complexity: 1,
  why: "a setting of who calls",
  cost: {},
  relieves: [],
} as const;

const nameOf = (all: readonly Retrying[]): string => (all.length === 1 ? all[0].name : "all retries");

const budget = (context: ChangeContext, all: readonly Retrying[]): Change => ({
  ...setting,
  name: `${nameOf(all)}: a retry budget of ${BUDGET * 100}%`,
  overlay: rewritten(context, all, (retry) => ({ ...retry, budget: `${BUDGET * 100}%` })),
});

const pause = (context: ChangeContext, all: readonly Retrying[]): Change => ({
  ...setting,
  name: `${nameOf(all)}: a pause with jitter before a retry`,
  overlay: rewritten(context, all, (retry, rule) => ({
    ...retry,
    ...(backoffMs(rule) === 0 ? { backoff: PAUSE } : {}),
    jitter: "full",
  })),
});

function fewer(context: ChangeContext, one: Retrying): Change[] {
  const now = Math.max(...one.rules.map(({ attempts }) => attempts));
  const most = Math.ceil(now / 2);
  if (most < 2) return [];
  const overlay = rewritten(context, [one], (retry, { attempts }) => ({
    ...retry,
    attempts: Math.min(attempts, most),
  }));
  return [{ ...setting, name: `${one.name}: ${most} attempts at most`, overlay }];
}

const none = (context: ChangeContext, one: Retrying): Change => ({
  ...setting,
  name: `${one.name}: no retries`,
  overlay: rewritten(context, [one], () => null),
  cost: { retries: -one.rules.length },
  isLess: true,
});

/** @param edit takes a retry as written and as parsed, and returns null to remove it */
function rewritten(
  context: ChangeContext,
  all: readonly Retrying[],
  edit: (written: Written, rule: Rule) => Written | null,
): Overlay {
  const steps = all.flatMap((each) => each.steps);
  const ofSteps = editSteps(
    context,
    steps.map(({ path, step: parsed }) => ({
      path,
      edit: ({ retry, ...rest }) => {
        const edited = edit(retry as Written, parsed.retry as Rule);
        return edited === null ? rest : { ...rest, retry: edited };
      },
    })),
  );
  const traffic = all.flatMap(({ source, rules }) => {
    if (source === null) return [];
    return [[source, { retry: edit(at(context.data, ["traffic", source, "retry"]) as Written, rules[0]) }]];
  });
  return traffic.length === 0 ? ofSteps : { ...ofSteps, traffic: Object.fromEntries(traffic) };
}
