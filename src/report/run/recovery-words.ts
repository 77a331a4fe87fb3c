/** How soon each variant recovers after the spike: to its level before, and within each objective. A sentence each. */

import type { Findings, ObjectiveRecoveryFindings } from "../../analysis/findings/findings.js";
import { list, named } from "../../charts/kit/words.js";
import { clean } from "../../text/safe-text.js";
import { inline, showDuration } from "../kit/estimate.js";

type Time = Pick<ObjectiveRecoveryFindings, "timeMs">;

/** "No worse again than at the worst moment before the spike: 2.0 s ±0.4 after it (stage 5) …". None without a spike. */
export function recoveryWords(findings: Findings): string[] {
  const { spike, variants } = findings;
  if (spike === null) return [];
  const label = `“${clean(spike.label) || "the spike"}”`;
  const before = eachWords(
    findings,
    variants.map(({ recovery }) => recovery),
  );
  const asked = variants.flatMap(({ recovery }) => recovery?.objectives ?? []);
  const names = [...new Set(asked.map(nameOf))];
  const within = names.map((name) => {
    const times = variants.map(({ recovery }) => recovery?.objectives.find((each) => nameOf(each) === name) ?? null);
    return `Within “${clean(name)}” again after ${label}: ${eachWords(findings, times)}.`;
  });
  return before === "" ? within : [`No worse again than at the worst moment before ${label}: ${before}.`, ...within];
}

const nameOf = ({ metric, expression }: ObjectiveRecoveryFindings): string => `${metric}: ${expression}`;

/** @param times by variant; null is left out */
function eachWords(findings: Findings, times: readonly (Time | null)[]): string {
  const groups = new Map<string, number[]>(); // Text → variants.
  times.forEach((time, i) => {
    if (time === null) return;
    const said = timeWords(time, " after it");
    groups.set(said, [...(groups.get(said) ?? []), i]);
  });
  const each = [...groups].map(([said, of]) => `${said} (${named(findings, of)})`);
  return each.length > 3 ? each.join("; ") : list(each);
}

/** @param after text that follows a time */
export function timeWords({ timeMs }: Time, after = ""): string {
  if (timeMs.value === null) return timeMs.reason ?? "unknown";
  return timeMs.value === 0 && timeMs.high === 0 ? "at once" : `${inline(showDuration(timeMs))}${after}`;
}
