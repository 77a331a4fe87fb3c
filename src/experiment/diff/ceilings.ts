/**
 * What base and proposal can do at most: the load that no system of these parts exceeds, by a backlog that never ends.
 * The highest load that meets the objectives is lower, and `of` says which of the two it is.
 */
import type { CeilingDiff } from "../../analysis/diff-findings.js";
import { saturationRun } from "../saturation-run.js";
import type { Study } from "../study.js";
import type { Runner } from "../threads.js";

/** Null where one of them has no open traffic, or nothing that could be full. */
export async function backlogCeilings({ variants, seed }: Study, runner: Runner): Promise<CeilingDiff | null> {
  const [base, proposal] = await Promise.all(variants.map(({ model }) => saturationRun(model, seed, runner.run)));
  if (base === null || proposal === null) return null;
  const { perSecond, binding } = base;
  return {
    of: "backlog",
    base: { perSecond, binding },
    proposal: { perSecond: proposal.perSecond, binding: proposal.binding },
  };
}
