/**
 * Narrows a ceiling by two loads about it, run with the same seeds: every request simulated counts towards one number,
 * where a look proves its own load only and is lost if it proves nothing. The replications already made are kept, and
 * more are added until the interval is as narrow as asked.
 *
 * That stops at a narrow interval, which is valid in the limit of many replications (Chow & Robbins 1965; Glynn & Whitt
 * 1992); few and large steps keep it from stopping at a lucky moment. Where the budget cannot get there, only a share
 * of it is spent: the interval narrows with the root of the requests, so the rest would hardly do more.
 */
import type { Objective } from "../../analysis/verdicts/objectives.js";
import type { Model } from "../../model/language/model.js";
import { isSteady } from "../plan/study.js";
import { isClear, type LineEnds, lineEnds } from "./line-ends.js";
import type { Look, Probe, Size } from "./probe.js";
import type { Ends, Threshold } from "./two-sided-search.js";

export interface LineAsk {
  readonly objectives: readonly Objective[];
  readonly modelAt: (load: number) => Model;
  readonly likely: number; // Where the ceiling is expected.
  readonly apart: number | null; // Ratio of the loads between which looks of the first effort prove nothing.
  readonly below: number; // All loads are below it: something grows there.
  readonly found: Ends; // What looks have proven.
  readonly precision: number;
  readonly seen: (load: number, look: Look) => void;
}

const START = 1 / 32; // Of the budget: what the first two runs take at least.
const APART = { first: 1.25, likely: 1.15, least: 1.02, most: 1.6 }; // Ratio of the two loads.
const SPREAD = 0.6; // Of the interval: how far the loads are apart, so that a figure that bends is nearly straight there.
const STRAIGHT = 1.5; // Intervals: where the line may bend by more, it is drawn anew through its crossing.
const MOVES = 3; // Of the loads, at most, without more requests.
const MARGIN = 1.2; // On the requests predicted from a few replications.
const GROWTH = { least: 1.5, most: 8 }; // Of the requests, from one step to the next.
const HOPELESS = { ends: 0.2, none: 0.5 }; // Share of the budget to spend where all of it would not do: with both ends, or not.

interface At {
  readonly load: number;
  readonly model: Model;
  readonly run: Size;
}

type Pair = readonly [At, At];

/** @returns null where the line tells nothing: the loads must be looked at one by one */
export async function narrowByLine(probe: Probe, ask: LineAsk): Promise<Threshold | null> {
  const costs = (pair: Pair): number => pair.reduce((sum, point) => sum + probe.costOfAll(point), 0);
  let { below, found } = ask;
  const about = (load: number, apart: number, effort: number): Pair => {
    const most = Math.min(load * Math.sqrt(apart), Math.sqrt(load * below));
    return pairOf(probe, ask, [load / Math.sqrt(apart), most], effort);
  };
  const first = Math.min(APART.most, Math.max(APART.likely, ask.apart ?? APART.first));
  const least = about(ask.likely, first, 1);
  let effort = Math.max(1, (START * probe.budget) / costs(least));
  let pair = about(ask.likely, first, effort);
  let known: number | null = null; // The load that was looked at in the pair before.
  let best: Threshold | null = null;
  for (let moves = 0; ; ) {
    if (pair.reduce((sum, point) => sum + probe.costLeft(point), 0) > probe.budgetLeft) return best;
    const [low, high] = (await probe.all(pair, 1, false)).map((look, i) => ({ load: pair[i]!.load, look }));
    for (const { load, look } of [low!, high!]) {
      if (load !== known) ask.seen(load, look);
      found = withLook(found, load, look);
    }
    known = null;
    const apart = high!.load / low!.load;
    const ends = lineEnds(ask.objectives, low!, high!);
    if (ends === null || ends.side !== null) {
      if (++moves > MOVES) return best;
      const unclear = [low!, high!].find(({ look }) => !isClear(look))?.load;
      if (ends === null && unclear === undefined) return best; // Nor would other loads tell a line.
      below = Math.min(below, unclear ?? below);
      const next =
        ends?.crossing ?? Math.sqrt(Math.max(found.met ?? 0, below / APART.most ** 2) * Math.min(below, low!.load));
      pair = about(next, Math.min(apart, Math.sqrt(below / next)), effort);
      continue;
    }
    best = within(found, ends);
    if (best === null) return null;
    const isKnown = ends.met !== null && ends.missed !== null;
    const width = isKnown ? Math.log(ends.missed / ends.met) : Math.max(3 * Math.log(apart), Math.log1p(ends.width));
    if (bendOf(ends.crossing, low!.load, high!.load) > STRAIGHT * width) {
      if (++moves > MOVES) return null;
      best = null; // Better no ends than those of a line that bends.
      pair = nearer(ask, pair, ends.crossing);
      known = pair.map(({ load }) => load).find((load) => load !== ends.crossing) ?? null;
      continue;
    }
    const isNarrow = best.met !== null && best.missed !== null && best.missed / best.met - 1 <= ask.precision;
    if (isNarrow) return { ...best, stopped: "narrow" };
    const wanted = MARGIN * (width / Math.log1p(ask.precision)) ** 2;
    const spent = costs(pair);
    const isHopeless = (wanted - 1) * spent > probe.budgetLeft;
    const share = best.met !== null && best.missed !== null ? HOPELESS.ends : HOPELESS.none;
    const left = probe.budgetLeft - (isHopeless ? (1 - share) * probe.budget : 0);
    const growth = Math.min(GROWTH.most, Math.max(GROWTH.least, wanted));
    const next = Math.min(APART.most, Math.max(APART.least, Math.exp((SPREAD * width) / Math.sqrt(growth))));
    const isKept = Math.log(next) > Math.log(apart) / 2 && Math.log(next) < 2 * Math.log(apart);
    const times = Math.min(growth, isKept ? 1 + left / spent : left / spent);
    if (times < GROWTH.least) return best;
    effort *= times;
    pair = isKept ? moreOf(pair, times) : about(ends.crossing, next, effort);
  }
}

