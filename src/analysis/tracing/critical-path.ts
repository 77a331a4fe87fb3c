/**
 * What each moment of a request was spent on: its own steps, and where it waits for others that work for it, theirs; of
 * several at once those of the one that let it go on. The pieces follow each other without a gap, so they add up to its
 * response time exactly.
 *
 * Time on shared cores is work as far as the request brought any, and waiting for the rest.
 */
import type { Lives } from "./lives.js";
import { type SpentAs, STOPPED } from "./recording.js";

const NONE = -1;

export interface Piece {
  readonly fromMs: number;
  readonly toMs: number;
  readonly part: string;
  readonly on: string; // "pool", "cores", "network".
  readonly as: SpentAs; // What is not waiting in it.
  readonly waitMs: number;
  readonly event: number; // In which it began.
  readonly instance: number; // From 0; −1: of no resource.
  readonly of: number; // So many instances.
}

/** @param take is given every piece of the life in this time, in order */
export function piecesOf(lives: Lives, life: number, fromMs: number, toMs: number, take: (piece: Piece) => void): void {
  const { order } = lives;
  const { atMs } = lives.recording.events;
  const stop = lives.stop(life);
  for (let at = lives.start(life); at < stop; at++) {
    const start = Math.max(fromMs, atMs[order[at]!]!);
    const end = Math.min(toMs, lives.untilMs(life, at));
    if (end > start) cover(lives, life, at, start, end, take);
  }
}

/** The pieces of a time in which a life stays in an event. @param at the event's place in `order` */
function cover(
  lives: Lives,
  life: number,
  at: number,
  fromMs: number,
  toMs: number,
  take: (piece: Piece) => void,
): void {
  const worker = workerFor(lives, life, at, toMs);
  if (worker === NONE) {
    take(described(lives, lives.order[at]!, fromMs, toMs));
    return;
  }
  const beganMs = lives.startMs(worker);
  if (beganMs > fromMs) cover(lives, life, at, fromMs, beganMs, take); // As a second copy, while another was under way.
  const startMs = Math.max(fromMs, beganMs);
  piecesOf(lives, worker, startMs, toMs, take);
  const endMs = Math.max(startMs, lives.endOf(worker));
  if (endMs < toMs) take(described(lives, lives.order[at]!, endMs, toMs));
}

/** What a life does itself in an event; null: nothing, or it waits for others that work for it. @param at in `order` */
export function ownPiece(lives: Lives, life: number, at: number): Piece | null {
  const event = lives.order[at]!;
  const [fromMs, toMs] = [lives.recording.events.atMs[event]!, lives.untilMs(life, at)];
  if (!(toMs > fromMs) || workerFor(lives, life, at, toMs) !== NONE) return null;
  return described(lives, event, fromMs, toMs);
}

/** The life that lets this one go on from its event at that time, or for which it gives up waiting; −1: it waits for none. */
function workerFor(lives: Lives, life: number, at: number, toMs: number): number {
  const { events, places, lives: all } = lives.recording;
  const event = lives.order[at]!;
  const place = events.place[event]!;
  if (place <= STOPPED || events.resource[event]! >= 0 || places[place]!.spends !== null) return NONE;
  const nextEvent = at + 1 < lives.stop(life) ? lives.order[at + 1]! : events.place.length;
  let found = NONE;
  let foundRank = Number.NEGATIVE_INFINITY;
  for (const child of lives.childrenOf(life)) {
    const begun = all.begunBy[child]!;
    if (begun < event || begun >= nextEvent || !(lives.startMs(child) < toMs)) continue;
    const endMs = lives.endOf(child);
    // Whose end it was comes first; then those that go on or were stopped then; then the latest of the others.
    const rank = endMs === toMs && !lives.wasStopped(child) ? 1 : Math.min(0, endMs - toMs);
    if (rank >= foundRank) [found, foundRank] = [child, rank];
  }
  return found;
}

function described(lives: Lives, event: number, fromMs: number, toMs: number): Piece {
  const { events, places, resources } = lives.recording;
  const place = places[events.place[event]!]!;
  const resource = resources[events.resource[event]!];
  const spends = place.spends;
  const at = { fromMs, toMs, event, instance: resource?.instance ?? -1, of: resource?.of ?? 1 };
  const ms = toMs - fromMs;
  if (resource?.isShared === true) {
    const waitMs = Math.max(0, ms - Math.max(0, events.workMs[event]!));
    const as = resource.name.endsWith("network") ? "network" : "work";
    return { ...at, part: resource.part, on: resource.name, as, waitMs };
  }
  if (resource !== undefined && resource.name !== "")
    return { ...at, part: resource.part, on: resource.name, as: "waiting", waitMs: ms };
  const part = partAround(lives, place.stretch);
  if (spends === null) return { ...at, part, on: "other waiting", as: "waiting", waitMs: ms };
  return { ...at, part, on: spends.on, as: spends.as, waitMs: spends.as === "waiting" ? ms : 0 };
}

/** The part of the innermost stretch around that says one. */
export function partAround({ recording: { stretches } }: Lives, innermost: number): string {
  for (let at = innermost; at !== NONE; at = stretches[at]!.parent) {
    const { part } = stretches[at]!;
    if (part !== null) return part;
  }
  return "";
}
