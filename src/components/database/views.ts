/**
 * Views: results that a database keeps and refreshes from time to time. A read serves what was there when the last
 * finished refresh began; a refresh that is due while another is under way is left out.
 *
 * With a refresh every R that takes T < R, reads at random times see an age that is uniform from T to R + T.
 */

import { Histogram } from "../../engine/histogram.js";
import type { Measure } from "../../engine/meters.js";
import type { Simulation } from "../../engine/simulation.js";
import type { Version, Versions } from "../data/versions.js";

/** What all views of a database measure together. */
export class ViewMeter {
  readonly ageMs = new Histogram(); // Of what reads serve.
  readonly takesMs = new Histogram(); // Of a refresh, with its waiting.
  due = 0;
  skipped = 0; // Or failed.

  get measures(): readonly Measure[] {
    return [
      { kind: "duration", name: "dataAgeMs", histogram: this.ageMs },
      { kind: "duration", name: "refreshMs", histogram: this.takesMs },
      { kind: "ratio", name: "refreshesMissed", part: () => this.skipped, whole: () => this.due },
    ];
  }
}

export class View {
  private readonly simulation: Simulation;
  private readonly meter: ViewMeter;
  private readonly versionsOf: () => readonly Versions[]; // Of the data that reads ask for.
  private servedMs = 0; // When the last finished refresh began.
  private begunMs = 0;
  private isBusy = false;
  private readonly upTo = new Map<Versions, { served: Version; begun: Version; known: Int32Array }>();

  constructor(simulation: Simulation, meter: ViewMeter, versionsOf: () => readonly Versions[]) {
    this.simulation = simulation;
    this.meter = meter;
    this.versionsOf = versionsOf;
  }

  /** Whether a refresh may begin, which is then under way. */
  begins(): boolean {
    this.meter.due++;
    if (this.isBusy) {
      this.meter.skipped++;
      return false;
    }
    this.isBusy = true;
    this.begunMs = this.simulation.nowMs;
    for (const versions of this.versionsOf()) this.at(versions).begun = versions.count;
    return true;
  }

  ends(): void {
    this.isBusy = false;
    this.meter.takesMs.record(this.simulation.nowMs - this.begunMs);
    this.servedMs = this.begunMs;
    for (const at of this.upTo.values()) at.served = at.begun;
  }

  fails(): void {
    this.isBusy = false;
    this.meter.skipped++;
  }

  /** A read serves what is there. */
  isRead(): void {
    this.meter.ageMs.record(this.simulation.nowMs - this.servedMs);
  }

  /** The version of a key that is there. */
  versionOf(key: number, versions: Versions): Version {
    const { served, known } = this.at(versions);
    known[key] = versions.lastUpTo(key, known[key]!, served);
    return known[key];
  }

  private at(versions: Versions) {
    const found = this.upTo.get(versions) ?? { served: 0, begun: 0, known: new Int32Array(versions.keys) };
    this.upTo.set(versions, found);
    return found;
  }
}
