/** How soon each variant is back at its level after the spike, a sentence for all of them. */
import type { Findings } from "../analysis/findings.js";
import { clean } from "../charts/text.js";
import { list, named } from "../charts/words.js";
import { inline, showDuration } from "./estimate.js";

/** "No worse again than at the worst moment before the spike: 2.0 s ±0.4 after it (stage 5) …". Empty without a spike. */
export function recoveryWords(findings: Findings): string {
  const { spike, variants } = findings;
  if (spike === null) return "";
  const groups = new Map<string, number[]>(); // What is said → of whom.
  variants.forEach(({ recovery }, i) => {
    if (recovery === null) return;
    const { timeMs } = recovery;
    const said =
      timeMs.value === null
        ? (timeMs.reason ?? "unknown")
        : timeMs.value === 0 && timeMs.high === 0
          ? "at once"
          : `${inline(showDuration(timeMs))} after it`;
    groups.set(said, [...(groups.get(said) ?? []), i]);
  });
  if (groups.size === 0) return "";
  const each = [...groups].map(([said, of]) => `${said} (${named(findings, of)})`);
  return `No worse again than at the worst moment before “${clean(spike.label) || "the spike"}”: ${each.length > 3 ? each.join("; ") : list(each)}.`;
}
