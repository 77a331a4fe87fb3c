/**
 * The slowest mean time of each endpoint's requests and at each part. A steady state takes a few times as long.
 */

export interface Pace {
  readonly ms: number;
  readonly what: string; // "w.report takes", to be followed by the time.
}

/** The pace of one endpoint's requests, or of one queue's messages. */
export interface EntryPace {
  slowest: Pace;
  readonly parts: Set<string>; // That they visit.
}

const INSTANT: Pace = { ms: 0, what: "" };

export class Paces {
  readonly entries = new Map<string, EntryPace>();
  readonly parts = new Map<string, Pace>(); // Slowest time that does not depend on requests,
  readonly held = new Map<string, Pace>(); // and slowest time that a request holds something.
  readonly lookUpsPerMs = new Map<string, number>(); // By cache.
  #entry: EntryPace | null = null;

  /** Walks one endpoint's requests, or one queue's messages. */
  of<T>(entry: string, walk: () => T): T {
    const before = this.#entry;
    const known = this.entries.get(entry) ?? { slowest: INSTANT, parts: new Set() };
    this.entries.set(entry, known);
    this.#entry = known;
    const result = walk();
    this.#entry = before;
    return result;
  }

  /** Notes a time of the entry that is being walked. */
  lasts(pace: Pace): void {
    if (this.#entry !== null && pace.ms > this.#entry.slowest.ms) this.#entry.slowest = pace;
  }

  /** Notes that the entry holds something of the part for a time. */
  visit(part: string, pace: Pace): void {
    if (this.#entry === null) return;
    this.#entry.parts.add(part);
    keepSlowest(this.held, part, pace);
  }

  lookUp(cache: string, perMs: number): void {
    this.visit(cache, INSTANT);
    if (this.#entry !== null) this.lookUpsPerMs.set(cache, perMs + (this.lookUpsPerMs.get(cache) ?? 0));
  }

  /** Notes how long a part takes to reach its steady state. */
  settles(part: string, pace: Pace): void {
    keepSlowest(this.parts, part, pace);
  }
}

function keepSlowest(paces: Map<string, Pace>, part: string, pace: Pace): void {
  if (pace.ms > (paces.get(part)?.ms ?? 0)) paces.set(part, pace);
}
