/** Mistakes in redrives: of nothing, and faster than the workers can do beside their traffic. */
import type { Sense } from "../../check/sense.js";
import { RATE } from "../../language/values/units.js";
import type { Act, Planned } from "../../timeline/entries.js";
import type { Redrive } from "../../timeline/redrive.js";
import { isStates, meanRate, offeredRate, ratePoints } from "../../traffic/rate.js";
import { rateAt } from "../../traffic/rate-at.js";

/** @param queues those that park messages there */
export function checkRedrives(sense: Sense, name: string, queues: readonly string[]): void {
  for (const { kind, about, path, data, when } of sense.acts) {
    if (kind.verb !== "redrive" || about !== name) continue;
    if (queues.length === 0)
      sense.error([...path, "redrive"], `no work queue parks messages in "${name}", so there is nothing to put back`);
    const { rate = Number.POSITIVE_INFINITY } = data as Redrive;
    const [slowest] = queues
      .flatMap((queue) => spareOf(sense, queue, when) ?? [])
      .toSorted((a, b) => a.spare - b.spare);
    if (slowest === undefined || rate <= slowest.spare) continue;
    const { queue, most, asked, spare } = slowest;
    const isPaced = rate < Number.POSITIVE_INFINITY;
    const how = isPaced ? RATE.write(rate) : "all at once";
    sense.warn(
      [...path, isPaced ? "rate" : "redrive"],
      `${how} is more than the workers of "${queue}" have left: they do ${few(most)} a second, and ${few(asked)} are published then, so new messages wait behind the old ones`,
      spare > 0
        ? `put them back at a \`rate\` below ${RATE.write(Number(few(spare)))}`
        : "put them back at another time",
    );
  }
}

interface Spare {
  readonly queue: string;
  readonly most: number; // What its workers do [1/s],
  readonly asked: number; // what is published by traffic,
  readonly spare: number; // and what is left.
}

/** At that time; null where only a run can tell. */
function spareOf(sense: Sense, queue: string, when: Act["when"]): Spare | null {
  const load = sense.loads.all().find(({ part, resource }) => part === queue && resource === "workers");
  if (load === undefined || !(load.busy > 0) || !("fromMs" in when)) return null;
  const asked = load.visitsPerMs * 1000 * shareThen(sense, when);
  const most = (load.capacity * load.visitsPerMs * 1000) / load.busy;
  return { queue, most, asked, spare: most - asked };
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
