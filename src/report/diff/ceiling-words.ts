/** The ceilings of base and proposal, in one sentence. */
import type { CeilingSide, DiffFindings } from "../../analysis/findings/diff-findings.js";
import { inline, showMeasured } from "../../charts/kit/estimate.js";
import { decimal, rate } from "../../charts/kit/format.js";

/** "the objectives hold up to 16–24/s → 36–38/s: better; headroom 0.5–0.8 → 1.2–1.3; full then: …". Empty if unknown. */
export function ceilingWords({ ceiling }: DiffFindings): string {
  if (ceiling === null) return "";
  const { of, base, proposal, verdict } = ceiling;
  const [before, after] = [base, proposal].map(of === "backlog" ? backlogWords : loadWords);
  const [full, fullNow] = [base, proposal].map(({ binding }) =>
    binding === null ? "nothing" : `${binding.part} ${binding.resource}`,
  );
  const [reason] = [base, proposal].flatMap(({ perSecond }) => (perSecond.value === null ? [perSecond.reason] : []));
  if (of === "backlog" && reason !== undefined) return `what they can bear is not known: ${reason}`;
  return [
    `${of === "backlog" ? "at most, without timeouts and bounds of queues," : "the objectives hold up to"} ${before} → ${after}: ${verdict}`,
    ...(of === "backlog" ? [] : [`headroom ${headroomWords(base)} → ${headroomWords(proposal)}`]),
    `${of === "backlog" ? "full" : "first to give"} then: ${full === fullNow ? `${full}, as before` : `${full} → ${fullNow}`}`,
  ].join("; ");
}

const backlogWords = ({ perSecond }: CeilingSide): string => inline(showMeasured(perSecond, "1/s"));

export const loadWords = ({ perSecond: { low, high } }: CeilingSide): string => range(low, high, rate);

export const headroomWords = ({ headroom }: CeilingSide): string =>
  range(headroom?.low ?? null, headroom?.high ?? null, decimal);

/** Both proven ends: they say more than a value between them. */
function range(low: number | null, high: number | null, show: (value: number) => string): string {
  if (low !== null && high !== null) return `${show(low)} to ${show(high)}`;
  if (low !== null) return `${show(low)} at least`;
  return high === null ? "unknown" : `less than ${show(high)}`;
}
