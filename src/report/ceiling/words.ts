/** The ceiling in sentences: its value, how certain it is, and how it compares with the expected load. */
import type { CeilingFindings } from "../../analysis/findings/ceiling-findings.js";
import { isOpenAbove, loadWords } from "../../charts/ceiling/caption.js";
import { decimal } from "../../charts/kit/format.js";

export function ceilingWords(found: CeilingFindings): string[] {
  // Nothing was probed, since no verdict was possible.
  if (found.probes.length === 0) return [`Unknown: ${found.ceiling.reason}.`];
  return found.of === "knob" ? knobWords(found) : [...loadSentence(found), headroomSentence(found)];
}

function loadSentence(found: CeilingFindings): string[] {
  const { value, low, high } = found.ceiling;
  const show = (load: number): string => loadWords(found, load);
  if (value !== null && low !== null && high !== null)
    return [
      `Ceiling: ${show(value)} at the peak; ${show(low)} is proven to meet the objectives, ${show(high)} to miss.`,
    ];
  if (low !== null && isOpenAbove(found))
    return [`The objectives are met up to ${show(low)}; higher loads were tried and are undecided.`];
  if (low !== null) return [`Nothing limits it: the objectives are met at the highest load tried, ${show(low)}.`];
  const lowest = Math.min(...found.probes.map(({ at }) => at));
  const probe = found.probes.findLast(({ at }) => at === lowest);
  if (high === null || probe?.verdict !== "missed") {
    const least = high === null ? "" : `; ${show(high)} is proven to miss`;
    return [`Unknown: no load from ${show(lowest)} on is proven to meet the objectives${least}.`];
  }
  const missed = probe.objectives.filter(({ verdict }) => verdict === "missed");
  const which = probe.standing
    ? "requests wait for each other for ever"
    : probe.growing
      ? "the number in the system grows"
      : missed.map(({ metric, expression }) => `${metric}: ${expression} is missed`).join(", ");
  return [`Never met: even at ${show(lowest)}, ${which}.`];
}

function headroomSentence({ headroom, expected, verdict, of }: CeilingFindings): string {
  const asked = `the expected peak of ${loadWords({ of }, expected ?? 0)}`;
  const { value, low, high } = headroom ?? { value: null, low: null, high: null };
  const times =
    value !== null && low !== null && high !== null
      ? `Headroom ${decimal(value)} (${decimal(low)}–${decimal(high)})`
      : low !== null
        ? `Headroom at least ${decimal(low)}`
        : high !== null
          ? `Headroom below ${decimal(high)}`
          : "Headroom unknown";
  const end = { met: "is within it", missed: "is beyond it", unknown: "is too near to tell" }[verdict];
  return `${times}: ${asked} ${end}.`;
}

function knobWords({ knob, ceiling, expected, meetsUpTo, beyond, probes, verdict }: CeilingFindings): string[] {
  const own = expected === null ? "" : ` The model has ${expected}.`;
  if (ceiling.value === null) {
    const most = Math.max(...probes.map(({ at }) => at));
    const why =
      verdict === "missed"
        ? "every value tried misses an objective"
        : "no value tried is proven to meet the objectives";
    return [`${knob}: ${why}, up to ${most}.${own}`];
  }
  const { value, low } = ceiling;
  const range =
    low === value
      ? beyond === null
        ? `${value} is enough, and no smaller value makes sense`
        : `${value} is the smallest value that meets the objectives; ${beyond.at} is proven to miss`
      : low === null
        ? `${value} is enough; smaller ones are undecided`
        : `the smallest value that meets the objectives lies from ${low} to ${value}; ${value} is proven to meet`;
  const more =
    meetsUpTo === null ? "" : ` Larger is not better: proven up to ${meetsUpTo}, and missed again at twice ${value}.`;
  return [`${knob}: ${range}.${more}${own}`];
}
