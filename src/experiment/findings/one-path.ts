/** Figures of one recorded path: what is the same in every replication is no estimate, and has no interval. */
import type { Estimate } from "../../analysis/findings/findings.js";

const REASON = "one recorded path: the same in every replication, so no interval";

/** The same findings, with no interval where it would have no width. */
export function withoutWidthless<Found>(found: Found): Found {
  if (typeof found !== "object" || found === null) return found;
  if (Array.isArray(found)) return found.map(withoutWidthless) as Found;
  if (isWidthless(found)) return { ...found, low: null, high: null, reason: REASON };
  return Object.fromEntries(Object.entries(found).map(([key, each]) => [key, withoutWidthless(each)])) as Found;
}

function isWidthless(found: object): found is Estimate {
  if (!("value" in found && "low" in found && "high" in found)) return false;
  return found.value !== null && found.low === found.value && found.high === found.value;
}
