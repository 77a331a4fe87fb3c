/** Reads the recorded counts that a model's traffic names, as `source/measurements.ts` reads durations. */
import type { Model } from "../../language/model.js";
import { isRecord, isTrace, type TraceRate } from "../../traffic/rate.js";
import type { Traffic } from "../../traffic/traffic.js";
import type { Diagnostic, Files, Source } from "../index.js";
import { resolveFrom } from "../paths.js";
import { writtenClock } from "./moment.js";
import { readRecording } from "./recording.js";
import { type Key, Teller } from "./teller.js";

export interface ReadTraces {
  readonly model: Model;
  readonly diagnostics: readonly Diagnostic[];
}

export function readTraces(model: Model, locate: Source["locate"], files: Files): ReadTraces {
  const diagnostics: Diagnostic[] = [];
  const traffic = Object.entries(model.traffic).map(([name, source]): [string, Traffic] => {
    const { rate } = source;
    if (!isTrace(rate)) return [name, source];
    const at = (key: Key) => locate(["traffic", name, "rate", key]);
    const file = "trace" in rate ? rate.trace : "";
    const teller = new Teller(resolveFrom(at("trace")?.file ?? "", file), at, diagnostics);
    const read = rate.counts === undefined ? readRecording(rate, files, teller) : listedCounts(rate, teller);
    return [name, read === null ? source : { ...source, rate: { ...rate, ...read } }];
  });
  return { model: { ...model, traffic: Object.fromEntries(traffic) }, diagnostics };
}

/** Counts listed in the model itself. */
function listedCounts(rate: TraceRate, teller: Teller): { clock?: string } | null {
  if (rate.trace !== undefined)
    teller.warn(`the counts are given here, so "${teller.path}" is not read`, "trace", "remove one of the two");
  else if (rate.every === undefined)
    teller.warn("nothing tells how long a count lasts, so it is taken as 1min", "counts", "say it, as in every: 1h");
  return writtenClock(rate, null, teller);
}

/** Warns of recordings with different starts, since all are played from the start of the run. */
export function differentStarts({ traffic }: Model, locate: Source["locate"]): Diagnostic[] {
  const told = Object.entries(traffic).flatMap(([name, { rate }]) => {
    const clock = isRecord(rate) ? rate.rows?.clock : isTrace(rate) ? rate.clock : undefined;
    return typeof clock === "string" ? [{ name, clock }] : [];
  });
  return told.slice(1).flatMap(({ name, clock }) => {
    const [first] = told;
    if (clock === first.clock) return [];
    const message = `the recording of "${name}" begins at ${clock}, that of "${first.name}" at ${first.clock}; both begin with the run`;
    return [
      {
        severity: "warning",
        message,
        location: locate(["traffic", name, isRecord(traffic[name].rate) ? "requests" : "rate"]),
      },
    ];
  });
}
