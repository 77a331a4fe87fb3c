/** The title of latency over time: which variants keep p99 under its limit when it matters, and at what cost. */
import type { Findings } from "../../analysis/findings/findings.js";
import { notBackTitle } from "../kit/come-back.js";
import { duration, orUnknown, shortShare } from "../kit/format.js";
import { largest } from "../kit/numbers.js";
import { type Asked, askedOfP99, p99Words, seriesOf, underWords } from "../kit/objective.js";
import { binsThatMatter, throughWords } from "../kit/spike.js";
import { time } from "../kit/time-axis.js";
import { agree, capital, inWords, list, named, noun } from "../kit/words.js";
import { type Fare, fareOf, type Steadiness } from "./standing.js";

export function latencyTitle(findings: Findings): string {
  const { variants } = findings;
  if (variants.length === 0) return "Nothing was simulated";
  const gone = notBackTitle(findings); // Before all else: the p99 of the few that are still answered would read as if all were well.
  if (gone !== null) return gone;
  const asked = askedOfP99(findings);
  const fares = variants.map((_, i) => fareOf(findings, i, asked));
  const told = [...variants.keys()]
    .filter((i) => fares[i].worst.p99Ms !== null)
    .sort((a, b) => fares[a].worst.p99Ms! - fares[b].worst.p99Ms!);
  if (told.length === 0) return withoutP99(findings, asked?.of ?? null);
  if (asked === null || fares.every(({ standing }) => standing === null))
    return withoutLimit(findings, fares, told, asked);
  const title = variants.length === 1 ? ofOne(findings, asked, fares[0]) : ofMany(findings, asked, fares, told);
  return `${title}${elsewhere(findings, fares)}`;
}

function withoutP99(findings: Findings, of: string | null): string {
  const matter = findings.variants.flatMap((variant) => {
    const series = seriesOf(variant, of);
    const bins = binsThatMatter(findings, variant.overTime);
    return series === null ? [] : bins.map((i) => ({ p50: series.p50Ms[i], errors: series.errorRate[i] }));
  });
  const through = throughWords(findings);
  const whose = of === null ? "" : ` of ${of}`;
  if (largest(matter.map(({ p50 }) => p50)) !== null) return `There are too few answers for a p99${whose} ${through}`;
  return `No request${whose} ${largest(matter.map(({ errors }) => errors)) === null ? "ends" : "is answered"} ${through}`;
}

function withoutLimit(
  findings: Findings,
  fares: readonly Fare[],
  told: readonly number[],
  asked: Asked | null,
): string {
  const failing = failingTitle(findings, fares);
  if (failing !== null) return failing;
  const reaches = (i: number) => duration(fares[i].worst.p99Ms!);
  const [best, last] = [told[0], told.at(-1)!];
  const what = p99Words({ of: asked?.of ?? null });
  const through = findings.spike === null ? "" : ` ${throughWords(findings)}`; // What is reached is not throughout.
  const grow = told.filter((i) => findings.variants[i]?.drift?.verdict === "growing");
  const untold = [...fares.keys()].filter((i) => !told.includes(i));
  const none = untold.length === 0 ? "" : `; ${named(findings, untold)} ${agree(untold, "has", "have")} none`;
  const rest = `${grow.length === 0 ? "" : `; ${named(findings, grow)} ${agree(grow, "fills up", "fill up")}`}${none}`;
  if (best === last) {
    const whose = findings.variants.length === 1 ? "" : ` in ${named(findings, [best])}`;
    return `${what} reaches ${reaches(best)}${whose}${through}${rest}`;
  }
  const [low, high] = [best, last].map((i) => `${reaches(i)} in ${named(findings, [i])}`);
  return `${what} reaches ${low} and ${high}${through}${rest}`;
}

const FAIL_MORE = 0.05; // Of the requests: then who fails is the story, not how fast the rest are answered.

