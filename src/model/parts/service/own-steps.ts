/** The steps of a service's endpoints, as they stand in their lists. */
import { groupedBy } from "../../changes/asking-steps.js";
import type { ChangeContext } from "../../changes/change.js";
import type { StepLoad } from "../../check/step-loads.js";

export interface EndpointSteps {
  readonly endpoint: string;
  readonly steps: readonly StepLoad[]; // Of the endpoint's own list, not of lists inside its steps.
  readonly ms: number; // Their mean time without waiting.
}

export function endpointsOf({ steps }: ChangeContext, service: string): readonly EndpointSteps[] {
  const own = steps.filter(
    ({ path: [parts, name, key], path }) =>
      parts === "parts" && name === service && key === "endpoints" && path.length === 5,
  );
  return groupedBy(own, ({ path }) => String(path[3])).map(([endpoint, list]) => ({
    endpoint,
    steps: list.toSorted((a, b) => Number(a.path[4]) - Number(b.path[4])),
    ms: list.reduce((sum, { ms }) => sum + ms, 0),
  }));
}
