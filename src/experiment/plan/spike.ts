/** The time of day and length of a recording, and when the spike to shade begins and ends. */

import type { Model } from "../../model/language/model.js";
import { duration } from "../../model/language/values/index.js";
import { DAY, readMoment } from "../../model/source/traces/moment.js";
import { isRecord, isTrace, rowMs } from "../../model/traffic/rate.js";
import { playedMs, type RecordRate } from "../../model/traffic/record.js";
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

interface Recording {
  readonly lengthMs: number;
  readonly clock?: string | undefined; // At its start.
}

const recordings = ({ traffic }: Model): Recording[] =>
  Object.values(traffic).flatMap(({ rate }): Recording[] => {
    if (isRecord(rate)) return [{ lengthMs: playedMs(rate), clock: clockOfRecord(rate) }];
    return isTrace(rate) ? [{ lengthMs: (rate.counts?.length ?? 0) * rowMs(rate), clock: rate.clock }] : [];
  });

/** Blocks of a record begin at different times. */
const clockOfRecord = ({ rows, blocks }: RecordRate): string | undefined =>
  blocks > 1 ? undefined : (rows?.clock ?? undefined);

/** Length of the longest recording [ms]; null without one. */
export function recordedLengthMs(model: Model): number | null {
  const lengths = recordings(model).map(({ lengthMs }) => lengthMs);
  return lengths.length === 0 ? null : Math.max(...lengths);
}

/** Time of day at the start of the first recording that has one. */
export const clockOf = (model: Model): string | null =>
  recordings(model).find(({ clock }) => clock !== undefined)?.clock ?? null;
