/** Mistakes in redrives: of nothing, and faster than what the messages need has left beside its traffic. */
import type { Sense } from "../../check/sense.js";
import { writeDuration } from "../../language/values/index.js";
import { RATE } from "../../language/values/units.js";
import type { Act, Planned } from "../../timeline/entries.js";
import type { Redrive } from "../../timeline/redrive.js";
import { isStates, meanRate, offeredRate, ratePoints } from "../../traffic/rate.js";
import { rateAt } from "../../traffic/rate-at.js";

/** After the walk. @param queues those that park messages there */
export function checkRedrives(sense: Sense, name: string, queues: readonly string[]): void {
  for (const { kind, about, path, data, when } of sense.acts) {
    if (kind.verb !== "redrive" || about !== name) continue;
    if (queues.length === 0)
      sense.error([...path, "redrive"], `no work queue parks messages in "${name}", so there is nothing to put back`);
    const { rate = Number.POSITIVE_INFINITY } = data as Redrive;
    const [least] = queues.flatMap((queue) => needsOf(sense, queue, when)).toSorted((a, b) => a.spare - b.spare);
    if (least === undefined || rate <= least.spare) continue;
    const { what, busy, capacity, ms, spare } = least;
    const isPaced = rate < Number.POSITIVE_INFINITY;
    sense.warn(
      [...path, isPaced ? "rate" : "redrive"],
      `${isPaced ? RATE.write(rate) : "all at once"} is more than ${what} have left then: ${few(busy)} of ${few(capacity)} are busy without it, and each message takes ${writeDuration(ms)}, so other work waits behind them`,
      spare > 0
        ? `put them back at a \`rate\` below ${RATE.write(Number(few(spare)))}`
        : "put them back at another time",
    );
  }
}

/** Something that the messages of a queue need. */
interface Need {
  readonly what: string; // "mails workers"
  readonly capacity: number;
  readonly busy: number; // In use by traffic then.
  readonly ms: number; // That each message takes.
  readonly spare: number; // Messages a second for which there is enough.
}

/** The workers, and what their steps ask at other parts; nothing where only a run can tell. */
function needsOf(sense: Sense, queue: string, when: Act["when"]): Need[] {
  const loads = sense.loads.all().filter(({ capacity }) => Number.isFinite(capacity));
  const own = loads.find(({ part, resource }) => part === queue && resource === "workers");
  if (own === undefined || !(own.busy > 0) || !("fromMs" in when)) return [];
  const each = new Map([[queue, own.busy / own.visitsPerMs]]); // By part [ms].
  for (const { path, step, kind, ms, perMs } of sense.stepLoads.all()) {
    const part = kind.visits(step as never, sense.model, sense.kinds)?.target.split(".")[0];
    if (path[1] !== queue || path[2] !== "steps" || part === undefined) continue;
    each.set(part, (each.get(part) ?? 0) + (perMs * ms) / own.visitsPerMs);
  }
  const share = shareThen(sense, when);
  return loads.flatMap(({ part, resource, capacity, busy }) => {
    const ms = each.get(part);
    if (ms === undefined || !(ms > 0)) return [];
    const now = busy * share;
    return [{ what: `${part} ${resource}`, capacity, busy: now, ms, spare: ((capacity - now) * 1000) / ms }];
  });
}

/** The rate of all traffic then, of that at the highest rates. */
function shareThen({ model }: Sense, { fromMs }: Planned): number {
  const rates = Object.values(model.traffic).flatMap(({ rate }) => rate ?? []);
  const now = rates.map((rate) =>
    isStates(rate) ? meanRate(rate) : 1000 * rateAt(ratePoints(rate, fromMs), fromMs, "after"),
  );
  return sum(now) / sum(rates.map(offeredRate));
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const few = (value: number): string => String(Number(Math.max(0, value).toPrecision(3)));
