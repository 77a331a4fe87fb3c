/**
 * How long a system remembers and how much traffic it has, before it is simulated: from the load of its resources.
 * Only where to begin; what is measured then corrects it.
 */
import { relaxationTime } from "../analysis/theory/run-length.js";
import { demandOf } from "../model/demand.js";
import type { Model } from "../model/model.js";
import type { OfferedLoad } from "../model/sense.js";
import { heavyTails } from "./heavy-tails.js";

export interface Outlook {
  readonly relaxationMs: number; // 0: nothing is known.
  readonly requestsPerMs: number;
  readonly vain: readonly string[]; // Figures that no run makes more certain, as in `reached.ts`: they have no interval.
}

/** Planned for where more is offered than there is capacity: something refuses or gives up, or the system grows. */
const LOAD_OF_THE_OVERLOADED = 0.9;

/** Open: the relaxation time of the slowest station. Closed: the longest round of a user. */
export function outlook(model: Model): Outlook {
  const { open, openPerMs, closed } = demandOf(model);
  return {
    relaxationMs: Math.max(0, ...open.map(stationMs), ...closed.map(({ roundMs }) => roundMs)),
    requestsPerMs: closed.reduce((sum, { users, roundMs }) => sum + (roundMs > 0 ? users / roundMs : 0), openPerMs),
    vain: meansInDoubt([...heavyTails(model).endpoints.keys()]),
  };
}

const meansInDoubt = (endpoints: readonly string[]): string[] =>
  endpoints.length === 0 ? [] : ["latency mean", ...endpoints.map((endpoint) => `latency{${endpoint}} mean`)];

function stationMs({ busy, capacity, visitsPerMs }: OfferedLoad): number {
  if (!(busy > 0)) return 0;
  const load = busy < capacity ? busy / capacity : LOAD_OF_THE_OVERLOADED;
  return relaxationTime(load, (capacity * visitsPerMs) / busy);
}
