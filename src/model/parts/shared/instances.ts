/** Figures of instances that come and go. */
import type { PartFigure } from "../../language/kinds.js";

export const INSTANCES: PartFigure = {
  name: "instances",
  measure: "instances",
  unit: "number",
  isLevel: true,
  goal: "neither",
  summary:
    "How many instances there are, starting ones too, at the end of each bin of time; of a service where they come and go",
};

export const INSTANCES_PAID: PartFigure = {
  name: "instances paid",
  measure: "instancesPaid",
  unit: "number",
  goal: "less",
  summary: "Instances that are paid for, from the beginning of their start until they are gone: instance-hours an hour",
};
