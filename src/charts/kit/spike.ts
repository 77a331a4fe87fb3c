/** The bins that matter: those of the spike, or of the whole window without one. */

import type { Findings, LatencyOverTime, OverTimeFindings, VariantFindings } from "../../analysis/findings/findings.js";
import { clean } from "../../text/safe-text.js";
import { drawable } from "./numbers.js";
import { list } from "./words.js";

const NAMED_MOST = 3;

/** Indexes of the bins in the spike; without one, in the window. */
export function binsThatMatter(findings: Findings, { startMs, binMs, offeredLoad }: OverTimeFindings): number[] {
  const { fromMs, toMs } = findings.spike ?? findings.window;
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
export function throughWords({ spike, moments }: Findings): string {
  if (spike === null) return "throughout";
  const label = clean(spike.label) || "spike";
  if (moments !== undefined) {
    const names = [...new Set(moments.map(({ name }) => `“${clean(name)}”`))];
    return names.length > NAMED_MOST ? "through all that happens" : `through ${list(names)}`;
  }
  return `through ${/^the\b/i.test(label) || /^\p{Lu}/u.test(label) ? label : `the ${label}`}`;
}
