/** What is full beyond a ceiling, drawn: at the least load, or the largest value, that is proven to miss. */
import type { BeyondFindings, CeilingFindings } from "../../analysis/findings/ceiling-findings.js";
import { loadWords } from "../ceiling/caption.js";
import { time } from "../kit/time-axis.js";
import { busySubtitle, busyTitle, ownCaption } from "./caption.js";
import { pictureChart } from "./topology.js";

/** Null without a topology. */
export function beyondTopology(found: CeilingFindings, { topology, at, standstill }: BeyondFindings): string | null {
  if (topology === undefined || standstill !== null) return null; // What is stuck is idle.
  const when = (ms: number): string => time(ms, found.window.clock);
  const load = found.of === "knob" ? `${found.knob} ${loadWords(found, at)}` : loadWords(found, at);
  const subtitle = `At ${load}, where an objective is missed. ${busySubtitle(topology)}`;
  const sourced = { ...found, variants: [found] };
  return pictureChart(sourced, topology, ownCaption(busyTitle(topology, when), topology, when, subtitle), when);
}
