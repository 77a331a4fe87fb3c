/** Title, subtitle and alt text of attempts over time: what retries make of the load, and whether they end. */
import type { Findings, NotBackFindings } from "../../analysis/findings/findings.js";
import { clean } from "../../text/safe-text.js";
import type { Caption } from "../kit/caption.js";
import { goneIn, isBack } from "../kit/come-back.js";
import { orUnknown, rate } from "../kit/format.js";
import { binWords } from "../kit/time-axis.js";
import { bareName, capital, inWords, list, named, noun } from "../kit/words.js";
import { attemptsARequest, attemptsInTheEnd, attemptsWords, mostAttempts, mostRetried, retriedOf } from "./retried.js";

export function attemptsCaption(findings: Findings): Caption {
  const part = mostRetried(findings);
  if (part === null) {
    const title = "Nothing was retried";
    return { title, subtitle: "", description: `${title}.` };
  }
  const title = titleOf(findings, part);
  const each = findings.variants.map((variant, i) => {
    const retried = retriedOf(variant, part);
    if (retried === null) return `${bareName(findings, i)}: no calls of ${part} counted`;
    const [most, end] = [mostAttempts(retried), attemptsInTheEnd(retried)];
    return `${bareName(findings, i)}: up to ${orUnknown(most, attemptsWords)} attempts a call, ${orUnknown(end, attemptsWords)} in the end`;
  });
  const happens = findings.spike === null ? "" : ` Shaded: ${clean(findings.spike.label)}.`;
  const subtitle = `Per second, in ${binWords(findings.variants[0]?.overTime.binMs ?? 1000)} bins, mean of the replications: requests offered (dashed), answered well, and attempted calls of ${part}; filled: its retries.${happens}`;
  return { title, subtitle, description: `${title}. ${each.join("; ")}.` };
}

/** ": 4 attempts for each call of db, none answered well", of several with the same part. */
function severalWords(all: readonly NotBackFindings[]): string {
  const storms = all.flatMap(({ why }) => why?.retries ?? []);
  const parts = [...new Set(storms.map(({ part }) => part))];
  if (parts.length !== 1) return "";
  const each = storms.map(({ asked, attempts }) => attemptsWords(attempts / asked));
  const [least, most] = [
    each.toSorted((a, b) => Number(a) - Number(b))[0],
    each.toSorted((a, b) => Number(b) - Number(a))[0],
  ];
  const well = all.every(({ goodputAfter }) => goodputAfter === 0) ? ", none answered well" : "";
  return `: ${least === most ? least : `${least} to ${most}`} attempts for each call of ${parts[0]}${well}`;
}

function titleOf(findings: Findings, part: string): string {
  const { variants } = findings;
  const kept = goneIn(findings).filter(({ after }) => after.some(({ notBack }) => notBack.why?.retries !== undefined));
  if (kept.length > 0) {
    const after = kept.flatMap((each) => each.after);
    const what = list([...new Set(after.map(({ moment }) => moment))]);
    const who = named(
      findings,
      kept.map(({ variant }) => variant),
    );
    const [{ notBack }] = after as [(typeof after)[number]];
    const { retries } = notBack.why!;
    const well = notBack.goodputAfter === 0 ? "none" : rate(notBack.goodputAfter);
    if (after.length === 1 && retries !== undefined)
      return `Retries keep ${who} down after ${what}: ${rate(retries.attempts)} attempts of ${retries.part} for ${rate(retries.asked)} calls, ${well} answered well`;
    return `Retries keep ${who} down after ${what}${severalWords(after.map((each) => each.notBack))}`;
  }
  const amplified = variants.map((variant) => {
    const retried = retriedOf(variant, part);
    return retried === null ? 0 : (mostAttempts(retried) ?? 0);
  });
  const most = amplified.indexOf(Math.max(...amplified));
  const where = variants.length === 1 ? "" : ` in ${named(findings, [most])}`;
  const end = !variants.every(isBack)
    ? ""
    : variants.length === 1
      ? ", and it comes back"
      : `, and ${variants.length === 2 ? "both" : `all ${inWords(variants.length)}`} ${noun(findings, true)} come back`;
  const aRequest = attemptsARequest(variants[most]!, part);
  const layers = aRequest === null ? "" : `, ${attemptsWords(aRequest)} for each request with those of other layers`;
  return capital(
    `retries make up to ${attemptsWords(amplified[most]!)} attempts of each call of ${part}${where}${layers}${end}`,
  );
}
