/** What each minute until someone acts costs, between variants that differ in that only, on the same requests. */
import { lostSince } from "../../analysis/figures/recovery.js";
import type { ReactionCostFindings } from "../../analysis/findings/findings.js";
import { ratioInterval } from "../../analysis/statistics/ratio.js";
import type { Model } from "../../model/language/model.js";
import { entriesOf } from "../../model/timeline/entries.js";
import type { Measurements } from "../../model/wiring/measurements.js";
import type { Study } from "../plan/study.js";
import { reactionsIn } from "./reactions.js";
import { allEndpoints, CONFIDENCE } from "./replication-estimates.js";

interface Case {
  readonly variant: string;
  readonly rest: string; // All else of its model.
  readonly endsMs: readonly number[];
  readonly lost: readonly number[]; // From its beginning to the end of each run.
}

/** For each such moment, from one variant to that which reacts next. */
export function reactionCosts(
  { variants }: Study,
  windows: readonly (readonly Measurements[])[],
): readonly ReactionCostFindings[] {
  const names = new Set(variants.flatMap(({ model }) => lastingNames(model)));
  return [...names].flatMap((moment) => {
    const cases = variants
      .flatMap(({ name, model }, i) => caseOf(name, model, windows[i] ?? [], moment) ?? [])
      .toSorted((a, b) => sum(a.endsMs) - sum(b.endsMs));
    return cases.flatMap((to, i) => {
      const from = cases.findLast((each, j) => j < i && each.rest === to.rest);
      return from === undefined ? [] : (costOf(moment, from, to) ?? []);
    });
  });
}

const lastingNames = (model: Model): string[] =>
  entriesOf(model).flatMap(({ name, data }) => (data.until === undefined ? [] : [name]));

function caseOf(variant: string, model: Model, runs: readonly Measurements[], moment: string): Case | null {
  const times = reactionsIn(runs, moment);
  if (times === null || !times.endsMs.every(Number.isFinite)) return null;
  const [{ fromMs: startMs, binMs }] = runs as [Measurements];
  const all = runs.map(({ endpoints }) => allEndpoints(endpoints));
  const lost = lostSince(all, { startMs, binMs }, { fromMs: times.fromMs, toMs: times.fromMs });
  return { variant, rest: restOf(model, moment), endsMs: times.endsMs, lost };
}

function restOf({ timeline, name: _, description: __, ...model }: Model, moment: string): string {
  const { until, ...entry } = timeline[moment]!;
  return JSON.stringify({
    ...model,
    timeline: { ...timeline, [moment]: { ...entry, until: { ...until, acts: null } } },
  });
}

function costOf(moment: string, from: Case, to: Case): ReactionCostFindings | null {
  const minutes = to.endsMs.map((ms, run) => (ms - from.endsMs[run]!) / 60_000);
  const lost = to.lost.map((count, run) => count - from.lost[run]!);
  if (!minutes.every((each) => each > 0)) return null;
  return { moment, from: from.variant, to: to.variant, lostPerMinute: ratioInterval(lost, minutes, CONFIDENCE) };
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
