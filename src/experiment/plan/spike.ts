/** When the spike to shade begins and ends. */

import { duration } from "../../model/language/values/index.js";
import { DAY, readMoment } from "../../model/source/traces/moment.js";
import type { Experiment } from "./schema.js";
import type { Study } from "./study.js";

/** @returns the spike in ms of the run, null without one, or what is wrong with it */
export function spikeOf(spike: Experiment["spike"], clock: string | null): Study["spike"] | string {
  if (spike === undefined) return null;
  const fromMs = momentMs(spike.from, clock);
  const toMs = momentMs(spike.to, clock);
  if (fromMs === null || toMs === null)
    return `"from" and "to" must be durations such as 5min${clock === null ? "" : ", or times of day such as 21:38"}`;
  if (toMs <= fromMs) return "the spike ends before it begins";
  return { fromMs, toMs, label: spike.label };
}

function momentMs(text: string, clock: string | null): number | null {
  const [moment, start] = [readMoment(text), readMoment(clock ?? "")];
  if (moment?.form === "clock" && start !== null) return (((moment.value - start.value) % DAY) + DAY) % DAY; // A recording may go past midnight.
  if (moment?.form === "date" && start?.form === "date") return moment.value - start.value;
  const parsed = duration().safeParse(text);
  return parsed.success ? parsed.data : null;
}
