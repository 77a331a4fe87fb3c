/** What each instance of a service works with; one that is not there has nothing, and adds nothing to the capacity. */
import type { Processor } from "../../engine/processor.js";
import type { Slots } from "../../engine/slots.js";

export class Equipment {
  private readonly threads: readonly Slots[]; // By instance.
  private readonly cores: readonly Processor[]; // By instance; empty: no limit, or those of a host.
  private readonly isThere: boolean[];
  private readonly told: ((instance: number, isThere: boolean) => void)[] = [];
  threadsEach: number; // Of an instance that is there.
  coresEach: number;

  constructor(threads: readonly Slots[], cores: readonly Processor[]) {
    this.threads = threads;
    this.cores = cores;
    this.isThere = threads.map(() => true);
    this.threadsEach = threads[0].capacity;
    this.coresEach = cores[0]?.capacity ?? 0;
  }

  set(instance: number, isThere: boolean): void {
    this.isThere[instance] = isThere;
    this.threads[instance].resize(isThere ? this.threadsEach : 0);
    this.cores[instance]?.resize(isThere ? this.coresEach : 0);
    for (const tell of this.told) tell(instance, isThere);
  }

  /** Tells which instances are there, now and whenever that changes. */
  tells(tell: (instance: number, isThere: boolean) => void): void {
    for (const [i, isThere] of this.isThere.entries()) tell(i, isThere);
    this.told.push(tell);
  }

  resizeThreads(each: number): void {
    this.threadsEach = each;
    for (const [i, slots] of this.threads.entries()) if (this.isThere[i]) slots.resize(each);
  }

  resizeCores(each: number): void {
    const before = this.coresEach;
    this.coresEach = each;
    for (const [i, processor] of this.cores.entries())
      if (this.isThere[i] && processor.capacity === before) processor.resize(each); // Others have cores of their own.
  }
}
