/** How a file describes an arrival rate that may change over time, and the points it comes to. */
import { z } from "zod";
import type { RatePoint } from "../../components/traffic/rate-profile.js";
import { meanOf } from "../../engine/random/moments.js";
import { distribution, duration, percent, type Range, rate } from "../language/values/index.js";
import { countsOf, type RecordRate, rowsOf } from "./record.js";

/** A time in a planned rate. */
const planned = (range: Range = {}) =>
  duration({ ...range, fixed: "what is planned has one time; `states` are drawn" });

const profile = z.strictObject({
  profile: z
    .array(
      z.strictObject({
        at: planned().describe("From then on"),
        rate: rate().describe("The rate from then on"),
        ramp: z
          .boolean()
          .default(false)
          .describe("Reached in a straight line from the point before, instead of by a jump"),
      }),
    )
    .min(1)
    .refine(
      (points) => points.every((p, i) => i === 0 || p.at >= points[i - 1].at),
      "the points must be in order of time",
    )
    .describe("A rate that changes at given times, in jumps or in straight lines"),
});

const spikes = z.strictObject({
  base: rate().describe("The rate outside the spikes"),
  spikes: z
    .array(
      z.strictObject({
        at: planned().describe("When it begins to rise"),
        rate: rate().describe("At its height"),
        lasts: planned().describe("How long it stays there"),
        rise: planned().prefault("0ms").describe("How long it takes to rise from `base`, in a straight line"),
        fall: planned().prefault("0ms").describe("How long it takes to fall back to `base`"),
      }),
    )
    .refine(
      (all) =>
        all.every(({ at }, i) => i === 0 || at >= all[i - 1].at + all[i - 1].rise + all[i - 1].lasts + all[i - 1].fall),
      "the spikes must be in order of time, each after the end of the one before",
    )
    .describe("Each rises from `base`, stays at its height, and falls back"),
});

const wave = z.strictObject({
  wave: z
    .strictObject({
      mean: rate().describe("The mean rate"),
      swing: rate().describe("How far the rate rises above the mean, and falls below it"),
      period: planned({ min: 1000 }).describe("Time from one peak to the next, such as 24h"),
    })
    .describe("A daily wave, or any other: mean + swing · sin(2πt ÷ period)"),
});

const recorded = {
  every: planned({ above: 0 })
    .optional()
    .describe(
      "The time that a row covers. If not given, it is read from the times in the file, or 1min where there are none; it must not contradict them",
    ),
  scale: percent({ max: 100 }).prefault("100%").describe("Factor on the recorded traffic: 10% is a tenth of it"),
  clock: z
    .string()
    .optional()
    .describe("Time of the first row, where the file does not tell it: 8:00, 1998-07-07T08:00"),
};
const counts = z.array(z.number().min(0)).min(1);
const asWritten = z.union([z.string(), z.number().transform(String)]);

const trace = z.strictObject({
  trace: z
    .string()
    .describe(
      "A CSV file of counts. Its first column is the time: of day (8:00), a date (1998-07-07T08:00, with or without an offset), seconds since 1970, or a plain number. Where rows are missing nothing arrives",
    ),
  column: asWritten.optional().describe("The column of counts, by name or number; by default the one after the time"),
  every: recorded.every,
  from: asWritten.optional().describe("Time of the first row taken; a time of day is enough"),
  to: asWritten.optional().describe("Time of the first row no longer taken"),
  scale: recorded.scale,
  counts: counts.optional().describe("The counts themselves, one a row; no file is read then"),
  clock: recorded.clock,
});

const listed = z.strictObject({ counts: counts.describe("Without a file: how many came in each row"), ...recorded });

const states = z.strictObject({
  states: z
    .array(
      z.strictObject({
        rate: rate().describe("The rate in this state"),
        for: distribution().describe(
          "How long this state lasts, drawn anew each time; with `exponential` it is a Markov-modulated Poisson process (MMPP)",
        ),
      }),
    )
    .min(1)
    .describe("Rates that follow each other in turn, at random times: bursts, on and off"),
});

export const trafficRate = () => z.union([rate(), profile, spikes, wave, trace, listed, states]);

/** A rate as a file gives it, or the requests that a record has instead. */
export type TrafficRate = z.output<ReturnType<typeof trafficRate>> | RecordRate;
/** Its counts are read from the file before they are used. */
export type TraceRate = Partial<z.output<typeof trace>> & { readonly scale: number };

export type StatesRate = z.output<typeof states>;
/** Rates known before the run: all but random jumps. */
export type PlannedRate = Exclude<TrafficRate, StatesRate>;

export const isStates = (of: TrafficRate): of is StatesRate => typeof of === "object" && "states" in of;
/** Whether no change over time is planned. */
export const isStationary = (of: TrafficRate): boolean => typeof of === "number" || isStates(of);
export const isTrace = (of: TrafficRate | undefined): of is Extract<TrafficRate, TraceRate> =>
  typeof of === "object" && ("trace" in of || "counts" in of);

export const isRecord = (of: TrafficRate | undefined): of is RecordRate => typeof of === "object" && "record" in of;

/** The keys of a rate whose values are design choices: of a recording, only `scale`. */
export const chosenKeys = (keys: readonly string[]): readonly string[] =>
  keys.includes("trace") || keys.includes("counts") || (keys.includes("from") && keys.includes("at"))
    ? ["scale"]
    : keys;

export const USUAL_ROW_MS = 60_000; // By default.

