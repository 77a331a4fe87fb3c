/**
 * How fresh what was read is, by the versions of its keys.
 *
 * Measures, as shares of the reads: `staleReads`, of a version with a newer one; `ownMissed`, that lack a write by the same
 * request; `customerMissed`, by the same customer, where traffic says whose requests they are. `behindMs`: of stale reads,
 * how long ago the first write came that they lack.
 */
import type { Flow } from "../../engine/flow.js";
import { Histogram } from "../../engine/histogram.js";
import type { Measure } from "../../engine/meters.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import type { Datum } from "./datum.js";
import type { Version } from "./versions.js";

export class Freshness {
  readonly measures: readonly Measure[];
  private readonly flow: Flow;
  private readonly owner: Int32Column | null;
  private readonly counts = { reads: 0, stale: 0, ownMissed: 0, customerMissed: 0 };
  private readonly behindMs = new Histogram();

  /** @param owner whose request it is; null: traffic does not say */
  constructor(flow: Flow, owner: Int32Column | null) {
    this.flow = flow;
    this.owner = owner;
    const { counts, behindMs } = this;
    const whole = (): number => counts.reads;
    const own: Measure[] = [
      { kind: "ratio", name: "staleReads", part: () => counts.stale, whole },
      { kind: "ratio", name: "ownMissed", part: () => counts.ownMissed, whole },
    ];
    if (owner !== null) own.push({ kind: "ratio", name: "customerMissed", part: () => counts.customerMissed, whole });
    this.measures = [...own, { kind: "duration", name: "behindMs", histogram: behindMs }];
  }

  /** Counts a read of this version, which the request knows from now on. */
  read(request: RequestId, datum: Datum, key: number, version: Version): void {
    datum.seen.at[request] = version;
    this.counts.reads++;
    if (datum.versions.isStale(key, version)) this.stale(request, datum, key, version);
  }

  private stale(request: RequestId, datum: Datum, key: number, version: Version): void {
    const { flow, owner, counts } = this;
    const { versions } = datum;
    counts.stale++;
    this.behindMs.record(flow.simulation.nowMs - versions.staleSinceMs(key, version));
    if (datum.isWriter(request) && versions.lacksOfRequest(key, version, flow.number.at[request])) counts.ownMissed++;
    if (owner !== null && versions.lacksOfWho(key, version, owner.at[request])) counts.customerMissed++;
  }
}
