/**
 * The fetches of missing keys under way. Either each request that misses a key fetches it, or the first does and the
 * others wait for it ("single flight"): where its fetch fails or is given up, they fail with it.
 */
import type { CauseId, Flow } from "../../engine/flow.js";
import type { RequestId } from "../../engine/request-table.js";

/** From the first miss of a key until it is there, or none fetches it any more. */
interface Absence {
  readonly id: number;
  readonly first: RequestId; // Who fetches.
  readonly waiting: RequestId[];
  underWay: number;
}

export interface FetchCounts {
  fetches: number;
  absences: number;
}

export class Fetches {
  private readonly flow: Flow;
  private readonly counts: FetchCounts;
  private readonly whenFailed: CauseId; // Of those who wait.
  private readonly served: (request: RequestId, key: number) => void;
  private readonly absences = new Map<number, Absence>(); // By key.

  /** @param served called for those who waited, and know what was fetched */
  constructor(flow: Flow, counts: FetchCounts, whenFailed: CauseId, served: (request: RequestId, key: number) => void) {
    this.served = served;
    this.flow = flow;
    this.counts = counts;
    this.whenFailed = whenFailed;
  }

  isUnderWay(key: number): boolean {
    return this.absences.has(key);
  }

  /** @returns what the request must say at the end */
  begin(key: number, request: RequestId): number {
    const known = this.absences.get(key);
    const absence = known ?? { id: ++this.counts.absences, first: request, waiting: [], underWay: 0 };
    if (known === undefined) this.absences.set(key, absence);
    absence.underWay++;
    this.counts.fetches++;
    return absence.id;
  }

  end(key: number, id: number, request: RequestId, isThere: boolean): void {
    const absence = this.absences.get(key);
    if (absence?.id !== id) return; // Another one has brought it.
    if (--absence.underWay > 0 && !isThere) return;
    this.absences.delete(key);
    for (const one of absence.waiting) {
      if (!isThere) this.flow.readyToFail(one, this.whenFailed);
      else {
        this.flow.learn(one, request);
        this.served(one, key);
        this.flow.ready(one);
      }
    }
  }

  /** Waits for the one who fetches it. */
  wait(key: number, request: RequestId): void {
    this.absences.get(key)!.waiting.push(request);
  }

  giveUp(key: number, request: RequestId): void {
    const { waiting } = this.absences.get(key)!;
    waiting.splice(waiting.indexOf(request), 1);
  }

  whoFetches(key: number): RequestId {
    return this.absences.get(key)!.first;
  }
}
