/** The conditions of a search, which `ceiling` and `sweep` state first. */
import type { CeilingFindings } from "../../analysis/findings/ceiling-findings.js";
import { count } from "../../charts/kit/format.js";
import { tickTime } from "../../charts/kit/time-axis.js";
import { fold } from "../../text/fold.js";
import { keptWords } from "../run/run-words.js";

type Conditions = Pick<CeilingFindings, "window" | "confidence" | "objectives" | "seed">;

export function conditionsWords(found: Conditions): string[] {
  const { objectives } = found;
  const asked = objectives.map((each) => each.replaceAll(" ", "\u00a0")).join(" · ");
  return [...fold(windowWords(found)), ...(objectives.length === 0 ? [] : fold(`Asked: ${asked}`))];
}

/** "Asked: latency: p(99) < 1s · errors: rate < 1%." Empty without objectives. */
export const askedLine = ({ objectives }: Pick<Conditions, "objectives">): string =>
  objectives.length === 0 ? "" : `Asked: ${objectives.map((each) => each.replaceAll(" ", "\u00a0")).join(" · ")}`;

/** "10 s–70 s, 8 replications each to begin with, 95% intervals, seed 1". */
export function windowWords({ window, confidence, seed }: Omit<Conditions, "objectives">): string {
  const span = `${tickTime(window.fromMs, window.clock)}–${tickTime(window.toMs, window.clock)}`;
  const runs = `${window.replications} replication${window.replications === 1 ? "" : "s"}`;
  return `${span}, ${runs} each to begin with, ${Math.round(confidence * 100)}% intervals, seed ${seed}`;
}

/** "Simulated 128,803 requests in 35 runs; 5 runs were kept from before." */
export const searchedWords = ({ requests, runs }: CeilingFindings["simulated"], keptRuns = 0): string =>
  `Simulated ${count(requests)} requests in ${count(runs)} runs${keptWords(runs, keptRuns)}.`;
