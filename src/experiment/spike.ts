/** When the spike to shade begins and ends. */
import { duration } from "../model/values/index.js";
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

const DAY = 24 * 60; // Minutes.

function momentMs(text: string, clock: string | null): number | null {
  const time = /^(\d{1,2}):(\d{2})$/.exec(text);
  const start = clock === null ? null : /T?(\d{2}):(\d{2})/.exec(clock);
  if (time !== null && start !== null) {
    const minutes = Number(time[1]) * 60 + Number(time[2]) - (Number(start[1]) * 60 + Number(start[2]));
    return ((minutes + DAY) % DAY) * 60_000; // A recording may go past midnight.
  }
  const parsed = duration().safeParse(text);
  return parsed.success ? parsed.data : null;
}
