/** Who asks whom, in a model that has been walked, though it may have mistakes. */
import type { Sense } from "../check/sense.js";

export interface Asks {
  readonly from: string; // A part, or a source of traffic.
  readonly to: string; // A part.
}

/** Only what a request reaches. */
export function asksIn({ model, stepLoads }: Sense): readonly Asks[] {
  const bySources = Object.entries(model.traffic).flatMap(([from, { mix }]) =>
    Object.keys(mix).map((target) => ({ from, to: partOf(target) })),
  );
  const bySteps = stepLoads.all().flatMap(({ path: [, from], step, kind }): Asks[] => {
    const target = step[kind.verb];
    return typeof target === "string" ? [{ from: String(from), to: partOf(target) }] : [];
  });
  return [...bySources, ...bySteps].filter(({ to }) => Object.hasOwn(model.parts, to));
}

const partOf = (target: string): string => target.split(".")[0] ?? "";
