import type { PartFigure } from "../../language/kinds.js";

export const RESENT: PartFigure = {
  name: "resent",
  measure: "resent",
  unit: "1",
  goal: "less",
  summary: "Share of messages that were lost on the way, once at least, and sent again",
};

const SET_UPS: PartFigure = {
  name: "set-ups",
  measure: "setUps",
  unit: "1",
  goal: "less",
  summary:
    "Share of calls that found no idle connection open, and set one up first; of users, who always do, it tells nothing",
};

/** Of a link, and of the network of a part. */
export const LINK_FIGURES: readonly PartFigure[] = [RESENT, SET_UPS];
