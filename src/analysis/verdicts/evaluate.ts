/** An objective compared with the measurement. */
import { shareBeyond } from "../figures/statistic.js";
import type { EndpointFindings, Estimate, ObjectiveFindings, Verdict } from "../findings/findings.js";
import { headOf, type Objective } from "./objectives.js";
import { judge } from "./verdict.js";

/**
 * Requests without an answer at the end are in no latency, so the measured ones look better than the truth. A latency
 * objective is not called met when they are more than a tenth of the share beyond its percentile (0.1 % for p99), or
 * 0.1 % for a mean. One that is missed without them stays missed. For a lower limit it is the other way round.
 */
const UNFINISHED_OF_TAIL = 0.1;
const UNFINISHED_OF_MEAN = 0.001;

/**
 * An unfinished request may still become an error or not: of n requests with u unfinished, a share e of those that
 * ended is between (n − u) e ÷ n and ((n − u) e + u) ÷ n of all. An objective is judged only where both ends agree.
 */
const NONE_OR_ALL = [0, 1];

/** @param asked the requests that it covers; null if none */
export function evaluate(objective: Objective, measured: Estimate, asked: EndpointFindings | null): ObjectiveFindings {
  const { comparison, expression, limit, unit } = objective;
  const verdict = judge(measured, comparison, limit);
  const shown = { metric: headOf(objective), expression, limit, unit };
  const isDoubtful =
    asked !== null && asked.unfinished > 0 && verdict !== "unknown" && mayTurn(objective, asked, measured, verdict);
  const doubt = isDoubtful ? { ...measured, reason: unanswered(asked) } : null;
  return doubt ? { ...shown, measured: doubt, verdict: "unknown" } : { ...shown, measured, verdict };
}

const unanswered = ({ unfinished, requests }: EndpointFindings): string =>
  `${unfinished} of ${requests} requests had no answer at the end`;

/** Could the unfinished requests change the verdict? */
function mayTurn(objective: Objective, asked: EndpointFindings, measured: Estimate, verdict: Verdict): boolean {
  const { metric, statistic, comparison, limit } = objective;
  const { unfinished, requests } = asked;
  if (metric === "errors")
    return NONE_OR_ALL.some((failing) => judge(ofAll(measured, asked, failing), comparison, limit) !== verdict);
  if (metric !== "latency" || (verdict === "met") !== comparison.startsWith("<")) return false; // They are the slowest.
  const beyond = shareBeyond(statistic);
  return unfinished > (beyond === null ? UNFINISHED_OF_MEAN : beyond * UNFINISHED_OF_TAIL) * requests;
}

/** The share of errors among all requests, if this share of the unfinished fails. */
function ofAll({ value, low, high }: Estimate, { unfinished, requests }: EndpointFindings, failing: number): Estimate {
  const share = (end: number | null): number | null =>
    end === null ? null : (end * (requests - unfinished) + failing * unfinished) / requests;
  return { value: share(value), low: share(low), high: share(high) };
}
