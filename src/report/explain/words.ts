/** Words that all reports of `headroom explain` share. */
import type { ExplainFindings } from "../../analysis/findings/explain-findings.js";
import { duration } from "../../charts/kit/format.js";
import { capital } from "../../charts/kit/words.js";
import { slowestName } from "../../charts/waterfall/words.js";

/** "The slowest 1% ask web.search (98%), web.page (2%); the median web.page (90%), web.search (10%)." */
export function endpointWords(found: ExplainFindings): string {
  const shares = (of: "median" | "slowest"): string =>
    found.endpoints
      .filter((each) => each[of] > 0)
      .toSorted((a, b) => b[of] - a[of])
      .map((each) => `${each.endpoint} (${Math.round(each[of] * 100)}%)`)
      .join(", ");
  return `${capital(slowestName(found))} ask ${shares("slowest")}; the median ${shares("median")}. For one alone: --endpoint NAME.`;
}

export const msWords = (ms: number): string => (ms < 0.005 ? "–" : duration(ms));

export const moreWords = (ms: number): string =>
  Math.abs(ms) < 0.005 ? "–" : `${ms > 0 ? "+" : "−"}${duration(Math.abs(ms))}`;
