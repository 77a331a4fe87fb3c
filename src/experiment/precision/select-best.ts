/** Gives more replications to the variants that may still be the best, until one is left or the budget is spent. */
import type { SelectionFindings } from "../../analysis/findings/findings.js";
import { mean } from "../../analysis/statistics/moments.js";
import { FIRST_STAGE, survivors } from "../../analysis/statistics/selection.js";
import type { Measurements } from "../../model/wiring/measurements.js";
import { comparedMetric, type Missing, type Runs } from "../findings/compared-metrics.js";
import { allEndpoints, CONFIDENCE } from "../findings/replication-estimates.js";
import { missingAnswers } from "../findings/survivorship.js";
import { type Job, type Study, windowJobs } from "../plan/study.js";

const ROUND = 4; // Replications added at a time.

type Windows = readonly (readonly Measurements[])[];

type Run = (jobs: readonly Job[]) => Promise<Measurements[]>;

/**
 * In a grid, the best at each value of the other axes.
 *
 * @param windows the first runs of each variant @returns all runs, and the variants left
 */
export async function selectBest(
  study: Study,
  windows: Windows,
  run: Run,
): Promise<{ windows: Windows; selection: SelectionFindings | null; selections: readonly SelectionFindings[] }> {
  const { baselines } = study;
  const bases = [...baselines.keys()].filter((i) => baselines[i] === null);
  const all = [...windows];
  const found: SelectionFindings[] = [];
  for (const base of bases) {
    const group = [...baselines.keys()].filter((i) => i === base || baselines[i]?.index === base);
    const best = await bestOf(study, group, base, windows, run);
    group.forEach((i, at) => {
      all[i] = best.windows[at]!;
    });
    const at = group.flatMap((i) => baselines[i]?.within?.at ?? [])[0];
    if (best.selection !== null) found.push(at === undefined ? best.selection : { at, ...best.selection });
  }
  const isOne = bases.length < 2;
  return { windows: all, selection: isOne ? (found[0] ?? null) : null, selections: isOne ? [] : found };
}

/** @param group of variants, by index, among them the baseline @returns the runs of the group */
async function bestOf(
  study: Study,
  group: readonly number[],
  base: number,
  before: Windows,
  run: Run,
): Promise<{ windows: Windows; selection: SelectionFindings | null }> {
  const { select, tie, replications } = study;
  const windows = group.map((i) => before[i]!);
  const variants = group.map((i) => study.variants[i]!);
  if (select === null || tie === null || windows.length < 2 || replications < 2) return { windows, selection: null };
  const metric = comparedMetric(select.by);
  const sign = metric.goal === "more" ? 1 : -1; // Larger is better.
  const worth = (runs: readonly Measurements[], missing: Missing | null): number[] =>
    runs.map((each) => {
      const one = runsOf([each]);
      const found = missing === null || metric.late === null ? metric.deviations(one) : metric.late(one, missing);
      return sign * (found?.value ?? Number.NaN);
    });
  const first = Math.max(replications, Math.min(FIRST_STAGE, select.most));
  const add = (i: number, from: number, count: number) => run(windowJobs(study, variants[i], from, count));
  const missing = first - replications;
  const all = await Promise.all(
    windows.map(async (runs, i) => (missing === 0 ? [...runs] : [...runs, ...(await add(i, replications, missing))])),
  );
  // A latency counts only for a variant that answers as many requests as the best.
  const lacking =
    metric.late === null ? all.map(() => null) : missingAnswers(all.map((runs) => metric.asked(runsOf(runs))));
  const values = all.map((runs, i) => worth(runs, lacking[i]));
  const baseline = worth(all[group.indexOf(base)], null);
  // A variant without answers has no latency: it is no candidate, and no tie if it is the baseline.
  // Nor is one at a standstill, however quick it was before.
  const stands = (i: number): boolean => all[i].some(({ standstill }) => standstill !== null);
  const isMeasured = (i: number): boolean => values[i].every(Number.isFinite) && !stands(i);
  if (!baseline.every(Number.isFinite)) return { windows: all, selection: null };
  const zone = tie * Math.abs(mean(baseline.slice(0, first)));
  const options = { alpha: 1 - CONFIDENCE, first, zone };
  let left = survivors(values, [...values.keys()].filter(isMeasured), options);
  for (let r = first; left.length > 1 && r < select.most; ) {
    const count = Math.min(ROUND, select.most - r);
    const added = await Promise.all(left.map((i) => add(i, r, count)));
    left.forEach((i, at) => {
      all[i].push(...added[at]);
      values[i].push(...worth(added[at], lacking[i]));
    });
    r += count;
    left = survivors(values, left.some(isMeasured) ? left.filter(isMeasured) : left, options);
  }
  const names = left.map((i) => variants[i].name);
  const selection = {
    by: select.by.name,
    probability: CONFIDENCE,
    zone,
    left: names,
    fewer: variants.flatMap(({ name }, i) => (lacking[i] === null ? [] : [name])),
    replications: all.map((a) => a.length),
  };
  return { windows: all, selection };
}

const runsOf = (runs: readonly Measurements[]): Runs => ({
  runs,
  all: runs.map(({ endpoints }) => allEndpoints(endpoints)),
});
