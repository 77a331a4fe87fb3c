/**
 * What base and proposal can bear: the highest load that meets the objectives, where there are some and the traffic is
 * open and steady; else the load that no system of these parts exceeds, by a backlog that never ends. `of` says which.
 */

import type { CeilingDiff, CeilingSide } from "../../analysis/findings/diff-findings.js";
import { ceilingVerdict } from "../../analysis/verdicts/difference-verdict.js";
import { senseOf } from "../../model/check/check-sense.js";
import { isClosed } from "../../model/traffic/load-factor.js";
import type { Runner } from "../execute/threads.js";
import { isSteady, type Study, type StudyVariant } from "../plan/study.js";
import { withFixedWindow } from "../precision/default-window.js";
import { loadCeiling } from "../search/load-ceiling.js";
import { Probe } from "../search/probe.js";
import { saturationRun } from "../search/saturation-run.js";
import { judgedBy } from "./asked-objectives.js";
import type { DiffStudy } from "./open-diff.js";

const PRECISION = 0.05;

/** @param budget requests of each search, about @returns null where neither can be told */
export async function ceilings(diff: DiffStudy, runner: Runner, budget: number): Promise<CeilingDiff | null> {
  const asked = diff.objectives.filter((each) => each.asked !== "base");
  const variants = judgedBy(diff.study.variants, asked);
  const isSearched = asked.length > 0 && variants.every(({ model }) => !isClosed(model) && isSteady(model));
  const study = withFixedWindow(diff.study);
  const found = isSearched
    ? await Promise.all(variants.map((variant) => objectivesCeiling(study, variant, runner, budget)))
    : [];
  // Bounds from one side only say less than the backlog does.
  const isTold = found.some(({ perSecond: { low, high } }) => low !== null && high !== null);
  return isTold ? between("objectives", found) : backlogCeilings(diff.study, runner);
}

async function objectivesCeiling(
  study: Study,
  variant: StudyVariant,
  runner: Runner,
  budget: number,
): Promise<CeilingSide> {
  const { loads } = senseOf(variant.model);
  const probe = new Probe(study, variant, runner, { budget });
  const found = await loadCeiling(probe, variant, { precision: PRECISION, peak: null, loads });
  const full = found.beyond?.first ?? found.beyond?.busiest ?? null;
  return {
    perSecond: found.ceiling,
    binding: full === null ? null : { part: full.part, resource: full.resource },
    expected: found.expected,
    headroom: found.headroom,
  };
}

/** Null where one of them has no open traffic, or no limited resource. */
async function backlogCeilings({ variants, seed }: Study, runner: Runner): Promise<CeilingDiff | null> {
  const [base, proposal] = await Promise.all(variants.map(({ model }) => saturationRun(model, seed, runner.run)));
  if (base === null || proposal === null) return null;
  const side = ({ perSecond, binding }: typeof base): CeilingSide => ({
    perSecond,
    binding: binding === null ? null : { part: binding.part, resource: binding.resource },
    expected: null,
    headroom: null,
  });
  return between("backlog", [side(base), side(proposal)]);
}

function between(of: CeilingDiff["of"], [base, proposal]: readonly CeilingSide[]): CeilingDiff {
  return { of, base, proposal, verdict: ceilingVerdict(base.perSecond, proposal.perSecond) };
}
