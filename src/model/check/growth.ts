/** Models whose work grows while they run: how much is asked of each resource later, and when one is full. */
import { partKindOf } from "../language/catalogue.js";
import type { Model, PartData } from "../language/model.js";
import { lastParts, versionsOf } from "../timeline/versions.js";
import { plannedRequests } from "../traffic/planned.js";
import { isStates, meanRate } from "../traffic/rate.js";
import type { Traffic } from "../traffic/traffic.js";
import { walked } from "./check-sense.js";
import type { OfferedLoad } from "./offered-loads.js";

const grows = (part: PartData | undefined): boolean => partKindOf(part)?.grows?.(part as never) === true;

/** Whether there is no steady state because something grows as long as the model runs. */
export const isGrowing = (model: Model): boolean => Object.values(model.parts).some(grows);

/** The loads at a moment of the run, at the highest planned rate, by then grown. @param atMs from the start of the run */
export function loadsAfter(model: Model, atMs: number): readonly OfferedLoad[] {
  const { parts } = versionsOf(model).findLast(({ fromMs }) => fromMs <= atMs) ?? model;
  const { added } = walked({ ...model, traffic: onAverage(model.traffic, atMs) }, false);
  const perMs = new Map([...added].map(([table, each]) => [table, each * atMs]));
  const grown = { atMs, added: perMs };
  return walked({ ...model, parts }, false, grown)
    .loads.all()
    .filter(({ capacity }) => Number.isFinite(capacity));
}

/** So many requests as come until then, evenly. */
function onAverage(traffic: Model["traffic"], untilMs: number): Model["traffic"] {
  const even = ([name, source]: [string, Traffic]): [string, Traffic] => {
    const { rate } = source;
    if (rate === undefined || typeof rate === "number") return [name, source];
    const mean = isStates(rate) ? meanRate(rate) : untilMs > 0 ? (plannedRequests(rate, untilMs) / untilMs) * 1000 : 0;
    return [name, { ...source, rate: mean }];
  };
  return Object.fromEntries(Object.entries(traffic).map(even));
}

/** A resource, and when its offered load reaches its capacity. */
export interface Outgrown {
  readonly part: string;
  readonly resource: string;
  readonly atMs: number; // From the start of the run.
}

const HORIZON_MS = 10 * 365 * 86_400_000;
const CLOSE = 1e-4; // Relative.

/** The first resource that its load outgrows, if that is within ten years; null also where one is full from the start. */
export function outgrown(model: Model): Outgrown | null {
  if (!isGrowing({ ...model, parts: lastParts(model) })) return null;
  if (fullest(model, 0) !== null) return null;
  const starts = [...new Set(versionsOf(model).map(({ fromMs }) => fromMs))];
  for (const [i, fromMs] of starts.entries()) {
    const untilMs = starts[i + 1] ?? HORIZON_MS;
    const lastMs = Math.min(untilMs, HORIZON_MS) * (1 - Number.EPSILON);
    if (fullest(model, lastMs) !== null) return first(model, fromMs, lastMs);
  }
  return null;
}

/** Between two moments without a change other than growth, by halving. */
function first(model: Model, fromMs: number, untilMs: number): Outgrown {
  let [low, high] = [fromMs, untilMs];
  while (high - low > CLOSE * high) {
    const middle = low > 0 ? Math.sqrt(low * high) : Math.min(high / 2, Math.max(1000, high / 1e6));
    if (fullest(model, middle) === null) low = middle;
    else high = middle;
  }
  return { ...fullest(model, high)!, atMs: high };
}

function fullest(model: Model, atMs: number): Pick<Outgrown, "part" | "resource"> | null {
  const full = loadsAfter(model, atMs).filter(({ busy, capacity }) => busy >= capacity);
  const [most] = full.toSorted((a, b) => b.busy / b.capacity - a.busy / a.capacity);
  return most === undefined ? null : { part: most.part, resource: most.resource };
}
