/** Title, subtitle and alt text of a tornado: which guess to measure better, and where the verdict flips. */
import type { ChangeFindings, GuessFindings, TornadoFindings } from "../../analysis/findings/tornado-findings.js";
import type { Caption } from "../kit/caption.js";
import { IN_UNIT } from "../kit/format.js";

export function tornadoCaption(found: TornadoFindings): Caption {
  const title = tornadoTitle(found);
  const percent = Math.round(found.change * 100);
  const flips = found.guesses.filter((guess) => sidesOf(guess).some((side) => isFlip(found, side)));
  const flipped =
    found.objectives.length === 0
      ? ""
      : flips.length === 0
        ? ` No single one flips the verdict (${found.verdict}).`
        : ` The verdict (${found.verdict}) changes with ${flips.map(({ path }) => path).join(", ")}.`;
  const each = found.guesses.map(
    ({ path, value, less, more }) => `${path} (${value}): ${changeWords(found, less)} and ${changeWords(found, more)}`,
  );
  return {
    title,
    subtitle: `Change of ${found.metric} when each number is ${percent}% lower (open) or higher (full), on the same requests; whiskers are ${Math.round(found.confidence * 100)}% intervals.${flipped}`,
    description: `${title}. ${each.join("; ")}.`,
  };
}

export const sidesOf = ({ less, more }: GuessFindings): ChangeFindings[] =>
  [less, more].filter((side) => side !== null);

/** From met to missed or back, or to or from unknown. */
export const isFlip = ({ verdict, objectives }: TornadoFindings, side: ChangeFindings): boolean =>
  objectives.length > 0 && side.verdict !== verdict;

/** From proven changes only: an interval that holds zero may be no change. */
export function tornadoTitle(found: TornadoFindings): string {
  const [first] = found.guesses;
  if (first === undefined) return "There is no number to vary";
  if (found.guesses.every((guess) => sidesOf(guess).every(isUnknown)))
    return `It is unknown which number matters to ${found.metric}: no change of it could be measured`;
  const proven = found.guesses.find((guess) => sidesOf(guess).some(isProven));
  if (proven === undefined) return `No single number matters to ${found.metric} beyond doubt`;
  const most = sidesOf(proven)
    .filter(isProven)
    .reduce((a, b) => (size(b) > size(a) ? b : a));
  const effect = most.growing
    ? "makes the queue grow"
    : `moves ${found.metric} by ${amount(found, most.difference.value)}${ofFewer(most)}`;
  const what = proven === first ? "What matters most is" : "What is proven to matter is";
  return `${what} ${proven.path}: ${most.value} instead of ${proven.value} ${effect}`;
}

/** Why a latency cannot be compared with the unchanged model's; null if it can. */
export const incomparable = ({ difference: { low, reason } }: ChangeFindings): string | null =>
  low === null ? null : (reason ?? null);

const ofFewer = (side: ChangeFindings): string => {
  const reason = incomparable(side);
  return reason === null ? "" : ` (${reason})`;
};

const isProven = ({ growing, difference: { low, high } }: ChangeFindings): boolean =>
  growing || (low !== null && high !== null && (low > 0 || high < 0));

const isUnknown = ({ growing, difference }: ChangeFindings): boolean => !growing && difference.value === null;

const size = ({ difference, growing }: ChangeFindings): number =>
  growing ? Number.MAX_VALUE : Math.abs(difference.value ?? 0);

/** "+12.3 ms", "-0.4%". */
export function amount({ unit }: Pick<TornadoFindings, "unit">, value: number | null): string {
  if (value === null) return "unknown";
  return `${value > 0 ? "+" : value < 0 ? "-" : "±"}${IN_UNIT[unit](Math.abs(value))}`;
}

function changeWords(found: TornadoFindings, side: ChangeFindings | null): string {
  if (side === null) return "no change";
  return side.growing
    ? `${side.value}: the queue grows`
    : `${side.value}: ${amount(found, side.difference.value)}${ofFewer(side)}`;
}
