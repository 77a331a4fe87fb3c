/** What a change that was simulated gains, against the model as it is. */

import type { ChangeFindings } from "../../analysis/findings/next-findings.js";
import { holmLevel } from "../../analysis/statistics/holm.js";
import { burdenOf, gainOf, savedOf } from "../../analysis/verdicts/change-score.js";
import type { Change } from "../../model/changes/change.js";
import { meaningOf } from "../../model/changes/symptoms.js";
import { CONFIDENCE } from "../findings/replication-estimates.js";
import { busiestIn } from "./busier.js";
import { verdictOf } from "./change-verdict.js";
import { GOODPUT, goalOf, measuredOf, relativeChange, type Side, type Subject } from "./gain-metric.js";

type Described = Pick<
  ChangeFindings,
  "name" | "isPair" | "treats" | "symptom" | "complexity" | "why" | "cost" | "assumes" | "loses"
>;

export const described = (change: Change): Described => ({
  name: change.name,
  isPair: change.isPair === true,
  treats: change.treats,
  symptom: meaningOf(change.treats),
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
  isInDoubt: false,
  objectives: null,
  measured: null,
  gain: null,
  goodput: null,
  busiest: null,
  score: null,
  replications: 0,
  overlay,
});

interface Beside {
  readonly coresNow: number;
  readonly overlay: string;
  readonly theory: string; // Why it could not gain; empty if it might.
  readonly tried: number; // Changes in all,
  readonly level: number; // and that of the intervals which decide all of them together.
}

/** Of so many changes, the level of the intervals that decide. @param sides with each of them */
export function levelOf(subject: Subject, now: Side, sides: readonly Side[]): number {
  const isProven = (level: number) => (after: Side) => {
    const gain = relativeChange(subject, now, after, level);
    return gain?.low != null && gain.high !== null && (gain.low > 0 || gain.high < 0);
  };
  return holmLevel(sides.length, 1 - CONFIDENCE, (level) => sides.filter(isProven(level)).length);
}

export function judged(
  change: Change,
  subject: Subject,
  { now, after }: { readonly now: Side; readonly after: Side },
  { coresNow, overlay, theory, tried, level }: Beside,
): ChangeFindings {
  const cutShort = after.runs.find((run) => run.cutShort !== null)?.cutShort;
  if (cutShort != null) return notTried(change, `its runs were cut short: ${cutShort.why}`, overlay);
  const gain = relativeChange(subject, now, after);
  const g = gain?.value == null ? null : gainOf(1 + gain.value, goalOf(subject));
  const together = relativeChange(subject, now, after, level);
  const {
    verdict,
    reason,
    isInDoubt = false,
  } = verdictOf(change, subject, gain, now, after, { gain: together, tried });
  return {
    ...described(change),
    verdict,
    reason: reason || theory,
    isInDoubt,
    objectives: after.findings.verdict,
    measured: measuredOf(subject, after),
    gain,
    goodput: relativeChange(GOODPUT, now, after),
    busiest: busiestIn(after),
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