/** Null where hardly any fail, or about as many in all and few. */
function failingTitle(findings: Findings, fares: readonly Fare[]): string | null {
  const most = (i: number): number => fares[i].worst.errorRate ?? 0;
  const inOrder = [...fares.keys()].sort((a, b) => most(b) - most(a));
  const [worst, best] = [inOrder[0], inOrder.at(-1)!];
  if (most(best) >= FAIL_MORE && most(worst) - most(best) < FAIL_MORE) {
    const slowest = largest(fares.map((fare) => fare.worst.p99Ms));
    const rest = slowest === null ? "" : `; the others have a p99 of up to ${duration(slowest)}`;
    const who = fares.length === 1 ? "" : ` in every ${noun(findings)}`;
    return `Up to ${shortShare(most(worst))} of requests fail${who} ${throughWords(findings)}${rest}`;
  }
  if (most(worst) - most(best) < FAIL_MORE) return null;
  const alike = inOrder.filter((i) => shortShare(most(i)) === shortShare(most(best)));
  const rest = most(best) === 0 ? "none" : `${shortShare(most(best))} at most`;
  const upTo = `Up to ${shortShare(most(worst))} of requests fail in ${named(findings, [worst])}`;
  return `${upTo} ${throughWords(findings)}, ${rest} in ${named(findings, alike)}`;
}

function ofOne(findings: Findings, asked: Asked, fare: Fare): string {
  const [through, under, what] = [throughWords(findings), underWords(asked), p99Words(asked)];
  const [limit] = under.split(" under ").slice(-1);
  const reached = orUnknown(fare.worst.p99Ms, duration);
  const during = findings.spike === null ? "" : ` ${through}`;
  switch (fare.standing!) {
    case "kept":
      return `${what} stays under ${limit} ${through}: ${reached} at most`;
    case "failing":
      return `${what} stays under ${limit} ${through}, but only by failing up to ${shortShare(fare.worst.errorRate ?? 0)} of requests`;
    case "passed":
      if (fare.silent)
        return `${what} is under ${limit} over the whole time, but not every bin has an answer ${through}`;
      return `${what} is under ${limit} over the whole time, but not ${whenOver(findings, fare)}: ${reached} at worst`;
    case "unsure":
      return `${what} is under ${limit} over the whole time, but perhaps not ${through}: ${reached} at most`;
    case "close":
      return `${what} reaches ${reached} ${through}: too close to ${limit} to call`;
    case "sparse":
      return `Too few answers to tell whether ${what} stays under ${limit} ${through}`;
    case "silent":
      return `No request${asked.of === null ? "" : ` of ${asked.of}`} is answered ${through}`;
    case "open":
      return `Undecided whether ${what} stays under ${limit}: it reaches ${reached}${during}`;
    case "grows":
      return `The queue grows, so ${what} cannot be judged against ${limit}: it reaches ${reached}${during}`;
    case "missed": {
      if (fare.over.length > 0) return `${what} breaks ${limit} ${whenOver(findings, fare)}: ${reached} at worst`;
      const { measured } = asked.limits[0]!.found;
      return `${what} misses ${limit}: ${orUnknown(measured.value, duration)} over the whole time`;
    }
  }
}

/** "throughout", "from 5 min on", "from 5 min to 7 min", "at times, first at 5 min"; for a spike, through or in it. */
function whenOver(findings: Findings, { over, bins }: Fare): string {
  const { overTime } = findings.variants[0];
  const through = throughWords(findings);
  if (over.length === bins.length || over.length === 0) return through;
  if (findings.spike !== null) return through.replace(/^through/, "during");
  const [first, last] = [over[0], over.at(-1)!];
  const at = (bin: number) => time(overTime.startMs + bin * overTime.binMs, findings.window.clock);
  const isUnbroken = bins.filter((bin) => bin >= first && bin <= last).length === over.length;
  if (!isUnbroken) return `at times, first at ${at(first)}`;
  return last === bins.at(-1) ? `from ${at(first)} on` : `from ${at(first)} to ${at(last + 1)}`;
}

