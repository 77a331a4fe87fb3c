/** How fresh what was read is, where data are named. */
import type { PartFigure } from "../../language/kinds.js";

export const FRESHNESS: readonly PartFigure[] = [
  {
    name: "stale reads",
    measure: "staleReads",
    unit: "1",
    goal: "less",
    summary:
      "Share of the reads at replicas and of views, or of the look-ups of a cache, that miss a write of what they are `of`; at replicas where none says that, a write of their own request",
  },
  {
    name: "own writes missed",
    measure: "ownMissed",
    unit: "1",
    goal: "less",
    summary: "Share of the reads that miss a write of the same request to what they read",
  },
  {
    name: "customer writes missed",
    measure: "customerMissed",
    unit: "1",
    goal: "less",
    summary: "The same of a write by the same customer, where traffic says `by` whom requests are",
  },
  {
    name: "behind",
    measure: "behindMs",
    unit: "ms",
    goal: "less",
    summary: "Of stale reads: how long ago the first write came that they miss",
  },
];

export const DATA_AGE: PartFigure = {
  name: "data age",
  measure: "dataAgeMs",
  unit: "ms",
  goal: "less",
  summary:
    "How old what is served is: since a hit of a cache by key was read from its source, or since the last finished refresh of a view began",
};
