/** One thread, on an instance that is off until a request arrives: M/G/1 with set-up times. */
import { relaxationTime } from "../../../analysis/theory/run-length.js";
import { setUp } from "../../../analysis/theory/set-up.js";
import { type Law, lawOf } from "../../../model/outline/law.js";
import { type Form, isPlainLine, meanWait, momentsOf, type Question, utilisation } from "../form.js";
import { odditiesOf } from "../oddities.js";

const LONGEST_MS = 1e12; // A rarely starting instance needs too long a run.

export function coldStarts(question: Question): Form | null {
  const { station, perMs, law, arrivals } = question;
  const isOnly = odditiesOf(station).every((oddity) => oddity === "set-up");
  if (station.setUp === null || !isOnly || station.servers !== 1 || law === null) return null;
  if (arrivals !== "poisson" || !isPlainLine(question)) return null;
  const { idleMs, time } = station.setUp;
  const start = lawOf(time);
  if (start.infiniteMoment !== null) return null;
  const queue = setUp(perMs, momentsOf(law), momentsOf(start), idleMs);
  // A run with hardly any start shows nothing.
  const betweenMs = (varied(start) * start.mean) / (perMs * queue.meanStart) || 0;
  return {
    name: `M/${law.shape === "exponential" ? "M" : "G"}/1 with set-up`,
    why: null,
    // A request that finds it off has a thread, but waits on it.
    says: [utilisation(1 - queue.idle), meanWait(queue.meanWait - queue.meanStart, 1 - queue.idle)],
    meanWaitMs: queue.meanWait,
    meanInsideMs: null,
    relaxMs: Math.min(LONGEST_MS, relaxationTime(perMs * law.mean, 1 / law.mean) * varied(law) + betweenMs),
  };
}

/** (1 + c²) ÷ 2, at least 1: how much longer runs must be for times more variable than exponential. */
const varied = ({ mean, variance }: Law): number => Math.max(1, mean > 0 ? (1 + variance / mean ** 2) / 2 : 1);
