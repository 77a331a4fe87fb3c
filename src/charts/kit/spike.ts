/** The bins that matter: those of the spike, or of the whole window without one. */

import type { Findings, LatencyOverTime, OverTimeFindings, VariantFindings } from "../../analysis/findings/findings.js";
import { clean } from "../../text/safe-text.js";
import { drawable } from "./numbers.js";
import { time } from "./time-axis.js";
import { list } from "./words.js";

const NAMED_MOST = 3;

/** Whether something changes from one moment to the next, so that what matters is all that follows. */
const happensAtOnce = ({ moments = [] }: Findings): boolean => moments.some(({ fromMs, toMs }) => fromMs === toMs);

/** Indexes of the bins in the spike; without one, in the window. */
export function binsThatMatter(findings: Findings, { startMs, binMs, offeredLoad }: OverTimeFindings): number[] {
  const { fromMs } = findings.spike ?? findings.window;
  const toMs = happensAtOnce(findings) ? findings.window.toMs : (findings.spike ?? findings.window).toMs;
  return [...offeredLoad.keys()].filter((i) => startMs + (i + 1) * binMs > fromMs && startMs + i * binMs < toMs);
}

/** Indexes of bins in which requests ended but none succeeded. (A few answers have a p50 even without a p99.) */
export function unanswered({ p50Ms, errorRate }: Pick<LatencyOverTime, "p50Ms" | "errorRate">): number[] {
  return [...errorRate.keys()].filter((i) => drawable(p50Ms[i]) === null && (drawable(errorRate[i]) ?? 0) > 0);
}

/** What is shaded: the spike, or each moment of a variant's timeline; null: of all of them. */
export function shadedIn(
  { spike, moments }: Findings,
  variant: VariantFindings | null,
): readonly { readonly fromMs: number; readonly toMs: number }[] {
  if (moments === undefined) return spike === null ? [] : [spike];
  return variant === null ? moments : (variant.moments ?? []);
}

/** "through the penalty shoot-out", "throughout". A name with a capital takes no article. */
export function throughWords(findings: Findings): string {
  const { spike, moments, variants, window } = findings;
  if (spike === null) return "throughout";
  const label = clean(spike.label) || "spike";
  if (moments !== undefined) {
    const names = [...new Set(moments.map(({ name }) => `“${clean(name)}”`))];
    const isOfAll = variants.every((each) => (each.moments ?? []).length > 0);
    if (!isOfAll) return `from ${time(spike.fromMs, window.clock)} on`; // Where it does not happen, it is only a time.
    if (names.length > NAMED_MOST) return "through all that happens";
    return `${happensAtOnce(findings) ? "from" : "through"} ${list(names)}${happensAtOnce(findings) ? " on" : ""}`;
  }
  return `through ${/^the\b/i.test(label) || /^\p{Lu}/u.test(label) ? label : `the ${label}`}`;
}
