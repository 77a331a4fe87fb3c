/** The ceiling and the headroom of every variant, where an experiment asks for them. */

import type { Estimate, VariantFindings } from "../../analysis/findings/findings.js";
import { noEstimate } from "../../analysis/statistics/confidence.js";
import { checkSense } from "../../model/check/check-sense.js";
import { isClosed } from "../../model/traffic/load-factor.js";
import type { Progress } from "../execute/run-study.js";
import type { Runner } from "../execute/runner.js";
import type { Study, StudyVariant } from "../plan/study.js";
import { withFixedWindow } from "../precision/default-window.js";
import { loadCeiling } from "./load-ceiling.js";
import { Probe } from "./probe.js";

/** @returns the findings with both figures, and what it took */
export async function withCeilings(
  study: Study,
  variants: readonly VariantFindings[],
  runner: Runner,
  progress: (now: Progress) => void,
): Promise<{ readonly variants: readonly VariantFindings[]; readonly simulated: Simulated }> {
  const none = { requests: 0, events: 0, runs: 0 };
  if (study.ceiling === null) return { variants, simulated: none };
  const told: VariantFindings[] = [];
  let simulated: Simulated = none;
  // One after the other: each search has the threads to itself, and takes them all.
  for (const [i, found] of variants.entries()) {
    const { figures, took } = await ceilingOf(study, study.variants[i]!, runner, { ...study.ceiling, progress });
    told.push({ ...found, figures: { ...found.figures, ...figures } });
    simulated = {
      requests: simulated.requests + took.requests,
      events: simulated.events + took.events,
      runs: simulated.runs + took.runs,
    };
  }
  return { variants: told, simulated };
}

interface Simulated {
  readonly requests: number;
  readonly events: number;
  readonly runs: number;
}

interface Search {
  readonly budget: number;
  readonly precision: number;
  readonly progress: (now: Progress) => void;
}

async function ceilingOf(study: Study, variant: StudyVariant, runner: Runner, search: Search) {
  const { budget, precision, progress } = search;
  const refused = (why: string) => {
    const none: Estimate = noEstimate(why);
    return { figures: { ceiling: none, headroom: none }, took: { requests: 0, events: 0, runs: 0 } };
  };
  if (Object.keys(variant.model.objectives).length === 0) return refused("there are no objectives to meet");
  if (isClosed(variant.model))
    return refused("its users wait for answers: the ceiling is a number of users and no rate");
  const { loads } = checkSense(variant.model, () => null);
  const probe = new Probe(withFixedWindow({ ...study, figures: [], show: [] }), variant, runner, { budget, progress });
  const found = await loadCeiling(probe, variant, { precision, peak: null, loads });
  const headroom = found.headroom ?? noEstimate("nothing is expected");
  return { figures: { ceiling: found.ceiling, headroom }, took: probe.simulated };
}
