/** Under which conditions points were tried: what `ceiling` and `sweep` say first. */
import type { CeilingFindings } from "../analysis/ceiling-findings.js";
import { tickTime } from "../charts/time-axis.js";
import { fold } from "./plain-text.js";

type Conditions = Pick<CeilingFindings, "window" | "confidence" | "objectives" | "seed">;

export function conditionsWords({ window, confidence, objectives, seed }: Conditions): string[] {
  const span = `${tickTime(window.fromMs, window.clock)}–${tickTime(window.toMs, window.clock)}`;
  const runs = `${window.replications} replication${window.replications === 1 ? "" : "s"}`;
  const asked = objectives.map((each) => each.replaceAll(" ", "\u00a0")).join(" · ");
  return [
    ...fold(`${span}, ${runs} each to begin with, ${Math.round(confidence * 100)}% intervals, seed ${seed}`),
    ...(objectives.length === 0 ? [] : fold(`Asked: ${asked}`)),
  ];
}
