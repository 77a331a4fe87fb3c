/** What a change that was simulated gains, against the model as it is. */
import { burdenOf, gainOf } from "../../analysis/change-score.js";
import { gainVerdict, NOTHING } from "../../analysis/gain-verdict.js";
import type { ChangeFindings, ChangeVerdict } from "../../analysis/next-findings.js";
import type { Change } from "../../model/changes/change.js";
import { GOODPUT, goalOf, measuredOf, relativeChange, type Side, type Subject } from "./gain-metric.js";

type Described = Pick<ChangeFindings, "name" | "treats" | "complexity" | "why" | "cost" | "assumes">;

export const described = ({ name, treats, complexity, why, cost, assumes }: Change): Described => ({
  name,
  treats,
  complexity,
  why,
  cost: { ...cost } as Record<string, number>,
  assumes: assumes ?? null,
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
  const goodput = relativeChange(GOODPUT, now, after);
  const fewer = goodput?.high != null && goodput.high < -NOTHING;
  const grows =
    gain === null && after.findings.drift?.verdict === "growing" && now.findings.drift?.verdict !== "growing";
  const verdict: ChangeVerdict =
    fewer || grows ? "worse" : gain === null ? "unknown" : gainVerdict(gain, goalOf(subject));
  const g = gain?.value == null ? null : gainOf(1 + gain.value, goalOf(subject));
  return {
    ...described(change),
    verdict,
    reason: fewer ? "it answers fewer requests" : grows ? "the number in the system grows" : theory,
    objectives: after.findings.verdict,
    measured: measuredOf(subject, after.findings),
    gain,
    goodput,
    score: g === null ? null : g / burdenOf(change.complexity, change.cost as Record<string, number>, coresNow),
    replications: after.runs.length,
    overlay,
  };
}
