/** The condition of an alert, written as a claim is: `errors of web.page > 5%`. */
import type { z } from "zod";
import { suggest } from "../check/remarks.js";
import { duration, number, percent, rate } from "../language/values/index.js";

export interface Alert {
  readonly statistic: "errors" | "mean" | "goodput" | "queue" | "percentile";
  readonly share: number; // Of a percentile: 0.99.
  readonly of: string | null; // An endpoint; of a queue, a part. Null: all that users ask.
  readonly isMore: boolean; // Fires above the limit; otherwise below.
  readonly limit: number; // Share, ms, a second, or number.
}

const NAMES = ["errors", "mean", "p50", "p99", "goodput", "queue"];
const FORM = "write it as `errors > 5%`, `p99 of web.page > 2s` or `queue of pay > 50`";

export function readAlert(text: string): { found: Alert } | { problem: string; hint?: string } {
  const match = /^\s*(\S+)(?:\s+of\s+(\S+))?\s*([<>])=?\s*(\S+)\s*$/.exec(text);
  if (match === null) return { problem: `"${text}" is no condition`, hint: FORM };
  const [, name = "", of = null, comparison, written = ""] = match;
  const share = /^p\d+(\.\d+)?$/.test(name) ? Number(name.slice(1)) / 100 : Number.NaN;
  const statistic = share > 0 && share < 1 ? "percentile" : name;
  if (!isStatistic(statistic)) {
    const hint = suggest(name, NAMES);
    return { problem: `monitoring shows no "${name}"`, ...(hint === undefined ? {} : { hint }) };
  }
  if (statistic === "queue" && of === null) return { problem: "say of which part, as in `queue of pay > 50`" };
  const limit = LIMITS[statistic]().safeParse(written);
  if (!limit.success) return { problem: `"${written}": ${limit.error.issues[0]?.message ?? "no limit"}`, hint: FORM };
  const isMore = comparison === ">";
  if (statistic === "errors" && isMore && limit.data >= 1)
    return { problem: "more than all cannot fail: this alert never fires" };
  if (!isMore && limit.data === 0) return { problem: "nothing is below 0: this alert never fires" };
  return { found: { statistic, share, of, isMore, limit: limit.data } };
}

const LIMITS: Readonly<Record<Alert["statistic"], () => z.ZodType<number>>> = {
  errors: percent,
  mean: duration,
  percentile: duration,
  goodput: rate,
  queue: number,
};

const isStatistic = (name: string): name is Alert["statistic"] => Object.hasOwn(LIMITS, name);
