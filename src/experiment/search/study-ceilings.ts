/** The ceiling and the headroom of every variant, where an experiment asks for them. */

import type { Estimate, VariantFindings } from "../../analysis/findings/findings.js";
import { noEstimate } from "../../analysis/statistics/confidence.js";
import { senseOf } from "../../model/check/check-sense.js";
import { isClosed } from "../../model/traffic/load-factor.js";
import type { Progress } from "../execute/run-study.js";
import type { Runner } from "../execute/threads.js";
import type { FoundCeilings } from "../findings/compared-ceilings.js";
import { hashOf } from "../plan/model-hash.js";
import type { Study, StudyVariant } from "../plan/study.js";
import { withFixedWindow } from "../precision/default-window.js";
import { searchLoad } from "./load-ceiling.js";
import { pairedCrossings, type Searched } from "./paired-crossings.js";
import { Probe } from "./probe.js";

export interface StudyCeilings {
  readonly variants: readonly VariantFindings[]; // With both figures.
  readonly ceilings: FoundCeilings; // What they are compared by.
  readonly simulated: Simulated;
}

interface Simulated {
  readonly requests: number;
  readonly events: number;
  readonly runs: number;
}

/** One search for all variants that mean the same, and then runs at loads near to what was found, to compare them. */
export async function withCeilings(
  study: Study,
  variants: readonly VariantFindings[],
  runner: Runner,
  progress: (now: Progress) => void,
): Promise<StudyCeilings> {
  if (study.ceiling === null) return { variants, ceilings: new Map(), simulated: { requests: 0, events: 0, runs: 0 } };
  const { budget, precision } = study.ceiling;
  const searches = new Map<string, Searched>();
  const ofVariant = new Map(study.variants.map((variant) => [variant.name, meaningOf(variant)]));
  const probed = withFixedWindow({ ...study, figures: [], show: [] });
  // One after the other: each search has the threads to itself, and takes them all.
  for (const variant of study.variants) {
    const key = meaningOf(variant);
    if (whyNot(variant) !== null || searches.has(key)) continue;
    const probe = new Probe(probed, variant, runner, { budget, progress });
    const { loads } = senseOf(variant.model);
    const found = await searchLoad(probe, variant, { precision, peak: null, loads });
    searches.set(key, { variant, probe, ...found });
  }
  const crossings = await pairedCrossings(searches, budget);
  const ceilings: FoundCeilings = new Map(
    [...ofVariant].flatMap(([name, search]) => {
      const expected = searches.get(search)?.findings.expected;
      return expected == null ? [] : [[name, { search, expected, crossing: crossings.get(search) ?? null }]];
    }),
  );
  const told = variants.map((found, i) => {
    const variant = study.variants[i]!;
    const figures = figuresOf(whyNot(variant), searches.get(ofVariant.get(variant.name)!));
    return { ...found, figures: { ...found.figures, ...figures } };
  });
  const sum = (of: keyof Simulated): number =>
    [...searches.values()].reduce((total, { probe }) => total + probe.simulated[of], 0);
  return {
    variants: told,
    ceilings,
    simulated: { requests: sum("requests"), events: sum("events"), runs: sum("runs") },
  };
}

/** The same for models that differ in no more than their names. */
const meaningOf = ({ model: { name: _, description: __, ...model } }: StudyVariant): string =>
  hashOf({ ...model, run: {} });

function whyNot({ model }: StudyVariant): string | null {
  if (Object.keys(model.objectives).length === 0) return "there are no objectives to meet";
  return isClosed(model) ? "its users wait for answers: the ceiling is a number of users and no rate" : null;
}

function figuresOf(why: string | null, searched: Searched | undefined): Record<"ceiling" | "headroom", Estimate> {
  const none = noEstimate(why ?? "it was not searched for");
  const { ceiling, headroom } = searched?.findings ?? { ceiling: none, headroom: none };
  return { ceiling, headroom: headroom ?? noEstimate("nothing is expected") };
}
