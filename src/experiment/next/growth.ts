/** What grows for ever: the requests in the system, or a queue behind `publish`, which no latency shows. */

import type { DriftFindings, Estimate, VariantFindings } from "../../analysis/findings/findings.js";
import { drift } from "../../analysis/steadiness/drift.js";
import type { Measurements } from "../../model/wiring/measurements.js";
import { waitingByBin } from "../precision/growth.js";

/** Null: the requests in the system. Otherwise the part at which it waits. */
export interface Growth {
  readonly part: string | null;
}

interface Seen {
  readonly runs: readonly Measurements[];
  readonly findings: Pick<VariantFindings, "drift" | "overload">;
}

/** Null where nothing grows, or where the load itself changes, so that growth says nothing. */
export function growthIn({ findings: { overload } }: Seen): Growth | null {
  return overload === null ? null : { part: overload.part ?? null };
}

/** What is known of the growth of this: "growing", "stable" or "undecided"; null where there is no such part. */
export function knownOf({ part }: Growth, { runs, findings }: Seen): string | null {
  if (part === null) return findings.drift?.verdict ?? null;
  if (findings.overload?.part === part) return "growing";
  return runs[0].parts.some(({ name }) => name === part) ? driftAt(part, runs).verdict : null;
}

/** Whether what grew is seen to grow no longer: undecided is not enough. */
export const hasStopped = (growth: Growth, after: Seen): boolean =>
  growthIn(after) === null && (knownOf(growth, after) ?? after.findings.drift?.verdict) === "stable";

export const growthWords = ({ part }: Growth): string =>
  part === null ? "the number of requests in the system" : `the number waiting at ${part}`;

/** Of what waits at a part, and nothing where the part is gone. */
export const growthAt = (part: string, runs: readonly Measurements[]): Estimate =>
  runs[0].parts.some(({ name }) => name === part) ? driftAt(part, runs).growthPerSecond : { value: 0, low: 0, high: 0 };

/** Per second, of each run by itself. */
export const growthOfEach = (part: string, runs: readonly Measurements[]): number[] =>
  runs.map((run) => growthAt(part, [run]).value ?? Number.NaN);

const driftAt = (part: string, runs: readonly Measurements[]): DriftFindings =>
  drift({
    numberInSystem: runs.map(({ parts }) => waitingByBin(parts.find(({ name }) => name === part)!)),
    binSeconds: runs[0].binMs / 1000,
  });
