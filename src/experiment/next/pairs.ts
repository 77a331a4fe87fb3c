/**
 * Pairs of changes, for where no single one meets the objectives: the bottleneck behind the bottleneck. The second is
 * proposed to the model that has the first, so that it may be of what the first brought, or more of the same.
 */

import type { ChangeFindings } from "../../analysis/findings/next-findings.js";
import { together } from "../../model/changes/together.js";
import type { Files } from "../../model/source/index.js";
import { type Candidate, candidateOf, candidatesIn, changed, type Origin } from "./candidates.js";
import type { Side } from "./gain-metric.js";

const FIRSTS = 3;
const SECONDS = 6; // To each of them.

export interface Tried {
  readonly candidate: Candidate;
  readonly found: ChangeFindings;
  readonly side: Side;
}

/**
 * @param singles those that were simulated
 * @param whyNot why theory says that a change to that model cannot gain; null if it might
 */
export function pairsOf(
  origin: Origin,
  singles: readonly Tried[],
  files: Files,
  whyNot: (second: Candidate, side: Side) => string | null,
): readonly Candidate[] {
  const known = new Map(singles.map(({ found }) => [found.name, found]));
  const isWorthIt = ({ change, problem }: Candidate): boolean =>
    problem === "" &&
    change.loses === undefined &&
    change.isLess !== true &&
    known.get(change.name)?.verdict !== "worse";
  const gainOf = ({ change }: Candidate): number => Math.abs(gaining(known.get(change.name)) ?? NEW);
  const firsts = singles.filter(({ candidate }) => isWorthIt(candidate)).sort((a, b) => better(a.found, b.found));
  const seen = new Set<string>();
  return firsts.slice(0, FIRSTS).flatMap(({ candidate, side }) =>
    candidatesIn(changed(origin, candidate.change), files)
      .filter((second) => isWorthIt(second) && whyNot(second, side) === null)
      .filter(({ change }) => {
        const key = [candidate.change.name, change.name].sort().join("\n");
        return !seen.has(key) && seen.add(key);
      })
      .sort((a, b) => gainOf(b) - gainOf(a))
      .slice(0, SECONDS)
      .map(({ change }) => candidateOf(origin, together(candidate.change, change), files)),
  );
}

const NEW = 0.05; // A change that only the first makes possible stands before those that gain less alone.

const gaining = (found: ChangeFindings | undefined): number | null | undefined =>
  found === undefined
    ? undefined
    : found.verdict === "gains" || found.verdict === "trades"
      ? (found.gain?.value ?? 1)
      : 0;

const better = (a: ChangeFindings, b: ChangeFindings): number =>
  Math.abs(gaining(b) ?? 0) - Math.abs(gaining(a) ?? 0) || (b.score ?? 0) - (a.score ?? 0);
