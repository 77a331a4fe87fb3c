/** The value axis of a sweep: logarithmic for times, from zero for shares, counts and rates. */
import { scaleLinear, scaleLog } from "d3";
import { logDomain, logTicks, type Scale } from "../kit/axes.js";
import { drawable, drawableLog, largest } from "../kit/numbers.js";
import type { SweepSubject } from "./subject.js";

export interface ValueAxis {
  readonly scale: Scale;
  readonly ticks: readonly number[];
  readonly shown: (value: number | null) => number | null; // Null: not on the axis.
}

/** @param range of the scale: pixels of the lowest and the highest value */
export function valueAxis(
  { unit, isNamed }: SweepSubject,
  values: readonly (number | null)[],
  range: readonly [number, number],
): ValueAxis {
  const known = values.flatMap((value) => drawable(value) ?? []);
  const pixels = Math.abs(range[1] - range[0]);
  // A wait of zero cannot be on a logarithmic axis.
  if (unit === "ms" && (!isNamed || known.every((value) => value > 0))) {
    const domain = logDomain(values);
    return { scale: scaleLog(domain, range), ticks: logTicks(domain, pixels), shown: drawableLog };
  }
  const scale = scaleLinear([0, largest(known) || 1], range)
    .nice()
    .clamp(true);
  return { scale, ticks: scale.ticks(6), shown: drawable };
}
