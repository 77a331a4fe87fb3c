/** What the study shows of each variant: the figures that it names, those that differ first. */
import type { Unit } from "../../analysis/figures/units.js";
import type { Findings } from "../../analysis/findings/findings.js";
import { drawable } from "../kit/numbers.js";

const MOST = 5; // Side by side.

export interface Shown {
  readonly figure: string;
  readonly unit: Unit;
  readonly values: readonly (Value | null)[]; // By variant; null: unknown.
}

export interface Value {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** In the order in which the study names them; of many, the first. */
export function shownFigures({ show = [], variants }: Findings): readonly Shown[] {
  const all = show.map(({ figure, unit }) => ({
    figure,
    unit,
    values: variants.map(({ figures = {} }): Value | null => {
      const { value, low, high } = figures[figure] ?? {};
      const [middle, from, to] = [value, low, high].map((end) => drawable(end ?? null));
      return middle === null ? null : { value: middle, low: from ?? middle, high: to ?? middle };
    }),
  }));
  return all.filter(({ values }) => values.some((each) => each !== null)).slice(0, MOST);
}

export interface Extremes {
  readonly least: number; // Variants.
  readonly most: number;
}

/** The variants of the least and the greatest value, if their intervals lie apart. */
export function extremesOf({ values }: Shown): Extremes | null {
  const known = values.flatMap((each, variant) => (each === null ? [] : [{ ...each, variant }]));
  const sorted = known.toSorted((a, b) => a.value - b.value);
  const least = sorted[0];
  const most = sorted.find(({ value }) => value === sorted.at(-1)!.value); // Of several as great, the first.
  if (least === undefined || most === undefined || !(least.high < most.low)) return null;
  return { least: least.variant, most: most.variant };
}
