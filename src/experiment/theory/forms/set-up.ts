/** One thread, on an instance that is off until somebody comes: M/G/1 with set-up times. */
import { relaxationTime } from "../../../analysis/theory/run-length.js";
import { setUp } from "../../../analysis/theory/set-up.js";
import { type Law, lawOf } from "../../../model/law.js";
import { type Form, isPlainLine, meanWait, type Question, utilisation } from "../form.js";
import { odditiesOf } from "../oddities.js";

export function coldStarts(question: Question): Form | null {
  const { station, perMs, law, arrivals } = question;
  const isOnly = odditiesOf(station).every((oddity) => oddity === "set-up");
  if (station.setUp === null || !isOnly || station.servers !== 1 || law === null) return null;
  if (arrivals !== "poisson" || !isPlainLine(question)) return null;
  const { idleMs, time } = station.setUp;
  const start = lawOf(time);
  if (start.infiniteMoment !== null) return null;
  const queue = setUp(perMs, moments(law), moments(start), idleMs);
  const [rho, scv] = [perMs * law.mean, law.variance / law.mean ** 2];
  return {
    name: `M/${law.shape === "exponential" ? "M" : "G"}/1 with set-up`,
    why: null,
    // Whoever finds it off has a thread, but waits on it.
    says: [utilisation(1 - queue.idle), meanWait(queue.meanWait - queue.meanStart, 1 - queue.idle)],
    meanWaitMs: queue.meanWait,
    meanInsideMs: null,
    relaxMs: relaxationTime(rho, 1 / law.mean) * Math.max(1, (1 + scv) / 2) + start.mean / (1 - rho),
  };
}

const moments = ({ mean, variance }: Law) => ({ first: mean, second: variance + mean ** 2 });
