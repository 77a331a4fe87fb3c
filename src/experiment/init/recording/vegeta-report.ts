/** `vegeta report -type=json`: durations in nanoseconds. */
import type { SummaryFormat } from "./format.js";

const MS = 1e-6;

export const vegetaReport: SummaryFormat = {
  name: "vegeta report",
  read(document) {
    const { latencies, requests, rate, success } = document;
    if (typeof latencies !== "object" || latencies === null || typeof requests !== "number") return null;
    const { "50th": p50, "99th": p99 } = latencies as Readonly<Record<string, unknown>>;
    if (typeof p50 !== "number" || typeof p99 !== "number") return null;
    return {
      perSecond: typeof rate === "number" ? rate : null,
      requests,
      errors: typeof success === "number" ? 1 - success : null,
      endpoints: [{ path: "", requests, p50: p50 * MS, p99: p99 * MS }],
      remarks: ["The report does not tell endpoints apart; `vegeta encode` writes results that do."],
    };
  },
};
