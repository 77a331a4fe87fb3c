/** Describes a deadlock: which requests wait for each other. */
import type { StandstillFindings, StuckResource } from "../findings/standstill-findings.js";

/** "6 requests hold threads of pool and wait for threads of pool". */
export function stuckWords({ links, behind }: Pick<StandstillFindings, "links" | "behind">): string {
  const held = links.map(({ holds, waitsFor, requests }) => {
    const [hold, wait] =
      requests === 1 ? ["1 request holds", "waits"] : [`${requests.toLocaleString("en")} requests hold`, "wait"];
    return `${hold} ${resourceWords(holds)} and ${wait} for ${resourceWords(waitsFor)}`;
  });
  if (links.length === 0)
    return `${behind.toLocaleString("en")} ${behind === 1 ? "waits" : "wait"} for locks held by those that wait`;
  const more =
    behind === 0 ? [] : [`${behind.toLocaleString("en")} more ${behind === 1 ? "waits" : "wait"} behind them`];
  return [...held, ...more].join("; ");
}

/** A pool is named by what it pools: "connections of the pool of web at db"; each instance of web has one. */
const resourceWords = ({ part, resource }: StuckResource): string => {
  if (resource === "pool") return `connections of the pool of ${part}`;
  return resource.startsWith("pool of ") ? `connections of the ${resource} at ${part}` : `${resource} of ${part}`;
};
