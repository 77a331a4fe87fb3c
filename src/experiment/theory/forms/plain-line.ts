/** First come first served: M/M/c, M/D/c, M/G/1 and M/G/c with room for all, M/M/c/K with little, M/G/c/c with none. */
import { mdc } from "../../../analysis/theory/mdc.js";
import { mg1 } from "../../../analysis/theory/mg1.js";
import { erlangB, mmc } from "../../../analysis/theory/mmc.js";
import { mmck } from "../../../analysis/theory/mmck.js";
import {
  exact,
  type Form,
  isPlainLine,
  meanQueue,
  meanWait,
  type Question,
  refusals,
  utilisation,
  waits,
} from "../form.js";

const SERVERS_MAX = 100; // For M/D/c, whose queue length takes repeated convolution.
const ROOM_MAX = 10_000;

/** M/M/c, in a product-form network too: arrivals see time averages (Jackson 1957; Burke 1956). */
export function markovian(question: Question): Form | null {
  const { station, perMs, law, arrivals } = question;
  if (law?.shape !== "exponential" || !isPlainLine(question)) return null;
  if (arrivals !== "poisson" && arrivals !== "network") return null;
  const queue = mmc(perMs, 1 / law.mean, station.servers);
  return exact(`M/M/${station.servers}`, queue.meanWait, waits(queue));
}

/** M/D/c: every visit takes the same time. */
export function constantService(question: Question): Form | null {
  const { station, perMs, law, arrivals } = question;
  if (law?.shape !== "constant" || arrivals !== "poisson" || !isPlainLine(question)) return null;
  if (station.servers > SERVERS_MAX) return null;
  const queue = mdc(perMs, law.mean, station.servers);
  const says = queue.utilisation < 0.97 ? waits(queue) : [meanWait(queue.meanWait, queue.waitingProbability)];
  return exact(`M/D/${station.servers}`, queue.meanWait, says);
}

/** M/G/1: Pollaczek and Khinchine's mean. */
export function oneServer(question: Question): Form | null {
  const { station, perMs, law, arrivals } = question;
  if (law === null || station.servers !== 1 || arrivals !== "poisson" || !isPlainLine(question)) return null;
  const second = law.variance + law.mean ** 2;
  const queue = mg1(perMs, { first: law.mean, second, third: Number.NaN });
  return exact("M/G/1", queue.meanWait, [meanWait(queue.meanWait, queue.waitingProbability)]);
}

/** M/G/c: no closed form, but M/M/c's wait × (1 + c_s²) ÷ 2 is near (Lee & Longton 1959). */
export function generalServers(question: Question): Form | null {
  const { station, perMs, law, arrivals } = question;
  if (law === null || arrivals !== "poisson" || !isPlainLine(question)) return null;
  const queue = mmc(perMs, 1 / law.mean, station.servers);
  const waitMs = (queue.meanWait * (1 + law.variance / law.mean ** 2)) / 2;
  return {
    name: `M/G/${station.servers}`,
    why: "M/G/c has no closed form; Lee and Longton's approximation",
    says: [meanWait(waitMs, queue.waitingProbability)],
    meanWaitMs: waitMs,
    meanInsideMs: null,
  };
}

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
