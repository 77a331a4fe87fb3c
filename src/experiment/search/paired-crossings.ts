/**
 * Ceilings on the same requests: every search is followed by runs at two loads about the likely ceiling, as long and as
 * many for all variants and with the same seeds, so that chance common to them cancels where they are compared.
 */
import type { Crossing } from "../findings/compared-ceilings.js";
import type { StudyVariant } from "../plan/study.js";
import { objectivesOf } from "../plan/study.js";
import { crossingOf } from "./crossing.js";
import { atLoad, type SearchedLoad } from "./load-ceiling.js";
import type { Probe } from "./probe.js";

/** Of a search's budget: what these runs may take beside it. */
const BESIDE = 1 / 3;

/** Ratio of neighbouring loads that are looked at: near enough for a line between them, and the same for near ceilings. */
const STEP = 1.04;
const FIT = 0.5; // Least effort that the budget must allow; what lacks to a whole one is spent all the same.
const LEAST_WIDTH = 0.01; // Between the loads, as a share: nearer to where a queue grows no line can be drawn.

export interface Searched extends SearchedLoad {
  readonly variant: StudyVariant;
  readonly probe: Probe;
}

interface Aimed {
  readonly searched: Searched;
  readonly loads: readonly [number, number];
}

/** @param budget requests of each search @returns by the key of the search; missing: there are no pairs */
export async function pairedCrossings(
  searches: ReadonlyMap<string, Searched>,
  budget: number,
): Promise<Map<string, Crossing>> {
  const aimed = new Map<string, Aimed>();
  for (const [key, searched] of searches) {
    const loads = loadsAbout(searched);
    if (loads !== null && effortOf({ searched, loads }, budget) >= FIT) aimed.set(key, { searched, loads });
  }
  const crossings = new Map<string, Crossing>();
  if (aimed.size < 2) return crossings; // Nothing to compare it with.
  const effort = Math.max(1, Math.min(...[...aimed.values()].map((each) => effortOf(each, budget))));
  for (const [key, { searched, loads }] of aimed) {
    const { probe, variant } = searched;
    const [low, high] = await probe.all(
      modelsAt(searched, loads).map((model) => ({ model })),
      effort,
    );
    const replications = Math.min(low!.replications, high!.replications);
    const at = (i: 0 | 1, look: typeof low) => ({ load: loads[i], look: look! });
    const found = crossingOf(objectivesOf(variant), at(0, low), at(1, high), replications);
    if (found !== null) crossings.set(key, found);
  }
  return crossings;
}

/** Two steps of a ladder that all variants share, one on each side of the likely ceiling, below where a queue grows. */
function loadsAbout({ likely, growsFrom }: Searched): [number, number] | null {
  if (likely === null) return null;
  const rung = Math.round(Math.log(likely) / Math.log(STEP));
  const loads: [number, number] = [STEP ** (rung - 1), STEP ** (rung + 1)];
  if (growsFrom === null || loads[1] < growsFrom) return loads;
  const width = Math.sqrt(growsFrom / likely);
  return width - 1 < LEAST_WIDTH / 2 ? null : [likely / width, likely * width];
}

/** As much as the search took, if it left so much of its budget; else a share of the budget. Over both loads. */
function effortOf({ searched, loads }: Aimed, budget: number): number {
  const { probe } = searched;
  const { requests } = probe.simulated;
  const cost = modelsAt(searched, loads).reduce((sum, model) => sum + probe.costOf(model), 0);
  return Math.max(BESIDE * budget, Math.min(budget - requests, requests)) / cost;
}

const modelsAt = ({ variant, findings: { expected } }: Searched, loads: readonly number[]) =>
  loads.map((load) => atLoad(variant.model, load, expected as number));
