/**
 * How much work each resource is asked for: Σ over visits of rate × time held, by the utilisation law; and what becomes
 * of those who wait for it if that is more than it can do.
 *
 * Source: Denning & Buzen, The Operational Analysis of Queueing Network Models (1978).
 */
export interface OfferedLoad {
  readonly part: string;
  readonly resource: string;
  readonly capacity: number;
  busy: number; // Mean number in use at the rates given, if nobody ever waited.
  visitsPerMs: number;
  stoppedAfterMs: number; // The longest that a deadline lets a request be there; infinite where one may stay.
  busyAtWorst: number; // The same if every attempt but the last failed.
  boundedBy: readonly string[]; // What keeps the number waiting from growing for ever; empty: nothing does.
  reducedBy: readonly string[]; // What may turn requests away before, or cut their work short: it may be asked for less.
  waitBefore: readonly string[]; // Slots around, without a bound: who comes while they are held waits for them.
  varies: boolean; // Arrivals or work are random; otherwise nothing waits that does not wait each time.
  queue: QueueOutlook;
  /** The part of `busy` that comes for certain, whatever is refused, given up or stopped; known where it matters. */
  certain: CertainLoad | null;
}

/** `fits`: less is offered than it can do; `grows`: for ever, somewhere in the system; `unknown` before a run. */
export type QueueOutlook = "fits" | "bounded" | "grows" | "unknown";

export interface CertainLoad {
  busy: number;
  ofRequests: number; // The part of it for which a request waits: no message, and nothing that outlives its caller.
  varies: boolean; // Arrivals or work are random, so that even a load of exactly 1 grows.
}

/** One way to a resource, as a walk comes by. */
export interface Visit {
  readonly boundedBy: readonly string[];
  readonly reducedBy: readonly string[];
  readonly waitBefore: readonly string[];
}

export class OfferedLoads {
  readonly #byResource = new Map<string, OfferedLoad>();
  readonly #unbounded = new Set<OfferedLoad>(); // Those that are reached by a way on which nothing bounds them.

  /** A resource is listed even if nothing uses it. The first to name one says its capacity. */
  declare(part: string, resource: string, capacity: number): OfferedLoad {
    const key = `${part} ${resource}`;
    const known = this.#byResource.get(key);
    if (known !== undefined) return known;
    const load: OfferedLoad = {
      part,
      resource,
      capacity,
      busy: 0,
      visitsPerMs: 0,
      stoppedAfterMs: 0,
      busyAtWorst: 0,
      boundedBy: [],
      reducedBy: [],
      waitBefore: [],
      varies: false,
      queue: "fits",
      certain: null,
    };
    this.#byResource.set(key, load);
    return load;
  }

  /** It is bounded only if it is on every way to it. */
  visit(load: OfferedLoad, { boundedBy, reducedBy, waitBefore }: Visit): void {
    if (boundedBy.length === 0) this.#unbounded.add(load);
    load.boundedBy = this.#unbounded.has(load) ? [] : [...new Set([...load.boundedBy, ...boundedBy])];
    load.reducedBy = [...new Set([...load.reducedBy, ...reducedBy])];
    load.waitBefore = [...new Set([...load.waitBefore, ...waitBefore])];
  }

  all(): readonly OfferedLoad[] {
    return [...this.#byResource.values()];
  }
}
