/** What a change that was simulated gains, against the model as it is. */

import type { ChangeFindings } from "../../analysis/findings/next-findings.js";
import { burdenOf, gainOf, savedOf } from "../../analysis/verdicts/change-score.js";
import type { Change } from "../../model/changes/change.js";
import { verdictOf } from "./change-verdict.js";
import { GOODPUT, goalOf, measuredOf, relativeChange, type Side, type Subject } from "./gain-metric.js";

type Described = Pick<ChangeFindings, "name" | "treats" | "complexity" | "why" | "cost" | "assumes" | "loses">;

export const described = (change: Change): Described => ({
  name: change.name,
  treats: change.treats,
  complexity: change.complexity,
  why: change.why,
  cost: costOf(change),
  assumes: change.assumes ?? null,
  loses: change.loses ?? null,
});

export const notTried = (change: Change, reason: string, overlay: string): ChangeFindings => ({
  ...described(change),
  verdict: "not tried",
  reason,
  objectives: null,
  measured: null,
  gain: null,
  goodput: null,
  score: null,
  replications: 0,
  overlay,
});

interface Beside {
  readonly coresNow: number;
  readonly overlay: string;
  readonly theory: string; // Why it could not gain; empty if it might.
}

export function judged(
  change: Change,
  subject: Subject,
  { now, after }: { readonly now: Side; readonly after: Side },
  { coresNow, overlay, theory }: Beside,
): ChangeFindings {
  const cutShort = after.runs.find((run) => run.cutShort !== null)?.cutShort;
  if (cutShort != null) return notTried(change, `its runs were cut short: ${cutShort.why}`, overlay);
  const gain = relativeChange(subject, now, after);
  const g = gain?.value == null ? null : gainOf(1 + gain.value, goalOf(subject));
  const { verdict, reason } = verdictOf(change, subject, gain, now, after);
  return {
    ...described(change),
    verdict,
    reason: reason || theory,
    objectives: after.findings.verdict,
    measured: measuredOf(subject, after),
    gain,
    goodput: relativeChange(GOODPUT, now, after),
    score:
      verdict === "saves"
        ? savedOf(change.complexity, costOf(change), coresNow)
        : g === null
          ? null
          : g / burdenOf(change.complexity, costOf(change), coresNow),
    replications: after.runs.length,
    overlay,
  };
}

export const costOf = ({ cost }: Change): Record<string, number> => ({ ...cost }) as Record<string, number>;
