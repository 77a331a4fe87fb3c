/** The highest load that meets the objectives, of one variant. */
import type { CeilingFindings } from "../../analysis/findings/ceiling-findings.js";
import type { Estimate, Verdict } from "../../analysis/findings/findings.js";
import { noEstimate } from "../../analysis/statistics/confidence.js";
import type { OfferedLoad } from "../../model/check/sense.js";
import type { Model } from "../../model/language/model.js";
import { isClosed, peakRate, usersIn, withRates, withUsers } from "../../model/traffic/load-factor.js";
import { undecidable } from "../plan/check-objectives.js";
import { provenance } from "../plan/provenance.js";
import { isSteady, objectivesOf, type StudyVariant } from "../plan/study.js";
import { aim, type Shot } from "../precision/next-points.js";
import { planEndMs, unfinishedPlan } from "../precision/plan-end.js";
import { demandedCeiling } from "./demanded-ceiling.js";
import { narrowByLine } from "./narrow-by-line.js";
import { beyondFindings, type Look, type Probe, probeFindings } from "./probe.js";
import { type Axis, type Ends, NOT_SEARCHED, search, type Tester, wholeBetween } from "./two-sided-search.js";

export interface CeilingOptions {
  readonly precision: number; // Widest interval, as a share of the ceiling.
  readonly peak: number | null; // Expected: arrivals a second, or users; null: the model's own.
  readonly loads: readonly OfferedLoad[]; // What the model's own rates ask of each resource.
}

const USERS_MOST = 1_000_000; // As the language allows.
const LOWEST = 1 / 64; // Of the first resource's capacity: there is hardly any queueing at so low a load.
const HIGHEST = 128;

const NO_LOAD = "no request comes, and no multiple of no load is more; write a rate";

const NEAR = 0.1; // As a ratio: a guess this near to the expected load tells nothing more.

/** Likely to be missed just above all of the first resource's capacity and met at half of it. */
const FIRST_GUESSES = [1.05, 0.5]; // That a queue grows shows in short runs; after others they would be longer.

/** Of what the demand says: a narrow interval about it, and loads that are likely to be proven where its ends are not. */
function aboutStated(precision: number): readonly number[] {
  const step = Math.sqrt(1 + INSIDE * precision);
  return [1 / step, step, 1 / 1.5, 1.3];
}

const INSIDE = 0.9; // Rounding leaves the interval narrow enough.

export const loadCeiling = async (
  probe: Probe,
  variant: StudyVariant,
  options: CeilingOptions,
): Promise<CeilingFindings> => (await searchLoad(probe, variant, options)).findings;

export interface SearchedLoad {
  readonly findings: CeilingFindings;
  readonly likely: number | null; // Between the proven ends; null where the looks do not tell.
  readonly growsFrom: number | null; // Least load tried at which something in the model grows.
}

export async function searchLoad(probe: Probe, variant: StudyVariant, options: CeilingOptions): Promise<SearchedLoad> {
  const { model } = variant;
  const { study } = probe;
  const own = isClosed(model)
    ? usersIn(model)
    : peakRate(model, Math.max(planEndMs(model), study.warmUpMs + study.durationMs));
  const expected = options.peak ?? own;
  const stated = isSteady(model) ? demandedCeiling(objectivesOf(variant), options.loads, own) : null;
  const { axis, first: guesses } = isClosed(model) ? users(own, options) : factors(own, options, stated);
  const isFar = (load: number): boolean => stated !== null || Math.abs(Math.log(load / expected)) > NEAR;
  const first = [...guesses.filter(isFar), expected];
  const looks = new Map<number, Look>();
  const shots: Shot[] = [];
  let isNarrowed = false;
  const probes: ReturnType<typeof probeFindings>[] = [];
  const seen = (load: number, look: Look): void => {
    looks.set(load, look);
    probes.push(probeFindings(load, look));
  };
  const tester: Tester = {
    async test(load, effort) {
      const look = await probe.look(atLoad(model, load, own), effort);
      if (look === null) return null;
      seen(load, look);
      shots.push({ demand: load, margin: look.margin, effort });
      return look;
    },
    effortLeft: (load) => probe.effortLeft(atLoad(model, load, own)),
    async otherwise(found) {
      const likely = stated ?? guessBetween(found, shots);
      if (likely === null || isClosed(model) || isNarrowed) return null;
      isNarrowed = true;
      const below = Math.min(...[...looks].flatMap(([load, { growing }]) => (growing ? [load] : [])));
      const modelAt = (load: number): Model => atLoad(model, load, own);
      const { precision } = options;
      const zone = aim(shots, 1);
      const apart = zone !== null && zone.met > 0 ? zone.missed / zone.met : null;
      const objectives = objectivesOf(variant);
      return narrowByLine(probe, { objectives, modelAt, likely, apart, below, found, precision, seen });
    },
  };
  const nothing = own === 0 ? [NO_LOAD] : [];
  const [why = unfinishedPlan(study, model)?.reason] = [...nothing, ...undecidable(variant)];
  const { met, missed, stopped } = why === undefined ? await search(axis, first, tester, stated) : NOT_SEARCHED;
  const ceiling = why === undefined ? between(met, missed) : noEstimate(why);
  const headroom = {
    ...ceiling,
    value: ceiling.value === null ? null : ceiling.value / expected,
    low: ceiling.low === null ? null : ceiling.low / expected,
    high: ceiling.high === null ? null : ceiling.high / expected,
  };
  const findings: CeilingFindings = {
    ...provenance(study, variant),
    of: isClosed(model) ? "users" : "rate",
    knob: null,
    expected,
    ceiling,
    headroom,
    verdict: verdictOf(headroom),
    meetsUpTo: null,
    stopped,
    beyond: leastMissed(looks),
    probes,
    audit: probe.audit,
    simulated: probe.simulated,
  };
  const isBetween = (load: number): boolean => load >= (met ?? 0) && load <= (missed ?? load);
  const grows = [...looks].flatMap(([load, { growing }]) => (growing ? [load] : []));
  const growsFrom = grows.length === 0 ? null : Math.min(...grows);
  return {
    findings,
    likely: stated !== null && isBetween(stated) ? stated : likelyBetween(met, missed, shots),
    growsFrom,
  };
}

