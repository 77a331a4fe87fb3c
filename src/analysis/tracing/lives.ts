/** The events of each life, and the lives that each has begun. */
import { causeOf, type RecordedStretch, type Recording, STOPPED } from "./recording.js";

const NONE = -1;

export class Lives {
  readonly recording: Recording;
  /** Events by life, then by time: those of a life stand from its `start` up to its `stop`. */
  readonly order: Int32Array;
  private readonly firstOf: Int32Array;
  private readonly children: Int32Array; // By parent, in the order in which they began.
  private readonly firstChildOf: Int32Array;

  constructor(recording: Recording) {
    const { events, lives } = recording;
    this.recording = recording;
    const count = lives.parent.length;
    [this.order, this.firstOf] = sorted(events.life, count);
    [this.children, this.firstChildOf] = sorted(lives.parent, count);
  }

  /** The requests of users, in the order of arrival. */
  *requests(): Generator<number> {
    const { parent } = this.recording.lives;
    for (let life = 0; life < parent.length; life++) if (parent[life] === -1) yield life;
  }

  start(life: number): number {
    return this.firstOf[life]!;
  }

  stop(life: number): number {
    return this.firstOf[life + 1]!;
  }

  childrenOf(life: number): Int32Array {
    return this.children.subarray(this.firstChildOf[life], this.firstChildOf[life + 1]);
  }

  /** When it began to do anything [ms]; for one that never did, the end of the run. */
  startMs(life: number): number {
    const { endMs, events } = this.recording;
    return this.stop(life) > this.start(life) ? events.atMs[this.order[this.start(life)]!]! : endMs;
  }

  /** When what a life does in an event ends [ms]. @param at the place of the event in `order` */
  untilMs(life: number, at: number): number {
    return at + 1 < this.stop(life) ? this.recording.events.atMs[this.order[at + 1]!]! : this.endOf(life);
  }

  /** When it was over [ms], or the run was. */
  endOf(life: number): number {
    const { unfinished, endMs, events } = this.recording;
    const last = this.lastOf(life);
    return last === NONE || unfinished.has(life) ? endMs : events.atMs[last]!;
  }

  wasStopped(life: number): boolean {
    const last = this.lastOf(life);
    return last !== NONE && this.recording.events.place[last] === STOPPED;
  }

  /** How a request of a user ended; null: not yet. Why it has failed stands after its end. */
  outcomeOf(request: number): Outcome | null {
    const { events } = this.recording;
    const [start, stop] = [this.start(request), this.stop(request)];
    if (stop === start) return null;
    const cause = causeOf(events.place[this.order[stop - 1]!]!);
    const end = cause < 0 ? stop - 1 : stop - 2;
    const place = end < start ? NONE : events.place[this.order[end]!]!;
    if (place < 0 || !this.beginsA(cause < 0 ? "answered" : "failed", place)) return null;
    const at = (i: number): number => events.atMs[this.order[i]!]!;
    return { fromMs: at(start), toMs: at(end), cause: cause < 0 ? null : cause };
  }

  /** "web.page". */
  nameOf(request: number): string {
    const { events, places, stretches } = this.recording;
    const begun = places[events.place[this.order[this.start(request)]!]!]!.begins;
    for (const each of begun) if (stretches[each]!.sort === "request") return stretches[each]!.name;
    return "";
  }

  private lastOf(life: number): number {
    return this.stop(life) > this.start(life) ? this.order[this.stop(life) - 1]! : NONE;
  }

  private beginsA(sort: RecordedStretch["sort"], place: number): boolean {
    const { places, stretches } = this.recording;
    return places[place]!.begins.some((each) => stretches[each]!.sort === sort);
  }
}

export interface Outcome {
  readonly fromMs: number;
  readonly toMs: number;
  readonly cause: number | null; // Null: it was answered.
}

/** Indices by what they belong to (−1: nothing), each group in its order, and where each group begins. */
function sorted(belongsTo: Int32Array, groups: number): [Int32Array, Int32Array] {
  const first = new Int32Array(groups + 1);
  for (const group of belongsTo) if (group >= 0) first[group + 1]!++;
  for (let group = 0; group < groups; group++) first[group + 1]! += first[group]!;
  const next = first.slice();
  const indices = new Int32Array(first[groups]!);
  for (let i = 0; i < belongsTo.length; i++) if (belongsTo[i]! >= 0) indices[next[belongsTo[i]!]!++] = i;
  return [indices, first];
}
