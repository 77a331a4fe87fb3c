/**
 * What becomes of messages that a queue gives up: each is counted by the reason, and kept where its queue parks them. What
 * that place has no room for is dropped.
 */
import type { CauseId, Flow } from "../../engine/flow.js";
import type { Measure } from "../../engine/meters.js";
import type { RequestId } from "../../engine/request-table.js";

export const REASONS = ["malformed", "poison", "expired", "attempts-used-up"] as const;
export type Reason = (typeof REASONS)[number];

/** The name of the measure: the share of the published messages that were parked for this reason. */
export const parkedMeasure = (reason: Reason): string =>
  `parked${reason
    .split("-")
    .map((word) => `${word[0]!.toUpperCase()}${word.slice(1)}`)
    .join("")}`;

/** Where messages are parked. @returns whether there is room */
export type Park = (message: RequestId) => boolean;

export class Parking {
  total = 0;
  /** The causes of failures that are reasons of their own. */
  readonly reasons = new Map<CauseId, Reason>();
  private readonly flow: Flow;
  private readonly counts: Record<Reason, number> = { malformed: 0, poison: 0, expired: 0, "attempts-used-up": 0 };
  private park: Park = () => false;

  constructor(flow: Flow) {
    this.flow = flow;
  }

  /** Once that place is built. */
  at(park: Park): void {
    this.park = park;
  }

  /** @returns whether the message is kept there */
  takes(message: RequestId): boolean {
    const reason = this.reasons.get(this.flow.cause.at[message]) ?? "attempts-used-up";
    if (!this.park(message)) return false;
    this.total++;
    this.counts[reason]++;
    return true;
  }

  /** @param published messages so far */
  measures(published: () => number): readonly Measure[] {
    return [
      { kind: "ratio", name: "parked", part: () => this.total, whole: published },
      ...REASONS.map(
        (reason): Measure => ({
          kind: "ratio",
          name: parkedMeasure(reason),
          part: () => this.counts[reason],
          whole: published,
        }),
      ),
    ];
  }
}
