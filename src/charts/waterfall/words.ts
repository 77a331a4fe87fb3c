/** Where the time of the slowest went, in words. */
import type {
  ExplainFindings,
  HopFindings,
  PieceFindings,
  TraceFindings,
} from "../../analysis/findings/explain-findings.js";
import { clean } from "../../text/safe-text.js";
import { duration, shortShare, wholeShare } from "../kit/format.js";
import { capital, list } from "../kit/words.js";
import type { Row } from "./rows.js";

const WORTH_SAYING = 0.1; // Of the difference.
const SAID_MOST = 3;

/** "shop-db pool", "pay back-off". */
export const hopName = ({ part, on, as }: Pick<HopFindings, "part" | "on" | "as">): string =>
  clean(as === "back-off" ? `${part} (${on})` : `${part} ${on}`.trim());

/** "waits for shop-db pool", "web cores", "network of web". */
export const pieceName = ({ part, on, as }: Pick<PieceFindings, "part" | "on" | "as">): string => {
  const name = hopName({ part, on, as });
  return as === "waiting" ? `waits for ${name}` : name;
};

/** "the slowest 1%". */
export const slowestName = ({ share }: ExplainFindings): string => `the slowest ${shortShare(share)}`;

/** The hops that make most of the difference. */
export function decisive({ hops, median, slowest }: ExplainFindings): readonly HopFindings[] {
  if (median === null || slowest === null) return [];
  const wholeMs = slowest.meanMs - median.meanMs;
  return hops.filter(({ differenceMs }) => differenceMs > WORTH_SAYING * wholeMs).slice(0, SAID_MOST);
}

/** "The slowest 1% take 1.2 s and the median 48 ms: they wait 412 ms for shop-db pool (the median 0 ms)." */
export function explainWords(found: ExplainFindings): string {
  const { median, slowest, requests } = found;
  if (median === null || slowest === null) return `None of ${requests.failed} requests was answered.`;
  const take = `${slowestName(found)} take ${duration(slowest.meanMs)} and the median ${duration(median.meanMs)}`;
  const why = differences(decisive(found));
  return `${capital(take)}${why.length === 0 ? "" : `: they ${list(why)}`}.`;
}

/** Each of them; a verb that several have in a row is said once: "spend 316 ms on web delay, 305 ms on db cores". */
export function differences(hops: readonly HopFindings[]): readonly string[] {
  const all = hops.map(differenceWords);
  const verbOf = (said: string | undefined): string | undefined => said?.split(" ")[0];
  return all.map((said, i) => (verbOf(said) === verbOf(all[i - 1]) ? said.replace(/^\S+ /, "") : said));
}

/** "wait 412 ms for shop-db pool (the median 0.1 ms, 97% of it at instance 3 of 4)". */
function differenceWords(hop: HopFindings): string {
  const { median, slowest, as, instance } = hop;
  const isWait = slowest.waitMs - median.waitMs > slowest.workMs - median.workMs;
  const [theirs, usual] = isWait ? [slowest.waitMs, median.waitMs] : [slowest.workMs, median.workMs];
  const where =
    instance === null || !isWait
      ? ""
      : `, ${wholeShare(instance.share)} of it at instance ${instance.number} of ${instance.of}`;
  const [verb, preposition] = isWait ? VERBS.waiting : VERBS[as];
  return `${verb} ${duration(theirs)} ${preposition} ${hopName(hop)} (the median ${usual < NOTHING_MS ? "none" : duration(usual)})${where}`;
}

const NOTHING_MS = 0.005;

const VERBS: Readonly<Record<HopFindings["as"], readonly [string, string]>> = {
  work: ["spend", "on"],
  network: ["spend", "on"],
  "back-off": ["pause", "at"],
  waiting: ["wait", "for"],
};

/** "A median request: 48 ms". */
export function traceTitle(
  { stands, share, lostAt, latencyMs, cause, endpoint }: TraceFindings,
  found: ExplainFindings,
): string {
  const where = found.endpoints.length > 1 ? ` to ${clean(endpoint)}` : "";
  if (stands === "median") return `The median request${where}: ${duration(latencyMs)}`;
  if (stands === "failed")
    return `A failed request${where}: ${clean(cause ?? "")} after ${duration(latencyMs)} (${wholeShare(share)} of those that failed)`;
  if (stands === "slowest") return `The slowest of all${where}: ${duration(latencyMs)}`;
  return `One of ${slowestName(found)}${where}: ${duration(latencyMs)}, most of it on ${clean(lostAt ?? "")}, as in ${wholeShare(share)} of them`;
}

/** "12 × query shop-db.lines". */
export const rowName = ({ name, times }: Row): string => (times === 1 ? clean(name) : `${times} × ${clean(name)}`);

/** "waits 412 ms for shop-db pool, timeout at pay"; empty where nothing is to be said. @param latencyMs of the request */
export function rowRemark(row: Row, latencyMs: number): string {
  const { cause, isStopped, isAside, outlives } = row;
  const wait = longestWait(row);
  const says = wait !== null && wait.waitMs >= WORTH_SAYING * latencyMs;
  return [
    ...(says ? [`waits ${duration(wait.waitMs)} for ${wait.name}`] : []),
    ...(cause === null ? [] : [clean(cause)]),
    ...(isStopped ? ["stopped"] : []),
    ...(isAside ? ["not waited for"] : outlives ? ["goes on, not waited for"] : []),
  ].join(", ");
}

function longestWait({ pieces }: Row): { readonly name: string; readonly waitMs: number } | null {
  const waits = new Map<string, number>();
  for (const piece of pieces)
    if (piece.waitMs > 0) waits.set(hopName(piece), (waits.get(hopName(piece)) ?? 0) + piece.waitMs);
  const [longest] = [...waits].sort((a, b) => b[1] - a[1]);
  return longest === undefined ? null : { name: longest[0], waitMs: longest[1] };
}

/** What a reader must know before believing it. */
export function explainNotes({ requests, slowest }: ExplainFindings): readonly string[] {
  const { answered, failed, unfinished, missed } = requests;
  const few = slowest !== null && slowest.requests < 10;
  return [
    ...(few
      ? [
          `Only ${slowest.requests} ${slowest.requests === 1 ? "request is" : "requests are"} behind this: simulate longer for more.`,
        ]
      : []),
    ...(failed > 0
      ? [
          `${failed.toLocaleString("en")} of ${(answered + failed).toLocaleString("en")} requests failed and are left out of both.`,
        ]
      : []),
    ...(unfinished > 0
      ? [
          `${unfinished.toLocaleString("en")} ${unfinished === 1 ? "request was" : "requests were"} not over when the run ended: the slowest may be among them.`,
        ]
      : []),
    ...(missed > 0 ? [`${missed.toLocaleString("en")} later requests were not followed, for want of room.`] : []),
  ];
}

/** "one replication of 60 s, 12,000 requests followed". */
export function conditionsOfExplain({ window, requests, endpoint, variant, name }: ExplainFindings): string {
  const of = [endpoint === null ? "" : ` to ${clean(endpoint)}`, variant === name ? "" : ` of ${clean(variant)}`].join(
    "",
  );
  const sample = requests.every === 1 ? "" : `, one of ${requests.every},`;
  return `${requests.traced.toLocaleString("en")} requests${of}${sample} in ${duration(window.toMs - window.fromMs)} of one replication; the median: those from the 45th to the 55th percentile.`;
}
