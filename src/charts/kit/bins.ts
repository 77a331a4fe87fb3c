/** Time bins as points or steps. */
import type { OverTimeFindings } from "../../analysis/findings/findings.js";
import type { Scale } from "./axes.js";
import { drawable } from "./numbers.js";
import type { Point } from "./path.js";

type Values = readonly (number | null)[];

/** Each bin's value at its middle; null where there is none to draw. */
export function binPoints(
  { startMs, binMs }: OverTimeFindings,
  values: Values,
  x: Scale,
  y: Scale,
  number = drawable,
): (Point | null)[] {
  return values.map((value, i) => {
    const shown = number(value);
    return shown === null ? null : [x(startMs + (i + 0.5) * binMs), y(shown)];
  });
}

/** Bins as steps, so that a single bin keeps its width; bins that do not pass are gaps. */
export function binSteps(
  { startMs, binMs }: OverTimeFindings,
  values: Values,
  x: Scale,
  y: Scale,
  passes: (value: number) => boolean = () => true,
): (Point | null)[] {
  return values.flatMap((value, i): (Point | null)[] => {
    const shown = drawable(value);
    if (shown === null || !passes(shown)) return [null];
    const [from, to] = [x(startMs + i * binMs), x(startMs + (i + 1) * binMs)];
    return [
      [from, y(shown)],
      [to, y(shown)],
    ];
  });
}
