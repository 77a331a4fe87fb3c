/** What only an outbox measures. */
import type { PartFigure } from "../../language/kinds.js";
import { AVAILABILITY, OUTAGE } from "../shared/breakdowns.js";

export const OUTBOX_FIGURES: readonly PartFigure[] = [
  OUTAGE,
  AVAILABILITY,
  {
    name: "publishing lag",
    measure: "publishingLagMs",
    unit: "ms",
    goal: "less",
    summary: "From the commit that adds a message to an outbox until its relay has published it, for the first time",
  },
  {
    name: "published again",
    measure: "publishedAgain",
    unit: "1",
    goal: "less",
    summary: "Share of what a relay publishes that it had published before, and not marked",
  },
  {
    name: "polls missed",
    measure: "pollsMissed",
    unit: "1",
    goal: "less",
    summary: "Share of the polls of a relay that failed, or were left out since the one before was under way",
  },
  {
    name: "age",
    measure: "oldestMs",
    unit: "ms",
    isLevel: true,
    goal: "less",
    summary: "How long the first message in the queue has waited, at the end of each bin of time; 0 while none waits",
  },
];
