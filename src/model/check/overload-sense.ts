/**
 * What happens to the queue of an overloaded resource.
 *
 * It grows without limit, there or before the slots held around it, if the certain load exceeds the capacity. If they
 * are equal, it grows if anything is random; D/D/1 does not.
 */
import { RATE } from "../language/values/units.js";
import type { CertainLoad, OfferedLoad, QueueOutlook } from "./offered-loads.js";
import type { Sense } from "./sense.js";

const ROUNDING = 1e-9;

/** @param walkCautiously finds the certain load; called only if needed */
export function judgeQueues(loads: readonly OfferedLoad[], walkCautiously: () => Sense): void {
  const full = loads.filter(({ busy, capacity }) => busy >= capacity * (1 - ROUNDING));
  if (full.length === 0) return;
  const cautious = walkCautiously();
  for (const load of full) {
    load.certain = cautious.certainOf(load.part, load.resource);
    load.queue = outlookOf(load);
  }
}

function outlookOf(load: OfferedLoad): QueueOutlook {
  const { busy, capacity, boundedBy, reducedBy, certain } = load;
  if (isTooMuch(certain, certain?.busy ?? 0, capacity)) return "grows";
  if (boundedBy.length > 0) return "bounded";
  const isJustEnough = busy <= capacity * (1 + ROUNDING) && reducedBy.length === 0 && certain?.varies !== true;
  return isJustEnough ? "fits" : "unknown";
}

/** Whether this certain load exceeds the capacity in the long run. */
export function isTooMuch(certain: CertainLoad | null, busy: number, capacity: number): boolean {
  if (certain === null) return false;
  return busy > capacity * (1 + ROUNDING) || (busy >= capacity * (1 - ROUNDING) && certain.varies);
}

export function warnOfOverload(sense: Sense, loads: readonly OfferedLoad[]): void {
  for (const load of loads) {
    const { part, resource } = load;
    if (load.queue === "fits") continue;
    const { busy, capacity, uneven, perSecond } = load;
    const isEqual = uneven === null && perSecond === null && shown(busy) === shown(capacity);
    const much = isEqual ? "as high as" : "above"; // As the words below it say.
    const words = `${part} ${resource}: offered load ${much} capacity, ${busyWords(load)}`;
    sense.warn(["parts", part], words, hintOf(load));
  }
}

const shown = (number: number): number => Number(number.toPrecision(3));

function busyWords({ capacity, busy, uneven, perSecond, visitsPerMs }: OfferedLoad): string {
  if (perSecond !== null)
    return `${RATE.write(Number((visitsPerMs * 1000).toPrecision(3)))} come where ${RATE.write(perSecond)} may pass`;
  const each = uneven === null ? null : uneven.capacity / uneven.instances;
  const [asked, there] = (each === null ? [busy, capacity] : [uneven!.busiest, each]).map(shown);
  return `${asked} of ${there} would be busy${each === null ? "" : ` at the busiest of ${uneven!.instances}`} without any waiting`;
}

function hintOf({ queue, boundedBy, reducedBy, waitBefore }: OfferedLoad): string {
  if (queue === "grows") return "there is no steady state: the queue grows as long as this lasts";
  const elsewhere = waitBefore.length === 0 ? "" : `, or waits before ${few(waitBefore)}: only a run can tell`;
  if (queue === "bounded")
    return `the number that wait there stays bounded, by ${few(boundedBy)}; what is above capacity is refused or stopped${elsewhere}`;
  return reducedBy.length === 0
    ? "only a run can tell whether the queue grows"
    : `the queue grows unless enough is turned away or stopped by ${few(reducedBy)}; only a run can tell`;
}

const SHOWN = 3;

function few(words: readonly string[]): string {
  const named = words.slice(0, SHOWN);
  const left = words.length - named.length;
  if (left > 0) return `${named.join(", ")} and ${left} more`;
  return named.length > 1 ? `${named.slice(0, -1).join(", ")} and ${named.at(-1)}` : (named[0] ?? "");
}
