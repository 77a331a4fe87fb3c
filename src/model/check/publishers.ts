/** Who publishes to a part: endpoints of services, parts that hand messages on, and queues whose workers do. */
import { partKindIn, type StepData, stepKindIn } from "../language/kinds.js";
import type { Sense } from "./sense.js";

/** @returns each by the names that it may be called by: "web.checkout" and "web" */
export function publishersOf({ model, kinds }: Sense, target: string): ReadonlySet<string> {
  const publishers = new Set<string>();
  const publishes = (steps: readonly StepData[]): boolean =>
    steps.some((step) => {
      const kind = stepKindIn(kinds, step);
      return (
        kind?.visits(step as never, model, kinds)?.target === target ||
        kind?.inside(step as never, model).some((inside) => publishes(inside.steps)) === true
      );
    });
  for (const [name, part] of Object.entries(model.parts)) {
    const kind = partKindIn(kinds, part);
    if (kind?.takesMessages?.handsOn?.(part as never).some(({ to }) => to === target) === true) publishers.add(name);
    for (const entry of kind?.entries?.(part as never) ?? [])
      if (publishes(entry.steps)) for (const each of [name, `${name}.${entry.name}`]) publishers.add(each);
  }
  return publishers;
}
