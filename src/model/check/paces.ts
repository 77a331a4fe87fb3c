/**
 * How slow a model is: what takes longest in the mean, for the requests of each endpoint and at each part. Nothing has
 * reached the level that it keeps before its slowest time has passed a few times.
 */

export interface Pace {
  readonly ms: number;
  readonly what: string; // "w.report takes"; with the time behind it, a clause.
}

/** Of the requests of one endpoint, or of the messages of one queue. */
export interface EntryPace {
  slowest: Pace;
  readonly parts: Set<string>; // That they visit.
}

const INSTANT: Pace = { ms: 0, what: "" };

export class Paces {
  readonly entries = new Map<string, EntryPace>();
  readonly parts = new Map<string, Pace>(); // What goes on there whoever comes,
  readonly held = new Map<string, Pace>(); // and the longest that anything there is held.
  readonly lookUpsPerMs = new Map<string, number>(); // By cache.
  #entry: EntryPace | null = null;

  /** Walks what one endpoint's requests do, or one queue's messages. */
  of<T>(entry: string, walk: () => T): T {
    const before = this.#entry;
    const known = this.entries.get(entry) ?? { slowest: INSTANT, parts: new Set() };
    this.entries.set(entry, known);
    this.#entry = known;
    const result = walk();
    this.#entry = before;
    return result;
  }

  /** Those who are walked take so long. */
  lasts(pace: Pace): void {
    if (this.#entry !== null && pace.ms > this.#entry.slowest.ms) this.#entry.slowest = pace;
  }

  /** They hold something of the part for so long. */
  visit(part: string, pace: Pace): void {
    if (this.#entry === null) return;
    this.#entry.parts.add(part);
    keepSlowest(this.held, part, pace);
  }

  lookUp(cache: string, perMs: number): void {
    this.visit(cache, INSTANT);
    if (this.#entry !== null) this.lookUpsPerMs.set(cache, perMs + (this.lookUpsPerMs.get(cache) ?? 0));
  }

  /** A part is as it stays only after so long. */
  settles(part: string, pace: Pace): void {
    keepSlowest(this.parts, part, pace);
  }
}

function keepSlowest(paces: Map<string, Pace>, part: string, pace: Pace): void {
  if (pace.ms > (paces.get(part)?.ms ?? 0)) paces.set(part, pace);
}