/** How far a figure that bends may pull the crossing: as the distance of the loads, where it is in their middle. */
function bendOf(crossing: number, low: number, high: number): number {
  const u = Math.log(crossing / low) / Math.log(high / low);
  return 2 * Math.sqrt(Math.abs(u * (1 - u))) * Math.log(high / low);
}

/** The crossing and the load of the pair that is nearer to it, whose runs are known; with the same requests in both. */
function nearer({ modelAt }: LineAsk, [low, high]: Pair, crossing: number): Pair {
  const known = crossing * crossing < low.load * high.load ? low : high;
  const model = modelAt(crossing);
  const longer = isSteady(model) ? known.load / crossing : 1;
  const { replications, ...window } = known.run;
  const warmUpMs = Math.round(window.warmUpMs * longer);
  const durationMs = Math.round(window.durationMs * longer);
  const point = { load: crossing, model, run: { replications, warmUpMs, durationMs } };
  return crossing < known.load ? [point, known] : [known, point];
}

/**
 * With equally many replications, which are pairs; of steady traffic with the same requests in them, so that they differ
 * by their waiting alone: the lower load is watched for longer.
 */
function pairOf(probe: Probe, { modelAt }: LineAsk, loads: readonly [number, number], effort: number): Pair {
  const models = loads.map(modelAt);
  const { replications, ...window } = probe.sizeOf(models[1]!, effort);
  return loads.map((load, i) => {
    const longer = isSteady(models[i]!) ? loads[1] / load : 1;
    const [warmUpMs, durationMs] = [window.warmUpMs, window.durationMs].map((ms) => Math.round(ms * longer));
    const run = { replications, warmUpMs, durationMs };
    return { load, model: models[i]!, run };
  }) as unknown as Pair;
}

const moreOf = (pair: Pair, times: number): Pair =>
  pair.map((point) => ({
    ...point,
    run: { ...point.run, replications: Math.ceil(point.run.replications * times) },
  })) as unknown as Pair;

const withLook = (found: Ends, load: number, { verdict }: Look): Ends => ({
  met: verdict === "met" ? Math.max(found.met ?? 0, load) : found.met,
  missed: verdict === "missed" ? Math.min(found.missed ?? Number.POSITIVE_INFINITY, load) : found.missed,
});

/**
 * The ends of the line, which has seen most requests, and where it has none what looks have proven: the closer of both
 * would be wrong whenever either is. Null if they contradict each other.
 */
function within(found: Ends, line: LineEnds): Threshold | null {
  const [met, missed] = [line.met ?? found.met, line.missed ?? found.missed];
  const isContrary = line.met !== null && line.missed !== null && found.met !== null && found.missed !== null;
  if (isContrary && (line.met >= found.missed || line.missed <= found.met)) return null;
  return met !== null && missed !== null && met >= missed ? null : { met, missed, stopped: "budget" };
}
