/** Title, subtitle and alt text of a game day: from what it does not come back, and which fault loses most. */
import type { GamedayFindings, TrialFindings } from "../../analysis/findings/gameday-findings.js";
import { clean } from "../../text/safe-text.js";
import type { Caption } from "../kit/caption.js";
import { orUnknown, roundDuration, shortShare } from "../kit/format.js";
import { sharedMechanism } from "../kit/mechanism.js";
import { list } from "../kit/words.js";
import { backWords } from "./gameday.js";

const NAMED_MOST = 3;

export function gamedayCaption(found: GamedayFindings): Caption {
  const title = titleOf(found);
  const { fault, trials } = found;
  const each = trials.map(
    (trial) => `${nameOf(trial)}: ${orUnknown(trial.lost.value, shortShare)} lost, back ${backWords(trial)}`,
  );
  return {
    title,
    subtitle: `Each fault lasts ${roundDuration(fault.toMs - fault.fromMs)}; share of the requests that come meanwhile and are not answered well, with intervals. Orange: without a fallback; bold: none is written.`,
    description: `${title}. ${each.join("; ")}.`,
  };
}

function titleOf({ trials }: GamedayFindings): string {
  const stuck = trials.filter(({ comesBack }) => !comesBack);
  if (stuck.length > 0) {
    const why = sharedMechanism(stuck.map(({ mechanism }) => mechanism));
    const since = why === "" ? "" : `, since ${why}`;
    const which = stuck.length > NAMED_MOST ? `${stuck.length} of ${trials.length} faults` : list(stuck.map(nameOf));
    return `It does not come back after ${which}${since}`;
  }
  const [worst] = trials.toSorted((a, b) => (b.lost.value ?? 0) - (a.lost.value ?? 0));
  if (worst === undefined) return "Nothing was broken";
  if (!(worst.lost.value !== null && worst.lost.value > 0)) {
    const hidden = trials.filter(({ aside }) => aside.length > 0).length;
    return `None of ${trials.length} faults loses a request${hidden === 0 ? "" : `; ${hidden} ${hidden === 1 ? "harms" : "harm"} what happens behind them`}`;
  }
  const open = trials.filter(({ endpoints, backMs }) => endpoints.length > 0 && backMs.value === null).length;
  const over = open === 0 ? "it comes back from all" : `${open} ${open === 1 ? "is" : "are"} not seen to be over`;
  return `With ${nameOf(worst)} ${shortShare(worst.lost.value)} of the requests are lost, the most of ${trials.length} faults; ${over}`;
}

const nameOf = ({ part, words, withoutFallback }: TrialFindings): string =>
  `${clean(part)} ${words}${withoutFallback ? ", without its fallback" : ""}`;
