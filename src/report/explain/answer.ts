/** What `headroom explain` says first: how much longer the slowest take, where they wait, and who they are. */
import type { ExplainFindings } from "../../analysis/findings/explain-findings.js";
import { decimal, duration, shortShare, wholeShare } from "../../charts/kit/format.js";
import { list } from "../../charts/kit/words.js";
import { decisive, differences, explainNotes, hopName, slowestName } from "../../charts/waterfall/words.js";
import { clean } from "../../text/safe-text.js";
import type { Answer, NextStep, Typed } from "../kit/answer.js";

const ALIKE = 1.25; // Times the median: so little longer is no tail.

export function explainAnswer(found: ExplainFindings, typed: Typed | null = null): Answer {
  return {
    verdict: verdictWords(found),
    tone: null,
    why: [
      ...failedWords(found),
      ...endpointWords(found),
      ...explainNotes(found).filter((note) => !/ requests failed /.test(note)),
    ],
    next: typed === null ? null : nextOf(found, typed),
  };
}

const whoOf = ({ title, name, variant, endpoint }: ExplainFindings): string =>
  `${endpoint === null ? "" : `${clean(endpoint)} of `}“${clean(title) || clean(name)}${variant === name ? "" : `, ${clean(variant)}`}”`;

/** "The slowest 1% of “Shop” take 756 ms, 14 times the median of 53.9 ms: they wait 317 ms for shop-db pool (the median 0 ms)." */
function verdictWords(found: ExplainFindings): string {
  const { median, slowest, requests, hops } = found;
  if (median === null || slowest === null) {
    const { failed, unfinished } = requests;
    if (failed + unfinished === 0) return `No request of ${whoOf(found)} came in this run.`;
    const ends = [
      ...(failed > 0 ? [`${failed.toLocaleString("en")} failed`] : []),
      ...(unfinished > 0 ? [`${unfinished.toLocaleString("en")} were not over when the run ended`] : []),
    ];
    return `No request of ${whoOf(found)} was answered: ${list(ends)}.`;
  }
  const slow = `The ${slowestName(found).replace(/^the /, "")} of ${whoOf(found)} take ${duration(slowest.meanMs)}`;
  if (slowest.meanMs < ALIKE * median.meanMs) {
    const [most] = hops.toSorted((a, b) => b.median.waitMs + b.median.workMs - a.median.waitMs - a.median.workMs);
    const spent = most === undefined ? "" : `: the usual one spends ${spentWords(most.median)} ${hopName(most)}`;
    return `${slow}, hardly longer than the median of ${duration(median.meanMs)}, so not only a few are slow${spent}.`;
  }
  const times = slowest.meanMs / median.meanMs;
  const why = differences(decisive(found));
  return `${slow}, ${times >= 9.95 ? decimal(times, 0) : decimal(times, 1)} times the median of ${duration(median.meanMs)}${why.length === 0 ? "" : `: they ${list(why)}`}.`;
}

const spentWords = ({ waitMs, workMs }: { readonly waitMs: number; readonly workMs: number }): string =>
  waitMs >= workMs ? `${duration(waitMs)} waiting for` : `${duration(workMs)} on`;

/** "56% of the requests failed, most by deadline at user, and are in neither." */
function failedWords({ requests: { answered, failed }, traces }: ExplainFindings): string[] {
  if (failed === 0) return [];
  const cause = traces.find(({ stands }) => stands === "failed");
  const by =
    cause?.cause == null
      ? ""
      : `, ${cause.share === 1 ? "all" : `${wholeShare(cause.share)} of them`} by ${clean(cause.cause)}`;
  return [`${shortShare(failed / (answered + failed))} of the requests failed${by}: they are in neither figure.`];
}

/** "98% of the slowest ask web.checkout, and 89% of the median web.browse." Empty where both ask the same. */
function endpointWords({ endpoints }: ExplainFindings): string[] {
  const [slow, usual] = (["slowest", "median"] as const).map((of) => endpoints.toSorted((a, b) => b[of] - a[of])[0]);
  if (slow === undefined || usual === undefined || slow.endpoint === usual.endpoint) return [];
  return [
    `${wholeShare(slow.slowest)} of the slowest ask ${clean(slow.endpoint)}, and ${wholeShare(usual.median)} of the median ${clean(usual.endpoint)}.`,
  ];
}

function nextOf(found: ExplainFindings, typed: Typed): NextStep | null {
  const { endpoints, endpoint } = found;
  const [slow, usual] = (["slowest", "median"] as const).map((of) => endpoints.toSorted((a, b) => b[of] - a[of])[0]);
  if (endpoint === null && slow !== undefined && usual !== undefined && slow.endpoint !== usual.endpoint)
    return {
      words: "compare slow and usual requests to that one alone",
      command: typed("explain", { endpoint: slow.endpoint }),
    };
  return { words: "see which change helps", command: typed("next") };
}
