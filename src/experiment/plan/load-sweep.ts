/** The steady loads at which an experiment is repeated. */

import type { Model } from "../../model/language/model.js";
import { usersOf } from "../../model/traffic/traffic.js";
import type { Experiment } from "./schema.js";
import type { LoadSweep } from "./study.js";

/** @returns the sweep, null without one, or what is wrong with it */
export function planLoadSweep(sweep: Experiment["load"], model: Model): LoadSweep | null | string {
  if (sweep === undefined) return null;
  const open = Object.keys(usersOf(model.traffic)).filter((name) => model.traffic[name].rate !== undefined);
  const traffic = sweep.traffic ?? open[0];
  if (traffic === undefined || !open.includes(traffic) || (sweep.traffic === undefined && open.length > 1))
    return `say which open traffic to vary: ${open.join(", ") || "there is none"}`;
  return {
    traffic,
    perSecond: [...sweep.rates].sort((a, b) => a - b),
    durationMs: sweep.duration,
    warmUpMs: sweep["warm-up"],
    replications: sweep.replications,
  };
}
