/** Requests that give up: in the queue, or anywhere at a deadline. */
import { abortedAnywhere, droppedFromLine } from "../../../analysis/theory/constant-patience.js";
import { erlangA } from "../../../analysis/theory/erlang-a.js";
import { settlingTime } from "../../../analysis/theory/run-length.js";
import { lawOf } from "../../../model/outline/outline.js";
import {
  exact,
  type Form,
  isInTurn,
  isLimited,
  isUsual,
  meanQueue,
  type Question,
  refusals,
  utilisation,
} from "../form.js";

/** Requests that abandon the queue: Erlang A for exponential patience, M/M/c+D for constant. */
export function impatience({ station, perMs, law, arrivals }: Question): Form | null {
  const { servers, queueMax, instances } = station;
  if (station.patience === null || queueMax !== Number.POSITIVE_INFINITY || station.sharing) return null;
  if (law?.shape !== "exponential" || arrivals !== "poisson") return null;
  const patience = lawOf(station.patience);
  const mu = 1 / law.mean;
  if (patience.shape === "exponential") {
    const queue = erlangA(perMs, mu, servers, 1 / patience.mean);
    return exact(`M/M/${servers}+M`, queue.meanWait, [
      utilisation(queue.utilisation),
      meanQueue(queue.meanWaiting * instances, queue.waitingProbability),
      refusals(perMs * instances, queue.abandonedShare),
    ]);
  }
  if (patience.shape !== "constant" || !isInTurn(station)) return null;
  const queue = droppedFromLine(perMs, mu, patience.mean, servers);
  return exact(`M/M/${servers}+D`, Number.NaN, [
    utilisation(queue.utilisation),
    refusals(perMs * instances, queue.timeoutShare),
  ]);
}

/** M/M/1 with a deadline from the arrival that stops requests in the queue and in service (Barrer 1957). */
export function withDeadline(question: Question): Form | null {
  const { station, perMs, law, arrivals, deadlineMs } = question;
  if (deadlineMs === null || law?.shape !== "exponential" || arrivals !== "poisson") return null;
  if (station.servers !== 1 || station.sharing || isLimited(station)) return null;
  if (!isUsual(station) || !isInTurn(station)) return null;
  const queue = abortedAnywhere(perMs, 1 / law.mean, deadlineMs);
  return {
    ...exact("M/M/1 with a deadline", Number.NaN, [utilisation(queue.utilisation)]),
    lateShare: queue.timeoutShare,
    relaxMs: Math.max(law.mean, settlingTime(perMs * law.mean, 1 / law.mean, deadlineMs / law.mean)),
  };
}