function ofMany(findings: Findings, asked: Asked, fares: readonly Fare[], told: readonly number[]): string {
  const those = (...kinds: readonly (Steadiness | null)[]) =>
    [...fares.keys()].filter((i) => kinds.includes(fares[i].standing));
  const under = `${underWords(asked)} ${throughWords(findings)}`;
  const [kept, missed] = [those("kept"), those("missed")];
  if (kept.length === fares.length) {
    const slowest = duration(fares[told.at(-1)!].worst.p99Ms!);
    return `All ${inWords(kept.length)} ${noun(findings, true)} keep ${under}, the slowest ${slowest}`;
  }
  const undecided = those("grows", "close", "sparse", "silent", "open");
  const asides = asidesOf(findings, those, fares);
  const rest = asides.length === 0 ? "" : `; ${list(asides)}`;
  if (kept.length > 0) {
    const keep = `${named(findings, kept)} ${agree(kept, "keeps", "keep")} ${under}`;
    if (undecided.length === 0 && those(null).length === 0) return `Only ${keep}${rest}`;
    const not = missed.length === 0 ? "" : `, ${named(findings, missed)} ${agree(missed, "does", "do")} not`;
    return `${capital(keep)}${not}${rest}`;
  }
  if (undecided.length > 0 || those(null).length > 0) return `No ${noun(findings)} is shown to keep ${under}${rest}`;
  const nearest = told.find((i) => fares[i].over.length > 0 && !fares[i].silent);
  const near =
    asides.length > 0 || nearest === undefined
      ? rest
      : `; ${named(findings, [nearest])} comes nearest, at ${duration(fares[nearest].worst.p99Ms!)}`;
  return `No ${noun(findings)} keeps ${under}${near}`;
}

/** Remarks on variants that neither keep nor miss the limit. */
function asidesOf(
  findings: Findings,
  those: (...kinds: readonly (Steadiness | null)[]) => number[],
  fares: readonly Fare[],
): string[] {
  const aside = (kind: Steadiness | null, words: (indexes: readonly number[]) => string): string[] => {
    const indexes = those(kind);
    return indexes.length === 0 ? [] : [`${named(findings, indexes)} ${words(indexes)}`];
  };
  return [
    ...aside("failing", (those) => {
      const most = shortShare(largest(those.map((i) => fares[i].worst.errorRate)) ?? 0);
      return `only by failing up to ${most} of requests`;
    }),
    ...aside("passed", (those) => `${agree(those, "keeps", "keep")} it over the whole time, but not in every bin`),
    ...aside(
      "unsure",
      (those) => `${agree(those, "keeps", "keep")} it as a whole, though single moments may exceed it`,
    ),
    ...aside("grows", (those) => `${agree(those, "grows", "grow")} without end`),
    ...aside("close", (those) => `${agree(those, "is", "are")} too close to call`),
    ...aside("sparse", (those) => `${agree(those, "has", "have")} too few answers to tell`),
    ...aside("silent", (those) => `${agree(those, "answers", "answer")} nothing`),
    ...aside("open", (those) => `${agree(those, "is", "are")} undecided`),
    ...aside(null, (those) => `${agree(those, "has", "have")} no such limit`),
  ];
}

/** Variants that keep p99 under its limit but miss another objective. */
function elsewhere(findings: Findings, fares: readonly Fare[]): string {
  const well = [...fares.keys()].filter((i) =>
    ["kept", "failing", "passed", "unsure"].includes(fares[i].standing ?? ""),
  );
  const words = (["missed", "unknown"] as const).flatMap((verdict) => {
    const others = well.filter((i) => findings.variants[i].verdict === verdict);
    if (others.length === 0) return [];
    const whose =
      findings.variants.length === 1
        ? ""
        : verdict === "missed"
          ? ` by ${named(findings, others)}`
          : ` for ${named(findings, others)}`;
    return [`another objective is ${verdict}${whose}`];
  });
  return words.map((each) => `; ${each}`).join("");
}
