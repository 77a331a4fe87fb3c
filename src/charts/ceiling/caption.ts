/** Title, subtitle and alt text of the ceiling chart: the ceiling between its proven ends. */
import type { CeilingFindings, ProbeFindings } from "../../analysis/findings/ceiling-findings.js";
import type { Caption } from "../kit/caption.js";
import { count, decimal, duration, plainNumber, rate } from "../kit/format.js";
import { drawable } from "../kit/numbers.js";

export function ceilingCaption(found: CeilingFindings): Caption {
  const { of, expected, confidence, objectives, probes } = found;
  const title = of === "knob" ? knobTitle(found) : loadTitle(found);
  const peak =
    expected === null
      ? ""
      : ` Dashed: ${of === "knob" ? "what the model has" : "the expected peak"}, ${loadWords(found, expected)}.`;
  const how = `Every look in its order, from the top: a full dot is met, an open one unknown, a cross missed, by ${Math.round(confidence * 100)}% intervals. Right: the replications of each, and their length.`;
  const band = hasBand(found) ? " Band: between the proven ends." : "";
  const asked = objectives.length === 0 ? "" : ` Asked: ${objectives.join("; ")}.`;
  const each = probes.map((probe) => `${loadWords(found, probe.at)} ${probe.verdict}, ${looksWords(probe)}`);
  return { title, subtitle: `${how}${band}${peak}${asked}`, description: `${title}. ${each.join("; ")}.` };
}

/** Whether both ends of the ceiling are proven and differ. */
export const hasBand = ({ ceiling: { low, high } }: Pick<CeilingFindings, "ceiling">): boolean =>
  drawable(low) !== null && drawable(high) !== null && low !== high;

/** "203/s", "48 users", "12". */
export function loadWords({ of }: Pick<CeilingFindings, "of">, at: number): string {
  if (of === "rate") return rate(at);
  return of === "users" ? `${count(at)} users` : plainNumber(at);
}

/** "20 × 46.6 s". */
export const looksWords = ({ replications, windowMs }: ProbeFindings): string =>
  `${replications} × ${duration(windowMs)}`;

/** Whether loads above the proven lower end were tried; without an upper end they were inconclusive. */
export const isOpenAbove = ({ ceiling: { low }, probes }: Pick<CeilingFindings, "ceiling" | "probes">): boolean =>
  low !== null && probes.some(({ at }) => at > low);

function loadTitle(found: CeilingFindings): string {
  const [low, high] = [drawable(found.ceiling.low), drawable(found.ceiling.high)];
  if (low === null && high === null) return "No load tried is proven to meet the objectives, nor to miss one";
  if (low === null) return `Objectives missed from ${loadWords(found, high!)} on; no load tried is proven to meet them`;
  if (high === null && isOpenAbove(found))
    return `Objectives met up to ${loadWords(found, low)}; higher loads were tried and are undecided`;
  if (high === null) return `Objectives met at the highest load tried, ${loadWords(found, low)}`;
  const [least, most] = [drawable(found.headroom?.low), drawable(found.headroom?.high)];
  const times =
    least === null || most === null ? "" : `: ${decimal(least)} to ${decimal(most)} times the expected peak`;
  return `Met up to ${loadWords(found, low)}, missed at ${loadWords(found, high)}${times}`;
}

function knobTitle({ knob, ceiling }: CeilingFindings): string {
  const [value, low] = [ceiling.value, ceiling.low].map((each) => (each === null ? null : plainNumber(each)));
  if (value === null) return `${knob}: no value tried is proven to meet the objectives`;
  if (low === null) return `${knob}: ${value} is enough; smaller ones are undecided`;
  return low === value
    ? `${knob}: ${value} is enough`
    : `${knob}: the smallest value that is enough lies from ${low} to ${value}`;
}