/** What a row covers [ms]. */
export const rowMs = ({ every = USUAL_ROW_MS }: TraceRate): number => every;

/** Σ rate × mean time in the state ÷ Σ mean time [1/s]; NaN if no time is ever spent. */
export function meanRate({ states }: StatesRate): number {
  const times = states.map((state) => meanOf(state.for));
  const whole = times.reduce((a, b) => a + b, 0);
  return states.reduce((sum, state, i) => sum + (state.rate * times[i]) / whole, 0);
}

/** The relaxation time of such a rate [ms]: T₁T₂ ÷ (T₁ + T₂) for two states, the longest of these for more. */
export function changesWithinMs({ states }: StatesRate): number {
  const times = states.map((state) => meanOf(state.for));
  const whole = times.reduce((a, b) => a + b, 0);
  return whole > 0 ? Math.max(...times.map((ms) => (ms * (whole - ms)) / whole)) : 0;
}

type Spike = z.output<typeof spikes>["spikes"][number];

/** A constant rate, perhaps with spikes, with one more of so many times the rate; null of another kind of rate. */
export function withSpike(of: TrafficRate, times: number, spike: Omit<Spike, "rate">): TrafficRate | null {
  const given = typeof of === "number" ? { base: of, spikes: [] } : "spikes" in of ? of : null;
  if (given === null) return null;
  const all = [...given.spikes, { ...spike, rate: given.base * times }];
  return { base: given.base, spikes: all.toSorted((a, b) => a.at - b.at) };
}

const POINTS_MAX = 2_000_000; // Of a wave that goes on for days; fewer points each, then.
const POINTS_A_WAVE = 720; // Straight lines between them are off by less than 10⁻⁵ of the swing.

/** Points of the rate from 0 until `untilMs`. */
export function ratePoints(of: PlannedRate, untilMs: number): readonly RatePoint[] {
  if (typeof of === "number") return [point(0, of)];
  if ("profile" in of) return profilePoints(of.profile);
  if ("spikes" in of) return spikePoints(of.base, of.spikes);
  if ("wave" in of) return wavePoints(of.wave, untilMs);
  if (isTrace(of)) return tracePoints(of);
  if (isRecord(of)) return recordPoints(of, untilMs);
  return of satisfies never;
}

/** The highest planned rate, or the mean of one that jumps at random [1/s]. */
export function offeredRate(of: TrafficRate): number {
  if (typeof of === "number") return of;
  if (isStates(of)) return meanRate(of);
  const untilMs = "wave" in of ? of.wave.period : 0; // Of a record, the busiest of the windows of `countsOf`.
  return ratePoints(of, untilMs).reduce((most, { perMs }) => Math.max(most, perMs * 1000), 0);
}

/** Of the first moment [1/s]; of one that jumps at random, the mean. */
export const firstRate = (of: TrafficRate): number => (isStates(of) ? meanRate(of) : ratePoints(of, 1)[0].perMs * 1000);

const point = (atMs: number, perSecond: number): RatePoint => ({ atMs, perMs: perSecond / 1000 });

function profilePoints(points: readonly { at: number; rate: number; ramp: boolean }[]): RatePoint[] {
  return points.flatMap(({ at, rate, ramp }, i) =>
    ramp || i === 0 ? [point(at, rate)] : [point(at, points[i - 1].rate), point(at, rate)],
  );
}

function spikePoints(
  base: number,
  all: readonly { at: number; rate: number; lasts: number; rise: number; fall: number }[],
): RatePoint[] {
  return [
    point(0, base),
    ...all.flatMap(({ at, rate, lasts, rise, fall }) => [
      point(at, base),
      point(at + rise, rate),
      point(at + rise + lasts, rate),
      point(at + rise + lasts + fall, base),
    ]),
  ];
}

function wavePoints(
  { mean, swing, period }: { mean: number; swing: number; period: number },
  untilMs: number,
): RatePoint[] {
  const pointsAWave = Math.max(24, Math.min(POINTS_A_WAVE, Math.floor((POINTS_MAX * period) / untilMs)));
  const step = period / pointsAWave;
  return Array.from({ length: Math.ceil(untilMs / step) + 2 }, (_, i) =>
    point(i * step, Math.max(0, mean + swing * Math.sin((2 * Math.PI * i) / pointsAWave))),
  );
}

/** The rate in each window of a record, over and over if it loops. */
function recordPoints(of: RecordRate, untilMs: number): RatePoint[] {
  const { everyMs, counts } = countsOf(rowsOf(of));
  const lengthMs = everyMs * counts.length;
  const laps = of.loop ? Math.min(LAPS_MOST, Math.max(1, Math.ceil(untilMs / lengthMs))) : 1;
  const windows = Array.from({ length: laps }, () => counts).flat();
  const points = windows.flatMap((count, i) => {
    const perSecond = (count * of.scale * 1000) / everyMs;
    return [point(i * everyMs, perSecond), point((i + 1) * everyMs, perSecond)];
  });
  return of.loop ? points : [...points, point(windows.length * everyMs, 0)];
}

const LAPS_MOST = 1000; // Then the last rate stands for what follows.

/** A constant rate for each row; a line between rows would smooth the counts. */
function tracePoints(trace: TraceRate): RatePoint[] {
  const { counts = [], scale } = trace;
  const every = rowMs(trace);
  const rates = counts.map((count) => (count * scale * 1000) / every);
  return rates.flatMap((perSecond, i) => [point(i * every, perSecond), point((i + 1) * every, perSecond)]);
}
