/** What latency over time says: who keeps p99 under its limit when it matters, and at what price. */
import type { Findings } from "../analysis/findings.js";
import { duration, roundDuration, shortShare } from "./format.js";
import { type Standing, standing, type Worst, worstBins } from "./latency-standing.js";
import { largest } from "./numbers.js";
import { type LatencyLimit, latencyLimit } from "./objective.js";
import { throughWords } from "./spike.js";
import { agree, inWords, list, named, noun } from "./words.js";

export function latencyTitle(findings: Findings): string {
  const { variants } = findings;
  if (variants.length === 0) return "Nothing was simulated";
  const worst = variants.map((variant) => worstBins(findings, variant));
  const answered = [...variants.keys()]
    .filter((i) => worst[i].p99Ms !== null)
    .sort((a, b) => worst[a].p99Ms! - worst[b].p99Ms!);
  if (answered.length === 0) return withoutP99(findings);
  const limit = latencyLimit(findings);
  if (limit === null) return withoutLimit(findings, worst, answered);
  const standings = variants.map((variant) => standing(findings, variant, limit));
  return variants.length === 1
    ? ofOne(findings, standings[0], limit, worst[0])
    : ofMany(findings, standings, limit, worst, answered);
}

function withoutP99(findings: Findings): string {
  const answers = findings.variants.some(({ overTime }) => largest(overTime.p50Ms) !== null);
  return answers ? "There are too few answers for a p99 over time" : `No request is answered ${throughWords(findings)}`;
}

function withoutLimit(findings: Findings, worst: readonly Worst[], answered: readonly number[]): string {
  const reaches = (i: number) => duration(worst[i].p99Ms!);
  const [best, last] = [answered[0], answered.at(-1)!];
  const through = throughWords(findings);
  if (best === last) return `p99 reaches ${reaches(best)} ${through}`;
  const [low, high] = [best, last].map((i) => `${reaches(i)} in ${named(findings, [i])}`);
  return `p99 reaches ${low} and ${high} ${through}`;
}

function ofOne(findings: Findings, how: Standing, limit: LatencyLimit, worst: Worst): string {
  const [through, bound, reached] = [throughWords(findings), roundDuration(limit.ms), duration(worst.p99Ms ?? 0)];
  const failed = shortShare(worst.errorRate ?? 0);
  switch (how) {
    case "kept":
      return `p99 stays under ${bound} ${through}: ${reached} at most`;
    case "failing":
      return `p99 stays under ${bound} ${through}, but only by failing up to ${failed} of requests`;
    case "close":
      return `p99 reaches ${reached} ${through}: too close to ${bound} to call`;
    case "sparse":
      return `Too few answers to tell whether p99 stays under ${bound} ${through}`;
    case "broken":
      return `p99 breaks ${bound} ${through}: ${reached} at worst`;
  }
}

function ofMany(
  findings: Findings,
  standings: readonly Standing[],
  limit: LatencyLimit,
  worst: readonly Worst[],
  answered: readonly number[],
): string {
  const those = (kind: Standing) => [...standings.keys()].filter((i) => standings[i] === kind);
  const [kept, failing, close, sparse] = [those("kept"), those("failing"), those("close"), those("sparse")];
  const under = `p99 under ${roundDuration(limit.ms)} ${throughWords(findings)}`;
  if (kept.length === standings.length) {
    const slowest = duration(worst[answered.at(-1)!].p99Ms!);
    return `All ${inWords(kept.length)} ${noun(findings, true)} keep ${under}, the slowest ${slowest}`;
  }
  const asides: string[] = [];
  if (failing.length > 0) {
    const most = shortShare(largest(failing.map((i) => worst[i].errorRate)) ?? 0);
    asides.push(`${named(findings, failing)} only by failing up to ${most} of requests`);
  }
  if (close.length > 0) asides.push(`${named(findings, close)} ${agree(close, "is", "are")} too close to call`);
  if (sparse.length > 0)
    asides.push(`${named(findings, sparse)} ${agree(sparse, "has", "have")} too few answers to tell`);
  if (kept.length > 0) {
    const aside = asides.length > 0 ? `; ${list(asides)}` : "";
    return `Only ${named(findings, kept)} ${agree(kept, "keeps", "keep")} ${under}${aside}`;
  }
  const nearest = answered[0];
  const reached = duration(worst[nearest].p99Ms!);
  const aside = asides.length > 0 ? list(asides) : `${named(findings, [nearest])} comes nearest, at ${reached}`;
  return `No ${noun(findings)} keeps ${under}; ${aside}`;
}
