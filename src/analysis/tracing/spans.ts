/**
 * The spans of one request, from its life and those of all that worked for it: the request, what it asked and each
 * attempt of that, the work of each part, and the messages that it published.
 *
 * What works for a span stands below it, also where nothing waits for it any more.
 */
import { ownPiece, type Piece, partAround } from "./critical-path.js";
import type { Lives } from "./lives.js";
import { causeOf, type RecordedStretch, STOPPED } from "./recording.js";

export interface Span {
  readonly parent: number; // Its place in the list; −1: the request.
  readonly sort: "request" | "ask" | "attempt" | "group" | "serve" | "message";
  readonly name: string; // "web.page", "call pay.charge", "attempt 2".
  readonly part: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly status: "ok" | "failed" | "stopped" | "unfinished";
  readonly cause: number; // Of a failure; −1: none.
  readonly isAside: boolean; // The request does not wait for it: a message, or work in the background.
  readonly pieces: readonly Piece[]; // What it spent its own time on.
}

type Open = { -readonly [Key in keyof Span]: Span[Key] } & { stretch: number; pieces: Piece[] };

const NONE = -1;

/** @param request of a user, that is over @returns parents before their children */
export function spansOf(lives: Lives, request: number): Span[] {
  const spans: Open[] = [];
  new Writer(lives, spans).write(request, NONE, false);
  return pruned(spans.map(({ stretch: _, ...span }) => span));
}

class Writer {
  constructor(
    private readonly lives: Lives,
    private readonly spans: Open[],
  ) {}

  /** @param base the span for which the life works @param goesOn when that waits no longer */
  write(life: number, base: number, isAside: boolean, goesOn = false): void {
    const { events, places } = this.lives.recording;
    const { order } = this.lives;
    const stop = this.lives.stop(life);
    const { begunBy } = this.lives.recording.lives;
    const children = this.lives.childrenOf(life);
    const open: number[] = [];
    let child = 0;
    let failed = NONE;
    let own = base; // Where it does what it does outside of all spans that it opens.
    for (let at = this.lives.start(life); at < stop; at++) {
      const event = order[at]!;
      const atMs = events.atMs[event]!;
      const place = events.place[event]!;
      if (place === STOPPED) this.close(open, 0, atMs, "stopped", NONE);
      else if (place < STOPPED) failed = causeOf(place);
      else {
        const { stretch, begins } = places[place]!;
        const wanted = this.chain(stretch, base);
        const same = wanted.findIndex((each, k) => this.spans[open[k]!]?.stretch !== each || begins.includes(each));
        const kept = same === -1 ? wanted.length : same;
        if (open.length > kept) this.close(open, kept, atMs, failed === NONE ? "ok" : "failed", failed);
        failed = NONE;
        for (const each of wanted.slice(kept)) open.push(this.open(each, open.at(-1) ?? base, atMs, isAside));
        const piece = ownPiece(this.lives, life, at);
        if (piece !== null && goesOn && open.length === 0 && own === base) own = this.goingOn(life, base);
        const on = open.at(-1) ?? (isAside ? NONE : own); // What goes on beside a span is none of its own time.
        if (piece !== null && on !== NONE) this.spans[on]!.pieces.push(piece);
      }
      const next = at + 1 < stop ? order[at + 1]! : Number.POSITIVE_INFINITY;
      for (; child < children.length && begunBy[children[child]!]! < next; child++)
        this.child(children[child]!, open.at(-1) ?? base, life, at, goesOn && open.length === 0);
    }
    const isOpen = this.lives.recording.unfinished.has(life);
    const how = isOpen ? "unfinished" : failed === NONE ? "ok" : "failed";
    this.close(open, 0, this.lives.endOf(life), how, failed);
  }

  /** Whether its parent waits for it shows in that it goes nowhere meanwhile. */
  private child(child: number, base: number, life: number, at: number, parentGoesOn: boolean): void {
    const { atMs } = this.lives.recording.events;
    const waits =
      ownPiece(this.lives, life, at) === null && this.lives.untilMs(life, at) > atMs[this.lives.order[at]!]!;
    const isAside = !waits || this.spans[base]?.isAside === true;
    const outlives = waits && this.lives.endOf(child) > this.lives.untilMs(life, at);
    const goesOn = base !== NONE && (parentGoesOn || outlives);
    this.write(child, base, isAside, goesOn);
  }

  /** A span of its own for what goes on when its caller waits no longer. */
  private goingOn(child: number, base: number): number {
    const { lives } = this;
    const { sort: _, ...span } = this.spans[base]!;
    const isOpen = lives.recording.unfinished.has(child);
    const status = isOpen ? "unfinished" : lives.wasStopped(child) ? "stopped" : "ok";
    const times = { fromMs: lives.startMs(child), toMs: lives.endOf(child) };
    return (
      this.spans.push({ ...span, name: LEFT, sort: "serve", parent: base, ...times, status, cause: NONE, pieces: [] }) -
      1
    );
  }

  /** The stretches around, from the outside in, that lie inside the base; all of them, where the base is no part of them. */
  private chain(innermost: number, base: number): number[] {
    const { stretches } = this.lives.recording;
    const chain: number[] = [];
    for (let at = innermost; at !== NONE && at !== this.spans[base]?.stretch; at = stretches[at]!.parent)
      if (isShown(stretches[at]!)) chain.unshift(at);
    return chain;
  }

  private open(stretch: number, parent: number, atMs: number, isAside: boolean): number {
    const { sort, name } = this.lives.recording.stretches[stretch]! as { sort: Span["sort"]; name: string };
    const part = partAround(this.lives, stretch);
    const before = this.spans.filter((each) => each.parent === parent && each.stretch === stretch).length;
    const said = sort === "attempt" ? `attempt ${before + 1}` : name;
    const span = {
      parent,
      sort,
      name: said,
      part,
      fromMs: atMs,
      toMs: atMs,
      cause: NONE,
      isAside,
      pieces: [],
      stretch,
    };
    return this.spans.push({ ...span, status: "ok" }) - 1;
  }

  private close(open: number[], keep: number, atMs: number, status: Span["status"], cause: number): void {
    for (const id of open.splice(keep)) Object.assign(this.spans[id]!, { toMs: atMs, status, cause });
  }
}

const LEFT = "left behind"; // And not by the name of the attempt or call that left it.

const isShown = ({ sort }: RecordedStretch): boolean => sort !== "answered" && sort !== "failed";

/** Without groups around at most one span: what they say, the steps in them say too. */
function pruned(spans: readonly Span[]): Span[] {
  const children = spans.map(() => 0);
  for (const { parent } of spans) if (parent !== NONE) children[parent]!++;
  const at: number[] = []; // The new place of each, or of the one that stands for it.
  const kept: (Span & { pieces: Piece[] })[] = [];
  spans.forEach((span, i) => {
    const parent = span.parent === NONE ? NONE : at[span.parent]!;
    const above = kept[parent];
    const isPart = above !== undefined && span.isAside === above.isAside && span.toMs <= above.toMs;
    if (span.sort === "group" && children[i]! < 2 && isPart) {
      at[i] = parent;
      above.pieces.push(...span.pieces);
    } else at[i] = kept.push({ ...span, parent, pieces: [...span.pieces] }) - 1;
  });
  for (const { pieces } of kept) pieces.sort((a, b) => a.fromMs - b.fromMs);
  return kept;
}
