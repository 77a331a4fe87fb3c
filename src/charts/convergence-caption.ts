/** The words around warm-up and convergence. */
import type { Findings } from "../analysis/findings.js";
import type { Caption } from "./caption.js";
import { convergenceRows } from "./convergence-rows.js";
import { count, duration, roundShare } from "./format.js";
import { agree, bareName, capital, list, named } from "./words.js";

export function convergenceCaption(findings: Findings): Caption {
  const rows = convergenceRows(findings);
  const title = titleOf(findings);
  const subtitle =
    "Left: requests in the system over a first look, from the start, mean over replications; shaded is what was then removed as warm-up. Right: half-width of each interval, relative to its value, by the length of every replication, first look included; the dashed line is what was asked.";
  const each = rows.map(
    ({ variant, steady: { warmUpMs, lengthMs, requests } }) =>
      `${bareName(findings, variant)}: ${duration(warmUpMs)} removed, ${duration(lengthMs)} measured, ${count(requests)} requests`,
  );
  return { title, subtitle, description: `${title}. ${each.join("; ")}.` };
}

function titleOf(findings: Findings): string {
  const rows = convergenceRows(findings);
  if (rows.length === 0) return "No variant has a steady state to converge to";
  const asked = `±${roundShare(rows[0]!.steady.precision)}`;
  const short = rows.filter(({ steady }) => !steady.met).map(({ variant }) => variant);
  const reached = rows.filter(({ steady }) => steady.met).map(({ variant }) => variant);
  if (short.length === 0) {
    const whole = rows.length === 1 ? "Every interval is" : "All variants’ intervals are";
    return `${whole} within the ${asked} asked for`;
  }
  const fall = `${named(findings, short)} ${agree(short, "falls", "fall")} short of the ${asked} asked for`;
  return capital(
    list(
      reached.length === 0
        ? [fall]
        : [`${named(findings, reached)} ${agree(reached, "is", "are")} precise enough`, fall],
    ),
  );
}
