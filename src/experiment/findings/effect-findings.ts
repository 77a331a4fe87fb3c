/** What really happened of what requests were told, from all replications. */
import type { EffectFindings, EffectOverTime } from "../../analysis/findings/findings.js";
import { endpointOf } from "../../model/effects/effects.js";
import { doneBy } from "../../model/effects/made-by.js";
import { KINDS } from "../../model/language/catalogue.js";
import type { Model } from "../../model/language/model.js";
import type { EffectMeasurement, Measurements, RatioMeasurement } from "../../model/wiring/measurements.js";
import type { Growth } from "../precision/growth.js";
import { steadinessOfPart } from "../precision/steadiness.js";
import { refuseMeasures } from "./missing-figures.js";
import { measureFindings } from "./part-findings.js";

/** @param growing why an effect is pending for as long as one looks; null: it is not @returns null without effects */
export function effectFindings(
  { effects }: Model,
  runs: readonly Measurements[],
  growing: (effect: string) => string | null,
): Readonly<Record<string, EffectFindings>> | null {
  const [first] = runs;
  if (first?.effects === undefined) return null;
  const found = first.effects.map(({ name, measures }, at): [string, EffectFindings] => {
    const each = runs.flatMap((run) => run.effects?.[at] ?? []);
    const all = measures.flatMap((measure, i) =>
      measureFindings(
        measure.name,
        each.map((run) => run.measures[i]),
        first.windowMs,
        ["p50"],
      ),
    );
    return [
      name,
      {
        for: effects[name].for,
        endpoint: endpointOf(effects, name) ?? "",
        withinMs: effects[name].within ?? null,
        due: each.reduce((sum, run) => sum + ratioOf(run, "lost").whole, 0),
        measures: refuseMeasures(Object.fromEntries(all), growing(name)),
      },
    ];
  });
  return Object.fromEntries(found);
}

/** Why it is pending for longer and longer: something grows where its requests, or their messages, come. */
export function growingOfEffect(model: Model, effect: string, growth: Growth): string | null {
  const { parts } = doneBy(model, KINDS, endpointOf(model.effects, effect) ?? "");
  const reasons = [...parts].flatMap((part) => steadinessOfPart(growth, part) ?? []);
  return reasons[0] ?? null;
}

/** @param seconds length of a bin */
export function effectsOverTime(runs: readonly Measurements[], seconds: (bin: number) => number): EffectOverTime[] {
  return (runs[0].effects ?? []).map(({ name }, at) => {
    const each = runs.flatMap((run) => run.effects?.[at] ?? []);
    const mean = (of: (run: EffectMeasurement) => readonly number[]): number[] => {
      const all = each.map(of);
      return all[0].map((_, bin) => all.reduce((sum, counts) => sum + counts[bin], 0) / all.length);
    };
    const perSecond = (counts: readonly number[]): number[] => counts.map((count, bin) => count / seconds(bin));
    const due = mean((run) => ratioOf(run, "lost").wholeByBin);
    const share = (of: string): (number | null)[] =>
      mean((run) => ratioOf(run, of).partByBin).map((count, bin) => (due[bin] > 0 ? count / due[bin] : null));
    return {
      effect: name,
      told: perSecond(due),
      happened: perSecond(mean(({ doneThenByBin }) => doneThenByBin)),
      open: mean(({ measures }) => measures.flatMap((one) => (one.kind === "level" ? [one.atEnds] : []))[0]),
      late: share("late"),
      lost: share("lost"),
    };
  });
}

function ratioOf({ measures }: EffectMeasurement, name: string): RatioMeasurement {
  const found = measures.find((one) => one.name === name);
  if (found?.kind !== "ratio") throw new Error(`effects have no share "${name}"`);
  return found;
}
