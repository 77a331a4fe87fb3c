/** The meter of what each instance of a part has for itself: one that is not there adds nothing to the capacity. */
import type { Histogram } from "../../engine/histogram.js";
import type { ResourceAudit, ResourceMeter } from "../../engine/meters.js";

/** Of one instance. */
export interface EachCapacity {
  now(instance: number): number;
  /** ∫ capacity dt so far [ms]. */
  integral(instance: number): number;
}

export class ThoseThere implements ResourceMeter {
  readonly name: string;
  readonly instances: number;
  readonly waitingTimeMs: Histogram;
  private readonly all: ResourceMeter;
  private readonly each: EachCapacity;
  private readonly isThere: boolean[];
  private readonly sinceGone: Float64Array; // The integral of each when it went.
  private whileGone = 0; // Of those that are back.
  private hasGone = false;

  constructor(all: ResourceMeter, each: EachCapacity) {
    this.all = all;
    this.each = each;
    this.name = all.name;
    this.instances = all.instances;
    this.waitingTimeMs = all.waitingTimeMs;
    this.isThere = Array.from({ length: all.instances }, () => true);
    this.sinceGone = new Float64Array(all.instances);
  }

  set(instance: number, isThere: boolean): void {
    if (isThere === this.isThere[instance]) return;
    this.isThere[instance] = isThere;
    this.hasGone = true;
    const now = this.each.integral(instance);
    if (isThere) this.whileGone += now - this.sinceGone[instance]!;
    else this.sinceGone[instance] = now;
  }

  get capacity(): number {
    return this.isThere.reduce((sum, isThere, i) => sum + (isThere ? this.each.now(i) : 0), 0);
  }
  get hasChanged(): boolean {
    return this.hasGone || this.all.hasChanged;
  }
  capacityIntegral(): number {
    const gone = this.isThere.map((isThere, i) => (isThere ? 0 : this.each.integral(i) - this.sinceGone[i]!));
    return this.all.capacityIntegral() - this.whileGone - gone.reduce((a, b) => a + b, 0);
  }
  busyIntegral(instance: number): number {
    return this.all.busyIntegral(instance);
  }
  queueIntegral(): number {
    return this.all.queueIntegral();
  }
  served(): number {
    return this.all.served();
  }
  refused(): number {
    return this.all.refused();
  }
  audit(): ResourceAudit {
    return this.all.audit();
  }
}
