/**
 * How many instances the Kubernetes Horizontal Pod Autoscaler wants, from what it is told of the metric.
 *
 * Source: Kubernetes documentation, Horizontal Pod Autoscaling, “Algorithm details” and “Configurable scaling behavior”
 * (autoscaling/v2): desired = ⌈current × metric ÷ target⌉; nothing within the tolerance; instances without a value are
 * taken at the target where it would become fewer and at 0 where it would become more; those not yet ready at 0 where it
 * would become more, and left out otherwise; fewer only as the highest recommendation of the stabilisation window says;
 * more by the larger of two limits in each period.
 */

export interface HpaRules {
  readonly min: number; // Instances.
  readonly max: number;
  readonly target: number; // Of the metric, of each instance on average.
  readonly tolerance: number; // As a share of the target: 0.1.
  readonly stabilisationMs: number; // For fewer instances: 300,000.
}

/** What is known when it decides. */
export interface HpaMetrics {
  readonly values: readonly number[]; // Of instances that have a value.
  readonly missing: number; // Instances without one.
  readonly notReady: number; // Instances that have yet to start; told apart only for the use of cores.
}

/** More instances in a period: so many, or so many times as many, whichever is more. */
export const UP_BY = 4;
export const UP_TIMES = 2;
export const PERIOD_MS = 15_000;

export class Hpa {
  private readonly rules: HpaRules;
  private recommendations: { readonly atMs: number; readonly wanted: number }[];
  private added: { readonly atMs: number; readonly by: number }[] = [];

  /** @param atMs when it begins to decide, which is its first recommendation for `current` */
  constructor(rules: HpaRules, atMs: number, current: number) {
    this.rules = rules;
    this.recommendations = [{ atMs, wanted: current }];
  }

  /** @param current instances that are wanted by now @returns how many are wanted from now on */
  decide(nowMs: number, current: number, metrics: HpaMetrics): number {
    const { min, max } = this.rules;
    const wanted = this.wanted(nowMs, current, metrics);
    const next = Math.min(max, Math.max(min, wanted));
    if (next > current) this.added.push({ atMs: nowMs, by: next - current });
    return next;
  }

  private wanted(nowMs: number, current: number, metrics: HpaMetrics): number {
    const recommended = recommendation(this.rules, current, metrics);
    if (recommended === null) return current;
    const isRecent = ({ atMs }: { readonly atMs: number }): boolean => atMs > nowMs - this.rules.stabilisationMs;
    this.recommendations = [...this.recommendations.filter(isRecent), { atMs: nowMs, wanted: recommended }];
    const highest = this.recommendations.reduce((most, { wanted }) => Math.max(most, wanted), 0);
    return Math.min(Math.max(recommended, Math.min(current, highest)), this.limit(nowMs, current));
  }

  /** The most that a period allows. */
  private limit(nowMs: number, current: number): number {
    this.added = this.added.filter(({ atMs }) => atMs > nowMs - PERIOD_MS);
    const before = current - this.added.reduce((sum, { by }) => sum + by, 0);
    return Math.max(current, before + UP_BY, before * UP_TIMES);
  }
}

/** ⌈current × metric ÷ target⌉, before any limit; null where nothing has a value. */
export function recommendation(rules: HpaRules, current: number, metrics: HpaMetrics): number | null {
  const { target, tolerance } = rules;
  const { values, missing, notReady } = metrics;
  if (values.length === 0) return null;
  const ratioOf = (all: readonly number[]): number => all.reduce((sum, value) => sum + value, 0) / all.length / target;
  const isClose = (ratio: number): boolean => Math.abs(ratio - 1) <= tolerance + ROUNDING;
  const ratio = ratioOf(values);
  const countsAs = (times: number, value: number): number[] => Array<number>(times).fill(value);
  const assumed = ratio > 1 ? countsAs(missing + notReady, 0) : countsAs(missing, target);
  if (assumed.length === 0) return isClose(ratio) ? current : instances(ratio * values.length);
  const all = [...values, ...assumed];
  const cautious = ratioOf(all);
  if (isClose(cautious) || ratio > 1 !== cautious > 1) return current;
  const wanted = instances(cautious * all.length);
  return (cautious > 1 ? wanted < current : wanted > current) ? current : wanted; // Never the other way.
}

const ROUNDING = 1e-9; // 0.66 ÷ 0.6 is 1.1000000000000003, which is within 10 %.

const instances = (exact: number): number => Math.ceil(exact - ROUNDING);