function leastMissed(looks: ReadonlyMap<number, Look>): CeilingFindings["beyond"] {
  const [least] = [...looks].filter(([, { verdict }]) => verdict === "missed").sort(([a], [b]) => a - b);
  return least === undefined ? null : beyondFindings(...least);
}

/** Null while the margins of the looks do not tell and the ends are far apart. */
function guessBetween({ met, missed }: Ends, shots: readonly Shot[]): number | null {
  const isFar = met === null || missed === null || missed / met > FAR;
  return isFar && shots.filter(({ margin }) => margin !== null).length < 2 ? null : likelyBetween(met, missed, shots);
}

const FAR = 1.7; // As a ratio.

/** Where the margins of the looks cross zero, if that is between the ends; else in their middle. */
function likelyBetween(met: number | null, missed: number | null, shots: readonly Shot[]): number | null {
  const [low, high] = [met ?? 0, missed ?? Number.POSITIVE_INFINITY];
  const near = shots.filter(({ demand }) => demand >= low && demand <= high);
  const found = aim(near, Number.POSITIVE_INFINITY)?.met ?? Number.NaN;
  if (found > 0 && found >= low && found <= high) return found;
  return met === null || missed === null ? null : Math.sqrt(met * missed);
}

/** The model with this peak arrival rate [1/s], or this many users; unchanged at its own. */
export function atLoad(model: Model, load: number, own: number): Model {
  if (load === own) return model;
  return isClosed(model) ? withUsers(model, load) : withRates(model, load / own);
}

/** @param stated the ceiling by the demand, if a utilisation is an objective */
function factors(
  own: number,
  { precision, loads }: CeilingOptions,
  stated: number | null,
): { axis: Axis; first: readonly number[] } {
  const fullest = Math.max(0, ...loads.map(({ busy, capacity }) => busy / capacity));
  const centre = fullest > 0 ? own / fullest : own;
  const axis: Axis = {
    between: (low, high, wanted = Math.sqrt(low * high)) => tidy(wanted, low, high),
    width: (low, high) => (high / low - 1) / precision,
    easier: (load) => (load > centre * LOWEST ? tidy(load / 2) : null),
    harder: (load) => (load < centre * HIGHEST ? tidy(load * 1.5) : null),
  };
  if (stated !== null) return { axis, first: aboutStated(precision).map((share) => tidy(stated * share)) };
  return { axis, first: fullest > 0 ? FIRST_GUESSES.map((share) => tidy(centre * share)) : [] };
}

function users(own: number, { precision }: CeilingOptions): { axis: Axis; first: readonly number[] } {
  const axis: Axis = {
    between: (low, high, wanted) => wholeBetween(low, high, wanted),
    width: (low, high) => (high - low <= 1 ? 0 : (high / low - 1) / precision),
    easier: (load) => (load > 1 ? Math.floor(load / 2) : null),
    harder: (load) => (load < USERS_MOST ? Math.min(USERS_MOST, load * 2) : null),
  };
  return { axis, first: [own] };
}

/** Four digits, unless that leaves the interval. */
function tidy(load: number, low = 0, high = Number.POSITIVE_INFINITY): number {
  const round = Number(load.toPrecision(4));
  return round > low && round < high ? round : load;
}

/** The estimate is the geometric mean of its ends, which are what is proven. */
function between(met: number | null, missed: number | null): Estimate {
  if (met !== null && missed !== null) return { value: Math.sqrt(met * missed), low: met, high: missed };
  const reason =
    met === null && missed === null
      ? "no load tried is proven to meet the objectives or to miss one"
      : met === null
        ? "no load tried is proven to meet the objectives"
        : "no load tried is proven to miss an objective";
  return { value: null, low: met, high: missed, reason };
}

/** The ceiling is at least `low` and below `high`. */
function verdictOf({ low, high }: Estimate): Verdict {
  if (low !== null && low >= 1) return "met";
  return high !== null && high <= 1 ? "missed" : "unknown";
}
