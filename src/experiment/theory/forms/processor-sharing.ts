/** M/G/c with shared cores: the number there is distributed as in M/M/c (insensitivity; Kelly 1979). */
import { loadDependent } from "../../../analysis/theory/load-dependent.js";
import { exact, type Form, meanWait, type Question } from "../form.js";

export function processorSharing({ station, perMs, law, arrivals }: Question): Form | null {
  const { servers, contention, coherency } = station;
  if (law === null || !station.sharing || contention > 0 || coherency > 0) return null;
  if (arrivals !== "poisson" && arrivals !== "network") return null;
  const queue = loadDependent(perMs, (n) => Math.min(n, servers) / law.mean, Math.ceil(servers));
  const lostMs = Math.max(0, queue.meanSojourn - law.mean);
  const name = servers === 1 ? "M/G/1-PS" : `M/G/${servers}-PS`;
  return exact(name, lostMs, [meanWait(lostMs, Math.min(1, (perMs * law.mean) / servers) ** servers)]);
}
