/** The requests around the median, and the slowest; and those that stand for each. */
import { type Piece, piecesOf } from "./critical-path.js";
import type { Lives } from "./lives.js";
import { type Asked, type Hop, keyOf } from "./time-went.js";

/** Ranks around the median that are compared with the slowest, as shares. */
const MIDDLE = { from: 0.45, to: 0.55 };
const OFTEN = 0.15; // Of the slowest: what delays fewer has no picture of its own.
const PICTURES = 2; // Of the slowest, besides the slowest of all.

export interface Classes {
  readonly answered: readonly Asked[]; // By response time; equal ones by their arrival.
  readonly failed: readonly Asked[]; // The same.
  readonly median: readonly Asked[];
  readonly slowest: readonly Asked[];
  readonly unfinished: number;
}

/** @param endpoint only its requests; null: all @param share of the slowest */
export function classesOf(lives: Lives, endpoint: string | null, share: number): Classes {
  const all: Asked[] = [];
  let unfinished = 0;
  for (const life of lives.requests()) {
    const name = lives.nameOf(life);
    if (endpoint !== null && name !== endpoint) continue;
    const outcome = lives.outcomeOf(life);
    if (outcome === null) unfinished++;
    else all.push({ ...outcome, life, endpoint: name, latencyMs: outcome.toMs - outcome.fromMs });
  }
  all.sort((a, b) => a.latencyMs - b.latencyMs || a.life - b.life);
  const answered = all.filter(({ cause }) => cause === null);
  const failed = all.filter(({ cause }) => cause !== null);
  const rank = (of: number): number => Math.floor(of * answered.length);
  const median = answered.slice(rank(MIDDLE.from), Math.max(rank(MIDDLE.to), rank(MIDDLE.from) + 1));
  const slowest = answered.slice(-Math.max(1, Math.round(share * answered.length)));
  return { answered, failed, median, slowest, unfinished };
}

export interface Representative {
  readonly request: Asked;
  readonly stands: "median" | "slow" | "slowest" | "failed";
  /** The hop at which it lost most against the median. */
  readonly lostAt: string | null;
  readonly share: number; // Of its class that is like it.
}

/**
 * Of the median the middle one; of the slowest the middle one of each large group that lost its time at the same hop, and
 * the slowest of all; of the failures the middle one with the most frequent cause.
 */
export function representatives(
  lives: Lives,
  { answered, failed, slowest, median }: Classes,
  usual: ReadonlyMap<string, Hop>,
): Representative[] {
  const found: Representative[] = [];
  if (answered.length > 0) found.push({ request: middle(answered), stands: "median", lostAt: null, share: 1 });
  const usualMs = median.at(-1)?.latencyMs ?? 0; // Where many take as long as the median, some of them rank among the slowest.
  const slower = slowest.filter(({ latencyMs }) => latencyMs > usualMs);
  const groups = grouped(slower, (request) => lostAt(lives, request, usual));
  for (const [hop, those] of groups.slice(0, PICTURES))
    if (those.length >= OFTEN * slowest.length)
      found.push({ request: middle(those), stands: "slow", lostAt: hop, share: those.length / slowest.length });
  const last = slower.at(-1);
  if (last !== undefined && !found.some(({ request }) => request === last))
    found.push({ request: last, stands: "slowest", lostAt: lostAt(lives, last, usual), share: 1 / slowest.length });
  const [often] = grouped(failed, ({ cause }) => cause);
  if (often !== undefined)
    found.push({ request: middle(often[1]), stands: "failed", lostAt: null, share: often[1].length / failed.length });
  return found;
}

/** The hop at which a request spent most beyond what the median does there. */
function lostAt(lives: Lives, { life, fromMs, toMs }: Asked, usual: ReadonlyMap<string, Hop>): string {
  const spent = new Map<string, number>();
  piecesOf(lives, life, fromMs, toMs, (piece: Piece) =>
    spent.set(keyOf(piece), (spent.get(keyOf(piece)) ?? 0) + piece.toMs - piece.fromMs),
  );
  let [most, found] = [Number.NEGATIVE_INFINITY, ""];
  for (const [key, ms] of spent) {
    const { waitMs, workMs } = usual.get(key) ?? { waitMs: 0, workMs: 0 };
    if (ms - waitMs - workMs > most) [most, found] = [ms - waitMs - workMs, key];
  }
  return found;
}

/** The largest group first; groups of one size in the order in which they are found. */
function grouped<Key>(requests: readonly Asked[], keyFor: (request: Asked) => Key): [Key, Asked[]][] {
  const groups = new Map<Key, Asked[]>();
  for (const request of requests) {
    const key = keyFor(request);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [request]);
    else group.push(request);
  }
  return [...groups].sort((a, b) => b[1].length - a[1].length);
}

const middle = (requests: readonly Asked[]): Asked => requests[(requests.length - 1) >> 1]!;
