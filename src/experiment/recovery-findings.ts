/** Time to recover after the declared spike, from the runs of a variant. */
import type { OverTimeFindings, RecoveryFindings } from "../analysis/findings.js";
import { recovery } from "../analysis/recovery.js";
import type { EndpointMeasurement } from "../model/measurements.js";
import { CONFIDENCE } from "./measured.js";
import type { Study } from "./study.js";

/** @param all all endpoints of each run, taken together */
export function recoveryFindings(
  all: readonly EndpointMeasurement[],
  grid: Pick<OverTimeFindings, "startMs" | "binMs">,
  spike: NonNullable<Study["spike"]>,
): RecoveryFindings {
  const courses = all.map(({ latencyByBin, arrivalsByBin, answersByBin }) => ({
    latencyMs: latencyByBin.map(meanOf),
    // What never ended was not answered either.
    errorRate: arrivalsByBin.map((arrived, bin) => (arrived === 0 ? null : 1 - answersByBin[bin] / arrived)),
  }));
  return recovery(courses, grid, spike, CONFIDENCE);
}

function meanOf({ values, counts }: EndpointMeasurement["latencyByBin"][number]): number | null {
  const count = counts.reduce((sum, n) => sum + n, 0);
  return count === 0 ? null : values.reduce((sum, value, i) => sum + value * counts[i], 0) / count;
}
