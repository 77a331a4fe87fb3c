/** `sweep` and `ceiling`: what is said of a load, against long runs at that load. */
import { atLoad, loadCeiling } from "../../../src/experiment/search/load-ceiling.js";
import { sweep } from "../../../src/experiment/search/sweep.js";
import { parseRange } from "../../../src/experiment/search/sweep-range.js";
import type { Model } from "../../../src/model/language/model.js";
import { isClosed, peakRate, usersIn, withRates, withUsers } from "../../../src/model/traffic/load-factor.js";
import type { Case, Judgement } from "../judgement.js";
import { type LongRuns, truthRuns } from "../long-runs.js";
import { wholeTruth } from "../truth.js";
import { opened, probeOf } from "./open.js";

const LOADS = "load=0.6,1.3";
const BUDGET = 100_000; // Requests.
const PRECISION = 0.1;

export async function sweepLoads(one: Case): Promise<Judgement[]> {
  const file = opened(one);
  const { model } = file.bench.variant;
  const { points } = await sweep(probeOf(file, BUDGET), file.bench, [parseRange(LOADS)]);
  return points.map(({ at: [load], verdict, growing, objectives }) => {
    const truth = wholeTruth(truthRuns(timesAsMuch(model, load!)));
    const said = objectives.map((each) => `${each.verdict} ${each.measured.value}`).join(", ");
    const why = `said ${growing ? "grows" : said}; true: ${truth.why}`;
    return { verb: "sweep", what: `at ×${load}`, said: verdict, truth: truth.verdict, why };
  });
}

const timesAsMuch = (model: Model, factor: number): Model =>
  isClosed(model) ? withUsers(model, Math.max(1, Math.round(usersIn(model) * factor))) : withRates(model, factor);

/** Both of its ends are said to be proven. */
export async function ceiling(one: Case, _: LongRuns): Promise<Judgement[]> {
  const file = opened(one);
  const { variant } = file.bench;
  const { model } = variant;
  const probe = probeOf(file, BUDGET);
  const found = await loadCeiling(probe, variant, { precision: PRECISION, peak: null, loads: file.loads });
  const own = isClosed(model) ? usersIn(model) : peakRate(model, probe.study.warmUpMs + probe.study.durationMs);
  const { low, high } = found.ceiling;
  return (["met", "missed"] as const).map((said) => {
    const load = said === "met" ? low : high;
    const verb = `ceiling, ${said} end`;
    if (load === null) return { verb, what: "none", said: "unknown", truth: "close", why: found.ceiling.reason ?? "" };
    const truth = wholeTruth(truthRuns(atLoad(model, load, own)));
    const look = found.probes.find(({ at }) => at === load);
    const figures = look?.objectives.map((each) => `${each.verdict} ${each.measured.value}`).join(", ");
    const why = `said ${look?.growing ? "grows" : figures} in ${look?.replications} × ${look?.windowMs} ms; true: ${truth.why}`;
    return { verb, what: `at ${load} of ${own}`, said, truth: truth.verdict, why };
  });
}
