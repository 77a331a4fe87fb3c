/** Whether the runs kept the laws that hold on every sample path. */
import type { AuditFindings } from "../../analysis/findings/findings.js";
import type { Measurements } from "../../model/wiring/measurements.js";

const FLOAT_NOISE = 1e-9;

export function auditFindings(runs: readonly Measurements[]): AuditFindings {
  const entries = runs.flatMap(({ audit }) => audit);
  const worst = (of: "littlesLaw" | "flowBalance" | "overCapacity"): number =>
    entries.reduce((most, entry) => Math.max(most, entry[of]), 0);
  const failures = entries.flatMap(({ what, littlesLaw, flowBalance, overCapacity }) => [
    ...(littlesLaw > FLOAT_NOISE ? [`${what}: Little's law is off by ${littlesLaw.toPrecision(2)}`] : []),
    ...(flowBalance > 0 ? [`${what}: ${flowBalance} came in and are neither out nor inside`] : []),
    ...(overCapacity > FLOAT_NOISE ? [`${what}: busier than it can be by ${overCapacity.toPrecision(2)}`] : []),
  ]);
  return {
    ok: failures.length === 0,
    littlesLaw: worst("littlesLaw"),
    flowBalance: worst("flowBalance"),
    busyTime: worst("overCapacity"),
    failures: [...new Set(failures)].slice(0, 20),
  };
}
