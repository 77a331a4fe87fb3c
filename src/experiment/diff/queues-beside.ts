/** What a proposal does to messages, where no objective names their queue: told beside the verdict, which it leaves alone. */
import type { Estimate, VariantFindings } from "../../analysis/findings/findings.js";
import { show } from "../findings/estimate-words.js";

const FIGURES = [
  {
    measure: "completionMsP99",
    unit: "ms",
    says: "take",
    more: "longer",
    less: "less long",
    of: "at the 99th percentile",
  },
  { measure: "lateMessages", unit: "1", says: "are late", more: "more often", less: "less often", of: "of them" },
  { measure: "failedMessages", unit: "1", says: "fail", more: "more often", less: "less often", of: "of them" },
] as const;

/** @param objectives as written, of both @param tolerance as a share of the base: less is not told */
export function queuesBeside(
  base: VariantFindings,
  proposal: VariantFindings,
  objectives: readonly { readonly metric: string }[],
  tolerance: number,
): string[] {
  return Object.entries(proposal.parts).flatMap(([part, { measures }]) => {
    const before = base.parts[part]?.measures;
    if (before === undefined) return [];
    const said = FIGURES.flatMap(({ measure, unit, says, more, less, of }) => {
      const [from, to] = [before[measure], measures[measure]];
      if (from === undefined || to === undefined || !areApart(from, to, tolerance)) return [];
      const how = to.value! > from.value! ? more : less;
      return [`${says} ${how}, ${show(to, unit)} ${of} instead of ${show(from, unit)}`];
    });
    const isNamed = objectives.some(({ metric }) => new RegExp(`[{ ]${escaped(part)}[ }.]`).test(`${metric} `));
    return said.length === 0 || isNamed ? [] : [`No objective names ${part}, whose messages ${said.join(", and ")}.`];
  });
}

/** Their intervals do not meet, and the difference is worth telling. */
function areApart(from: Estimate, to: Estimate, tolerance: number): boolean {
  if (from.low === null || from.high === null || to.low === null || to.high === null) return false;
  const apart = Math.max(to.low - from.high, from.low - to.high);
  return apart > 0 && Math.abs(to.value! - from.value!) > tolerance * Math.abs(from.value!);
}

const escaped = (name: string): string => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
