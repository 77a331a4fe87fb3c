/** What `headroom sweep --tornado` says first: which number matters most, and which turns the verdict. */
import type { ChangeFindings, GuessFindings, TornadoFindings } from "../../analysis/findings/tornado-findings.js";
import { inline, showMeasured } from "../../charts/kit/estimate.js";
import { isOrAre, list } from "../../charts/kit/words.js";
import { incomparable, isFlip, sidesOf, tornadoTitle } from "../../charts/tornado/caption.js";
import { clean } from "../../text/safe-text.js";
import type { Answer, NextStep, Typed } from "../kit/answer.js";

export const tornadoAnswer = (found: TornadoFindings, typed: Typed | null = null): Answer => ({
  verdict: `${tornadoTitle(found)}.`,
  tone: null,
  why: [baseWords(found), ...flipWords(found), ...fewerWords(found)],
  next: typed === null ? null : nextOf(found, typed),
});

function baseWords({ title, name, metric, base, unit, objectives, verdict }: TornadoFindings): string {
  const judged = {
    met: "meets its objectives",
    missed: "misses its objectives",
    unknown: "leaves its objectives undecided",
  }[verdict];
  const is = `${metric} ${isOrAre(metric)} ${inline(showMeasured(base, unit))}${base.value === null && base.reason !== undefined ? ` (${base.reason})` : ""}`;
  const who = `“${clean(title) || clean(name)}”`;
  return objectives.length === 0 ? `As written, ${is}.` : `As written, ${is}, and ${who} ${judged}.`;
}

interface Side {
  readonly guess: GuessFindings;
  readonly side: ChangeFindings;
}

const sidesIn = ({ guesses }: TornadoFindings): Side[] =>
  guesses.flatMap((guess) => sidesOf(guess).map((side) => ({ guess, side })));

/** "With web.cores at 3.2 its objectives are missed." */
function flipWords(found: TornadoFindings): string[] {
  const flips = sidesIn(found).filter(({ side }) => isFlip(found, side));
  if (found.objectives.length === 0) return [];
  if (flips.length === 0) return ["No single number changes that verdict."];
  const verdicts = [...new Set(flips.map(({ side }) => side.verdict))];
  return verdicts.map((verdict) => {
    const those = flips
      .filter(({ side }) => side.verdict === verdict)
      .map(({ guess, side }) => `${clean(guess.path)} at ${side.value}`);
    const more = those.length - NAMED;
    const named = list([...those.slice(0, NAMED), ...(more > 0 ? [`${more} more`] : [])]);
    return `The verdict changes to ${verdict} with ${named}.`;
  });
}

const NAMED = 3;

function fewerWords(found: TornadoFindings): string[] {
  const fewer = sidesIn(found).flatMap(({ guess, side }) => {
    const reason = incomparable(side);
    return reason === null ? [] : [`${clean(guess.path)} at ${side.value} (${reason})`];
  });
  return fewer.length === 0 ? [] : [`Not comparable: ${list(fewer.slice(0, NAMED))}.`];
}

/** The number that matters most, over the range that was tried. */
function nextOf({ guesses }: TornadoFindings, typed: Typed): NextStep | null {
  const [first] = guesses;
  if (first === undefined || first.less === null || first.more === null) return null;
  if (first.less.difference.value === null && first.more.difference.value === null) return null;
  if (/\s/.test(`${first.less.value}${first.value}${first.more.value}`)) return null;
  return {
    words: "see how it goes over that number",
    command: typed("sweep", { knob: `${first.path}=${first.less.value},${first.value},${first.more.value}` }),
  };
}
