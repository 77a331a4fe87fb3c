/** M/M/1 with a deadline from the arrival that stops requests in the queue and in service (Barrer 1957). */
import { abortedAnywhere } from "../../../analysis/theory/constant-patience.js";
import { settlingTime } from "../../../analysis/theory/run-length.js";
import { exact, type Form, isLimited, type Question, utilisation } from "../form.js";
import { isInTurn, isUsual } from "../oddities.js";

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
