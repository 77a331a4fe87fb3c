/**
 * How much work each resource is asked for: Σ over visits of rate × time held, by the utilisation law.
 *
 * Source: Denning & Buzen, The Operational Analysis of Queueing Network Models (1978).
 */
export interface OfferedLoad {
  readonly part: string;
  readonly resource: string;
  readonly capacity: number;
  busy: number; // Mean number in use at the rates given, if nobody ever waited.
  visitsPerMs: number;
  busyAtWorst: number; // The same if every attempt but the last failed.
}

export class OfferedLoads {
  readonly #byResource = new Map<string, OfferedLoad>();

  /** A resource is listed even if nothing uses it. The first to name one says its capacity. */
  declare(part: string, resource: string, capacity: number): OfferedLoad {
    const key = `${part} ${resource}`;
    const load = this.#byResource.get(key) ?? { part, resource, capacity, busy: 0, visitsPerMs: 0, busyAtWorst: 0 };
    this.#byResource.set(key, load);
    return load;
  }

  all(): readonly OfferedLoad[] {
    return [...this.#byResource.values()];
  }
}
