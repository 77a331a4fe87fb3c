/**
 * The offered load of each resource, Σ over visits of rate × time held (the utilisation law), and what its queue does if
 * that is more than its capacity.
 *
 * Source: Denning & Buzen, The Operational Analysis of Queueing Network Models (1978).
 */
export interface OfferedLoad {
  readonly part: string;
  readonly resource: string;
  capacity: number; // Of instances with unequal shares: as many as can be in use when the busiest has no more.
  uneven: Uneven | null;
  busy: number; // Mean number in use at the rates given, without any waiting.
  visitsPerMs: number;
  stoppedAfterMs: number; // Longest time that a deadline lets a request stay; Infinity without one.
  busyAtWorst: number; // The same if every attempt but the last failed.
  boundedBy: readonly string[]; // What bounds its queue; empty: nothing does.
  reducedBy: readonly string[]; // What may refuse requests before it, or cut their work short, so that the load is less.
  waitBefore: readonly string[]; // Slots around it with unbounded queues, in which requests wait instead.
  varies: boolean; // Arrivals or work are random.
  queue: QueueOutlook;
  /** The part of `busy` that is certain, whatever is refused, given up or stopped; null where it does not matter. */
  certain: CertainLoad | null;
  perSecond: number | null; // Of a limit on a rate: what it lets pass, all of its buckets together.
}

/** How visits come to instances that do not get equal shares: shards. */
export interface Spread {
  readonly instances: number;
  readonly busiest: number; // Share of the visits that come to the busiest; it is the same one for all visits.
}

export interface Uneven {
  readonly instances: number;
  readonly capacity: number; // Of all of them.
  busiest: number; // In use at the busiest.
}

/** `fits`: load below capacity; `grows`: without limit, here or in a queue around it; `unknown`: only a run can tell. */
export type QueueOutlook = "fits" | "bounded" | "grows" | "unknown";

export interface CertainLoad {
  busy: number;
  ofRequests: number; // Without messages and work that outlives its caller.
  varies: boolean; // Arrivals or work are random, so that even a load of exactly 1 grows.
}

/** One visit of a walk to a resource. */
export interface Visit {
  readonly boundedBy: readonly string[];
  readonly reducedBy: readonly string[];
  readonly waitBefore: readonly string[];
}

/** How much data has grown since the start of a run. */
export interface Grown {
  readonly atMs: number;
  readonly added: ReadonlyMap<string, number>; // Rows written, by "part.table".
}

export class OfferedLoads {
  readonly #byResource = new Map<string, OfferedLoad>();
  readonly #unbounded = new Set<OfferedLoad>(); // Reached on a way without a bound.

  /** Lists a resource even if unused. The first declaration sets its capacity. */
  declare(part: string, resource: string, capacity: number): OfferedLoad {
    const key = `${part} ${resource}`;
    const known = this.#byResource.get(key);
    if (known !== undefined) return known;
    const load: OfferedLoad = {
      part,
      resource,
      capacity,
      uneven: null,
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
      perSecond: null,
    };
    this.#byResource.set(key, load);
    return load;
  }

  /** Counts what a visit keeps busy, which `busy` has already. */
  spread(load: OfferedLoad, { instances, busiest }: Spread, busy: number): void {
    load.uneven ??= { instances, capacity: load.capacity, busiest: 0 };
    load.uneven.busiest += busy * busiest;
    const { capacity } = load.uneven;
    if (load.uneven.busiest > 0) load.capacity = (capacity * load.busy) / (instances * load.uneven.busiest);
  }

  /** A queue is bounded only if it is on every way to it. */
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
