/**
 * Cores with outages, or instances that must start. With one thread in front of cores with outages: M/G/1 whose service
 * time includes the outages until its completion. Shared by all: the same number there if work is exponential and resumes.
 */
import {
  type Completion,
  foundDown,
  type Interruptions,
  interruptedWait,
  repeated,
  resumed,
} from "../../../analysis/theory/interruptions.js";
import { relaxationTime } from "../../../analysis/theory/run-length.js";
import { setUp } from "../../../analysis/theory/set-up.js";
import { type Law, lawOf, type StandStill, type Station } from "../../../model/outline/outline.js";
import {
  exact,
  type Form,
  isPlainLine,
  isUsual,
  meanWait,
  momentsOf,
  odditiesOf,
  type Question,
  utilisation,
} from "../form.js";
import { transformed } from "../transformed.js";

export function sharedBreakdowns({ station, perMs, law, arrivals }: Question): Form | null {
  if (!station.sharing || station.servers !== 1 || law?.shape !== "exponential" || arrivals !== "poisson") return null;
  const broken = interruptionsOf(station);
  if (broken === null || broken.repeats) return null;
  const completion = resumed(momentsOf(law), broken);
  const lostMs = interruptedWait(perMs, completion, broken) + completion.first - law.mean;
  if (!Number.isFinite(lostMs)) return null;
  const says = [meanWait(lostMs, 1)];
  return { ...exact("M/M/1-PS with breakdowns", lostMs, says), relaxMs: relaxMs(perMs, completion, broken) };
}

export function breakdownsInside(question: Question): Form | null {
  const { station, perMs, inner, arrivals } = question;
  if (inner === null || !isUsual(station) || station.servers !== 1 || !isPlainLine(question)) return null;
  if (arrivals !== "poisson" || !inner.station.sharing || inner.station.servers < 1) return null;
  const broken = interruptionsOf(inner.station);
  if (broken === null || inner.law.infiniteMoment !== null) return null;
  const { repeats, outages, rate, repair } = broken;
  if (repeats && inner.law.shape !== "constant") return null;
  const workMs = inner.law.mean;
  const completion = repeats ? repeated(workMs, broken) : resumed(momentsOf(inner.law), broken);
  const servedAfterMs = interruptedWait(perMs, completion, broken);
  const form = {
    name: `M/${inner.law.shape === "exponential" ? "M" : "G"}/1 with breakdowns`,
    why: null,
    relaxMs: relaxMs(perMs, completion, broken),
  };
  if (!Number.isFinite(servedAfterMs)) return null;
  const law = transformed(outages.down, repair.first);
  if (law === null) return { ...form, says: [], meanWaitMs: servedAfterMs, meanInsideMs: completion.first };
  const { free, rest } = foundDown(perMs, completion, broken, law.transform);
  const inLineMs = servedAfterMs - free * rest; // A request that finds the thread free waits on the cores.
  const outagesMet = repeats ? Math.expm1(rate * workMs) : rate * workMs;
  const atWork = (perMs * (repeats ? outagesMet / rate : workMs)) / inner.station.servers;
  return {
    ...form,
    says: [
      utilisation(1 - free),
      meanWait(inLineMs, 1 - free),
      { ...meanWait(outagesMet * repair.first + free * rest, 1 - Math.exp(-rate * workMs)), at: inner.key },
      ...(repeats ? [{ ...utilisation(atWork), at: inner.key }] : []),
    ],
    meanWaitMs: inLineMs,
    meanInsideMs: completion.first + free * rest,
  };
}

interface Broken extends Interruptions {
  readonly outages: StandStill;
  readonly repeats: boolean;
}

/** Null if anything else differs from a plain queue, or up times are not memoryless. */
function interruptionsOf(station: Station): Broken | null {
  const { outages, contention, coherency } = station;
  if (outages === null || contention > 0 || coherency > 0) return null;
  if (odditiesOf(station).some((oddity) => oddity !== "outages")) return null;
  const [up, down] = [lawOf(outages.up), lawOf(outages.down)];
  if (up.shape !== "exponential" || up.mean === 0 || down.infiniteMoment !== null) return null;
  return { outages, repeats: outages.repeats, rate: 1 / up.mean, repair: momentsOf(down) };
}

/** As M/G/1 with completion times for service, and at least an outage cycle: runs without outages show nothing. */
function relaxMs(perMs: number, { first, second }: Completion, { rate, repair }: Interruptions): number {
  const varied = (of: Completion): number => Math.max(1, of.second / of.first ** 2 / 2);
  const outagesMs = (1 / rate + repair.first) * (repair.first > 0 ? varied(repair) : 1);
  return relaxationTime(Math.min(perMs * first, 1), 1 / first) * varied({ first, second }) + outagesMs;
}

const LONGEST_MS = 1e12; // A rarely starting instance needs too long a run.

/** One thread, on an instance that is off until a request arrives: M/G/1 with set-up times. */
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
