/** The figures of a work queue. */
import { parkedMeasure, REASONS } from "../../../components/work-queue/parking.js";
import type { PartFigure } from "../../language/kinds.js";
import { BATCH_SIZE } from "./batch.js";
import { DELIVERY_FIGURES } from "./delivery.js";
import { FULL_FIGURES } from "./full.js";
import { OVERTAKEN } from "./order.js";

/** Of dead letters too. */
export const AGE: PartFigure = {
  name: "age",
  measure: "oldestMs",
  unit: "ms",
  isLevel: true,
  goal: "less",
  summary:
    "How long the first message in the queue has waited, at the end of each bin of time; its max is the longest at any time",
};

export const QUEUE_FIGURES: readonly PartFigure[] = [
  {
    name: "completion",
    measure: "completionMs",
    unit: "ms",
    goal: "less",
    summary: "From publishing a message until its work is done",
  },
  {
    name: "failed",
    measure: "failedMessages",
    unit: "1",
    goal: "less",
    summary: "Share of the messages whose work ended in an error, or that a full queue dropped",
  },
  {
    name: "depth",
    measure: "depth",
    unit: "number",
    isLevel: true,
    goal: "less",
    summary: "Messages that wait for a worker, at the end of each bin of time; its max is the most at any time",
  },
  AGE,
  {
    name: "oldest",
    measure: "oldestOpenMs",
    unit: "ms",
    isLevel: true,
    goal: "less",
    summary:
      "How long ago the oldest message was published that is not over, wherever it is, at the end of each bin of time",
  },
  OVERTAKEN,
  ...FULL_FIGURES,
  BATCH_SIZE,
  ...DELIVERY_FIGURES,
  {
    name: "late",
    measure: "lateMessages",
    unit: "1",
    goal: "less",
    summary:
      "Share of the messages that were not done within the queue's `deadline`, or never; each counts when it is due",
  },
  {
    name: "expired",
    measure: "expired",
    unit: "1",
    goal: "less",
    summary: "Share of the published messages that no worker began before they expired",
  },
  {
    name: "parked",
    measure: "parked",
    by: Object.fromEntries(REASONS.map((reason) => [reason, parkedMeasure(reason)])),
    unit: "1",
    goal: "less",
    summary: `Share of the published messages that were given up and went where \`dead-letter\` says; \`by\` names the reason of the last failure: ${REASONS.join(", ")}`,
  },
];
