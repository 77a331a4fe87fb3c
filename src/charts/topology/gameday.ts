/** A game day drawn on the model: what the worst fault of each part costs, the worst of all marked. */
import type { GamedayFindings, TrialFindings } from "../../analysis/findings/gameday-findings.js";
import { shortShare } from "../kit/format.js";
import { time } from "../kit/time-axis.js";
import { list } from "../kit/words.js";
import { ownCaption } from "./caption.js";
import type { Picture } from "./picture.js";
import { pictureChart } from "./topology.js";

const NAMED_MOST = 3;
const MUCH = 0.1; // Of the requests.

const when = (ms: number): string => time(ms, null);

/** Null without a topology. */
export function gamedayTopology(found: GamedayFindings): string | null {
  const { topology, replications } = found;
  if (topology === undefined) return null;
  const picture = markedByFaults(topology, found);
  const subtitle =
    "In each box: what its worst fault costs while it lasts, the worst inside with a thick border; the bar is how busy it is on a good day. Arrows: who asks whom, and how often.";
  const sourced = { ...found, window: { replications }, variants: [] };
  return pictureChart(sourced, picture, ownCaption(faultTitle(found), picture, when, subtitle), when);
}

/** What is assumed away, a fallback, is not what the model does. */
const real = ({ trials }: GamedayFindings): readonly TrialFindings[] =>
  trials.filter(({ withoutFallback, lost }) => !withoutFallback && lost.value !== null).toSorted(byHarm);

/** Without the part that users ask nothing is left, which is no news. */
const isInside = ({ fallback }: TrialFindings): boolean => fallback !== "entry";

const byHarm = (a: TrialFindings, b: TrialFindings): number =>
  Number(a.comesBack) - Number(b.comesBack) || lostIn(b) - lostIn(a);
const lostIn = ({ lost }: TrialFindings): number => lost.value ?? 0;

function markedByFaults(topology: Picture, found: GamedayFindings): Picture {
  const trials = real(found);
  const worst = trials.find(isInside) ?? trials[0];
  return {
    ...topology,
    nodes: topology.nodes.map((node) => {
      const { gives: _, ...plain } = node; // Of a good day.
      const trial = trials.find(({ part }) => part === node.name);
      if (trial === undefined) return plain;
      const isBad = !trial.comesBack || lostIn(trial) >= MUCH;
      return {
        ...plain,
        notes: [{ text: costWords(trial), isBad }],
        ...(trial === worst && isBad ? { isWorst: true } : {}),
      };
    }),
  };
}

/** "down: 62% lost, not back". */
function costWords(trial: TrialFindings): string {
  const lost = lostIn(trial) === 0 ? "none lost" : `${shortShare(lostIn(trial))} lost`;
  return `${trial.words}: ${lost}${trial.comesBack ? "" : ", not back"}`;
}

export function faultTitle(found: GamedayFindings): string {
  const ofEach = real(found).filter((trial, i, all) => all.findIndex(({ part }) => part === trial.part) === i);
  const hurt = ofEach.filter((trial) => lostIn(trial) > 0 || !trial.comesBack);
  if (hurt.length === 0) return "No fault of any part loses a request";
  const inside = hurt.filter(isInside);
  const of = inside.length === 0 ? hurt : inside;
  const named = of.slice(0, NAMED_MOST).map((trial) => `${trial.part} (${costWords(trial)})`);
  return `${inside.length === hurt.length || inside.length === 0 ? "It" : "Inside, it"} hurts most at ${list(named)}`;
}
