/** A queue of limited length, or none at all: M/M/c/K and M/G/c/c. */

import { erlangB } from "../../../analysis/theory/mmc.js";
import { mmck } from "../../../analysis/theory/mmck.js";
import { exact, type Form, meanQueue, meanWait, type Question, refusals, utilisation } from "../form.js";

const ROOM_MAX = 10_000;

/** M/M/c/K: a queue of limited length. */
export function limitedLine({ station, perMs, law, arrivals }: Question): Form | null {
  const { servers, queueMax, instances } = station;
  if (law?.shape !== "exponential" || station.sharing || arrivals !== "poisson" || station.patience !== null)
    return null;
  if (queueMax === 0 || servers + queueMax > ROOM_MAX) return null;
  const queue = mmck(perMs, 1 / law.mean, servers, servers + queueMax);
  return exact(`M/M/${servers}/${servers + queueMax}`, queue.meanWait, [
    utilisation(queue.utilisation),
    meanWait(queue.meanWait, queue.waitingProbability),
    meanQueue(queue.meanWaiting * instances, queue.waitingProbability),
    refusals(perMs * instances, queue.refusedShare),
  ]);
}

/** Erlang B, M/G/c/c: no queue at all; insensitive to the shape of the holding time. */
export function noLine({ station, perMs, law, arrivals }: Question): Form | null {
  const { servers, queueMax, instances } = station;
  if (law === null || queueMax !== 0 || station.sharing || arrivals !== "poisson") return null;
  const load = perMs * law.mean;
  const blocked = erlangB(servers, load);
  const name = law.shape === "exponential" ? "M" : "G";
  return exact(`M/${name}/${servers}/${servers}`, 0, [
    utilisation((load * (1 - blocked)) / servers),
    refusals(perMs * instances, blocked),
  ]);
}
