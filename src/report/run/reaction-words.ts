/** Those who react: when the alert fired, how long until someone had acted, and what each minute of that costs. */
import type { Estimate, Findings, ReactionFindings } from "../../analysis/findings/findings.js";
import { inline, showDuration, showNumber } from "../../charts/kit/estimate.js";
import { duration } from "../../charts/kit/format.js";
import { list, named } from "../../charts/kit/words.js";
import { clean } from "../../text/safe-text.js";
import { recoveriesIn } from "./recovery-words.js";

export const reactionWords = (findings: Findings): string[] => [
  ...recoveriesIn(findings).flatMap(({ label, of }) => {
    const reactions = of.map((recovery) => recovery?.onCall ?? null);
    if (reactions.every((each) => each === null)) return [];
    const fired = grouped(findings, reactions, ({ detectionMs }) =>
      detectionMs.value === null ? (detectionMs.reason ?? "unknown") : `the alert fired after ${time(detectionMs)}`,
    );
    const acted = grouped(findings, reactions, ({ detectionMs, reactionMs }) => {
      if (detectionMs.value === null) return null; // That is why it did not end.
      return reactionMs.value === null ? (reactionMs.reason ?? "unknown") : `${time(reactionMs)} later`;
    });
    const then = acted === "" ? "" : ` Someone had acted: ${acted}.`;
    const before = grouped(findings, reactions, ({ before }) => (before === 0 ? null : `in ${runs(before)}`));
    const already = before === "" ? "" : ` The condition held already before it began: ${before}.`;
    return [`During ${label}: ${fired}.${then}${already}`];
  }),
  ...costWords(findings),
];

const runs = (count: number): string => `${count} run${count === 1 ? "" : "s"}`;

/** One that is the same in all runs has no interval to tell. */
const time = (ms: Estimate): string =>
  ms.value !== null && ms.low === ms.high ? duration(ms.value) : inline(showDuration(ms));

/** "2 min later (“a”); 10 min later (“b” and “c”)"; null is left out. */
function grouped(
  findings: Findings,
  reactions: readonly (ReactionFindings | null)[],
  words: (of: ReactionFindings) => string | null,
): string {
  const groups = new Map<string, number[]>(); // Text → variants.
  reactions.forEach((each, i) => {
    const said = each === null ? null : words(each);
    if (said !== null) groups.set(said, [...(groups.get(said) ?? []), i]);
  });
  return [...groups].map(([said, members]) => `${said} (${named(findings, members)})`).join("; ");
}

function costWords({ reactionCosts = [] }: Findings): string[] {
  const moments = [...new Set(reactionCosts.map(({ moment }) => moment))];
  return moments.map((name) => {
    const each = reactionCosts
      .filter(({ moment }) => moment === name)
      .map(
        ({ from, to, lostPerMinute }) =>
          `${inline(showNumber(lostPerMinute))} requests (from “${clean(from)}” to “${clean(to)}”)`,
      );
    return `Each further minute until someone acts on “${clean(name)}” costs ${list(each)}.`;
  });
}
