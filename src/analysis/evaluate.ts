/** An objective held against what was measured. */
import { noEstimate } from "./confidence.js";
import type { EndpointFindings, Estimate, ObjectiveFindings } from "./findings.js";
import { METRICS, SHARE_BEYOND } from "./objective-words.js";
import type { Objective } from "./objectives.js";
import { judge } from "./verdict.js";

/**
 * Requests without an answer at the end are in no latency, so the measured ones look better than the truth. A latency
 * objective is not called met when they are more than a tenth of the share beyond its percentile (0.1 % for p99), or
 * 0.1 % for a mean. One that is missed without them is missed all the same.
 */
const UNFINISHED_OF_TAIL = 0.1;
const UNFINISHED_OF_MEAN = 0.001;

export function evaluate(
  objective: Objective,
  endpoints: Readonly<Record<string, EndpointFindings>>,
  all: EndpointFindings,
): ObjectiveFindings {
  const { metric, endpoint, statistic, comparison, expression, limit, unit } = objective;
  const found = endpoint === null ? all : Object.hasOwn(endpoints, endpoint) ? endpoints[endpoint]! : null;
  const measured = found
    ? METRICS[metric].measured(found, statistic)
    : noEstimate(`no endpoint "${endpoint}" was measured`);
  const verdict = judge(measured, comparison, limit);
  const shown = { metric: endpoint === null ? metric : `${metric}{${endpoint}}`, expression, limit, unit };
  const doubt =
    found && verdict === "met" && comparison.startsWith("<") ? unfinishedDoubt(objective, found, measured) : null;
  return doubt ? { ...shown, measured: doubt, verdict: "unknown" } : { ...shown, measured, verdict };
}

function unfinishedDoubt(
  { metric, statistic }: Objective,
  endpoint: EndpointFindings,
  measured: Estimate,
): Estimate | null {
  const { unfinished, requests } = endpoint;
  const beyond = SHARE_BEYOND[statistic];
  const allowed = beyond === null ? UNFINISHED_OF_MEAN : beyond * UNFINISHED_OF_TAIL;
  if (metric !== "latency" || unfinished <= allowed * requests) return null;
  return { ...measured, reason: `${unfinished} of ${requests} requests had no answer at the end` };
}
